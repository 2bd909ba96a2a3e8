using Npgsql;

namespace Matchmaking.Core.Storage.Moves;

/// <summary>
/// How far a move has got, in a table of the target that is there as long as the move is not finished: with it, no server starts.
/// </summary>
internal sealed class MoveJournal
{
    public const string Table = "database_move";

    /// <summary>Whether a move is not finished.</summary>
    public const string Exists = $"SELECT to_regclass('{Table}') IS NOT NULL";

    private const string SourceRow = "";

    private const string Create = $"CREATE TABLE {Table} (name TEXT NOT NULL PRIMARY KEY, last_row BIGINT NOT NULL, rows BIGINT NOT NULL, source TEXT)";

    private const string Note =
        $"INSERT INTO {Table} (name, last_row, rows, source) VALUES (@name, @last, @rows, @source) ON CONFLICT (name) DO UPDATE SET last_row = @last, rows = @rows";

    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<string, (long Last, long Rows)> _tables;

    private MoveJournal(NpgsqlConnection connection, Dictionary<string, (long Last, long Rows)> tables) => (_connection, _tables) = (connection, tables);

    /// <param name="connection">To the target.</param>
    /// <param name="source">Fingerprint of the source.</param>
    /// <param name="tables">Those that are moved.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="MoveException">The target is not empty, or has a part of the move of another source.</exception>
    public static async Task<MoveJournal> Open(NpgsqlConnection connection, string source, IReadOnlyList<MoveTable> tables, CancellationToken cancel)
    {
        if (!(bool)(await Scalar(connection, Exists, cancel).ConfigureAwait(false))!)
        {
            await Begin(connection, source, tables, cancel).ConfigureAwait(false);
            return new MoveJournal(connection, new(StringComparer.Ordinal));
        }

        var known = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        string? begun = null;
        await using var command = new NpgsqlCommand($"SELECT name, last_row, rows, source FROM {Table}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            if (reader.GetString(0) == SourceRow)
                begun = reader.GetString(3);
            else
                known[reader.GetString(0)] = (reader.GetInt64(1), reader.GetInt64(2));
        }

        return begun == source
            ? new MoveJournal(connection, known)
            : throw new MoveException("The target has a part of another move, or the source was written to since this one began. Drop the target database, make it anew and move again.");
    }

    /// <summary>Where a table goes on: the last row that was copied, 0 before the first, and how many were.</summary>
    public (long Last, long Rows) Of(MoveTable table) => _tables.GetValueOrDefault(table.Name);

    /// <summary>Notes, in the transaction under way, how far a table is.</summary>
    public async Task Reached(MoveTable table, long last, long rows, CancellationToken cancel)
    {
        await Write(_connection, table.Name, last, rows, null, cancel).ConfigureAwait(false);
        _tables[table.Name] = (last, rows);
    }

    /// <summary>The move is finished.</summary>
    public async Task Close(CancellationToken cancel) => await Scalar(_connection, $"DROP TABLE {Table}", cancel).ConfigureAwait(false);

    private static async Task Begin(NpgsqlConnection connection, string source, IReadOnlyList<MoveTable> tables, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        foreach (var table in tables)
        {
            // What the migrations themselves put in, the source has too, as it is there now.
            if (table.Name is "audit_head" or "change_counters")
                await Scalar(connection, $"DELETE FROM {table.Name}", cancel).ConfigureAwait(false);
            else if ((bool)(await Scalar(connection, $"SELECT EXISTS (SELECT 1 FROM {table.Name})", cancel).ConfigureAwait(false))!)
                throw new MoveException($"The target is not empty: there are rows in {table.Name}. Move into a new database.");
        }

        await Scalar(connection, Create, cancel).ConfigureAwait(false);
        await Write(connection, SourceRow, 0, 0, source, cancel).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
    }

    private static async Task Write(NpgsqlConnection connection, string name, long last, long rows, string? source, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Note, connection)
        {
            Parameters = { new("name", name), new("last", last), new("rows", rows), new NpgsqlParameter<string?>("source", source) },
        };
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel).ConfigureAwait(false);
    }
}
