using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Core.Storage.Search;
using Matchmaking.Core.Storage.Sqlite;

namespace Matchmaking.Core.Storage.Moves;

/// <summary>
/// Moves all data of an embedded database into an empty PostgreSQL database. Tables are copied in batches, each with a note of
/// how far that is, so that a move that was cut short goes on where it was. In the end every table is read back on both sides and compared by
/// rows and SHA-256; the search index, which has nothing that the tables have not, is made anew; and the chain of the audit log is
/// verified. Until all of that is right, no server starts on the target. The source is only read.
/// </summary>
/// <param name="source">Held by this process alone, at the newest schema.</param>
/// <param name="target">Empty, or with a part of a move of the same source.</param>
/// <param name="clock">The time.</param>
public sealed class DatabaseMove(SqliteDatabase source, PostgresDatabase target, TimeProvider clock)
{
    /// <exception cref="MoveException">The target is not empty or has a part of another move, or something differs in the end.</exception>
    /// <exception cref="UnsupportedDatabaseException">The target cannot hold the data.</exception>
    public async Task<MoveReport> Run(IProgress<MoveProgress> progress, CancellationToken cancel)
    {
        await using var connection = await target.EnterMove(clock, cancel).ConfigureAwait(false);
        var tables = await MoveTable.All(connection, cancel).ConfigureAwait(false);
        return await source.Read(
            async db =>
            {
                await CheckTables(db, tables).ConfigureAwait(false);
                var journal = await MoveJournal.Open(connection, await MoveSource.Fingerprint(db).ConfigureAwait(false), tables, cancel).ConfigureAwait(false);
                foreach (var table in tables)
                    await new TableCopy(db, connection, table, journal).Run(progress, cancel).ConfigureAwait(false);
                await SearchIndexing.Forget(target, clock, cancel).ConfigureAwait(false);
                await SearchIndexing.BringUpToDate(target, clock, cancel).ConfigureAwait(false);

                var checks = new List<TableCheck>();
                foreach (var table in tables)
                    checks.Add(await Compare(db, table, progress, cancel).ConfigureAwait(false));
                var audit = await target.Read(t => AuditVerifier.Verify(t, null, (done, total) => progress.Report(new("audit rows", done, total)), cancel), cancel).ConfigureAwait(false);
                if (audit.Damage is { } damage)
                    throw new MoveException($"The audit log is broken at row {damage.Sequence} ({damage.Kind}); it is broken in the source too.");
                await journal.Close(cancel).ConfigureAwait(false);
                return new MoveReport(checks, audit.Rows);
            },
            cancel).ConfigureAwait(false);
    }

    private async Task<TableCheck> Compare(Db db, MoveTable table, IProgress<MoveProgress> progress, CancellationToken cancel)
    {
        var here = await TableChecksum.Compute(db, table, cancel).ConfigureAwait(false);
        var there = await target.Read(t => TableChecksum.Compute(t, table, cancel), cancel).ConfigureAwait(false);
        progress.Report(new($"checking {table.Name}", here.Rows, here.Rows));
        return here == there
            ? new TableCheck(table.Name, here.Rows, here.Sha256)
            : throw new MoveException(
                $"{table.Name} differs: {here.Rows} rows with SHA-256 {here.Sha256} in the source, {there.Rows} rows with {there.Sha256} in the target. Nothing of it is to be used: drop the target database, make it anew and move again.");
    }

    private static async Task CheckTables(Db db, IReadOnlyList<MoveTable> tables)
    {
        var unknown = (await db.Query<string>(MoveSource.Tables).ConfigureAwait(false)).Except(tables.Select(t => t.Name)).Where(MoveTable.IsMoved).ToList();
        if (unknown.Count > 0)
            throw new MoveException($"The target has no table {string.Join(", ", unknown)}.");
    }
}

/// <summary>How far a move is.</summary>
/// <param name="What">What is counted.</param>
/// <param name="Done">So many are done.</param>
/// <param name="Total">Of so many.</param>
public readonly record struct MoveProgress(string What, long Done, long Total);

/// <summary>A table that is the same on both sides.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">How many.</param>
/// <param name="Sha256">Over all rows in the order of their key, lower-case hex.</param>
public sealed record TableCheck(string Table, long Rows, string Sha256);

/// <param name="Tables">All tables, in the order in which they were copied.</param>
/// <param name="AuditRows">Rows of the audit log whose place in the chain was verified in the target.</param>
public sealed record MoveReport(IReadOnlyList<TableCheck> Tables, long AuditRows);

/// <summary>A move that was not done; the message says why, for whoever runs it.</summary>
public sealed class MoveException(string message) : Exception(message);
