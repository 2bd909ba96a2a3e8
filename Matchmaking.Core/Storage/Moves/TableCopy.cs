using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Matchmaking.Core.Storage.Moves;

/// <summary>Copies one table in the order of SQLite's row numbers, which is also what is noted of how far that is.</summary>
internal sealed class TableCopy(Db source, NpgsqlConnection target, MoveTable table, MoveJournal journal)
{
    private const int BatchRows = 10_000;

    // Rows that refer to rows behind them must arrive with them.
    private readonly long _batch = table.RefersToItself ? long.MaxValue : BatchRows;

    public async Task Run(IProgress<MoveProgress> progress, CancellationToken cancel)
    {
        var total = await source.QuerySingleOrDefault<long>($"SELECT COUNT(*) FROM {table.Name}").ConfigureAwait(false);
        while (journal.Of(table).Rows < total)
        {
            await Batch(cancel).ConfigureAwait(false);
            progress.Report(new(table.Name, journal.Of(table).Rows, total));
        }

        foreach (var column in await Identities(cancel).ConfigureAwait(false))
            await Execute($"SELECT setval(pg_get_serial_sequence('{table.Name}', '{column}'), COALESCE((SELECT MAX({column}) FROM {table.Name}), 0) + 1, false)", cancel).ConfigureAwait(false);
    }

    private async Task Batch(CancellationToken cancel)
    {
        var (last, rows) = journal.Of(table);
        await using var transaction = await target.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await using (var reader = await source.Reader($"SELECT rowid, {table.ColumnList} FROM {table.Name} WHERE rowid > @last ORDER BY rowid LIMIT @batch", new { last, batch = _batch }).ConfigureAwait(false))
        await using (var writer = await target.BeginBinaryImportAsync($"COPY {table.Name} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", cancel).ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            {
                last = reader.GetInt64(0);
                rows++;
                await writer.StartRowAsync(cancel).ConfigureAwait(false);
                for (var i = 0; i < table.Columns.Count; i++)
                    await Write(writer, reader, i + 1, table.Columns[i].Type, cancel).ConfigureAwait(false);
            }

            await writer.CompleteAsync(cancel).ConfigureAwait(false);
        }

        await journal.Reached(table, last, rows, cancel).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
    }

    private static Task Write(NpgsqlBinaryImporter writer, DbDataReader reader, int column, NpgsqlDbType type, CancellationToken cancel)
    {
        if (reader.IsDBNull(column))
            return writer.WriteNullAsync(cancel);
        return type switch
        {
            NpgsqlDbType.Integer => writer.WriteAsync(reader.GetInt32(column), type, cancel),
            NpgsqlDbType.Bigint => writer.WriteAsync(reader.GetInt64(column), type, cancel),
            NpgsqlDbType.Bytea => writer.WriteAsync(reader.GetFieldValue<byte[]>(column), type, cancel),
            _ => writer.WriteAsync(reader.GetString(column), type, cancel),
        };
    }

    private async Task<IReadOnlyList<string>> Identities(CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @table AND is_identity = 'YES'", target)
        {
            Parameters = { new("table", table.Name) },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        var names = new List<string>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            names.Add(reader.GetString(0));
        return names;
    }

    private async Task Execute(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, target);
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }
}
