using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using NpgsqlTypes;

namespace Matchmaking.Core.Storage.Moves;

/// <summary>
/// Rows of a table and SHA-256 over them, the same on both databases: rows in the order of their key, texts of which compare by bytes;
/// of each value its kind, its length and its bytes, numbers as eight bytes, the most significant first.
/// </summary>
/// <param name="Rows">How many.</param>
/// <param name="Sha256">Lower-case hex.</param>
internal sealed record TableChecksum(long Rows, string Sha256)
{
    private const byte Null = 0;
    private const byte Number = 1;
    private const byte Text = 2;
    private const byte Bytes = 3;

    public static async Task<TableChecksum> Compute(Db db, MoveTable table, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        await using var reader = await db.Reader($"SELECT {table.ColumnList} FROM {table.Name} ORDER BY {string.Join(", ", table.Key)}", null).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            rows++;
            for (var i = 0; i < table.Columns.Count; i++)
                Append(hash, reader, i, table.Columns[i].Type);
        }

        return new TableChecksum(rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void Append(IncrementalHash hash, DbDataReader reader, int column, NpgsqlDbType type)
    {
        if (reader.IsDBNull(column))
            Append(hash, Null, []);
        else if (type is NpgsqlDbType.Integer or NpgsqlDbType.Bigint)
            Append(hash, type == NpgsqlDbType.Integer ? reader.GetInt32(column) : reader.GetInt64(column));
        else if (type == NpgsqlDbType.Bytea)
            Append(hash, Bytes, reader.GetFieldValue<byte[]>(column));
        else
            Append(hash, Text, Encoding.UTF8.GetBytes(reader.GetString(column)));
    }

    private static void Append(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        Append(hash, Number, bytes);
    }

    private static void Append(IncrementalHash hash, byte kind, ReadOnlySpan<byte> value)
    {
        Span<byte> head = stackalloc byte[1 + sizeof(int)];
        head[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], value.Length);
        hash.AppendData(head);
        hash.AppendData(value);
    }
}
