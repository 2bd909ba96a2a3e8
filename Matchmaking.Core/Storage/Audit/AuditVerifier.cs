using Matchmaking.Core.Audit;

namespace Matchmaking.Core.Storage.Audit;

/// <summary>What is wrong with the chain at a row.</summary>
public enum AuditDamageKind
{
    /// <summary>A row is not there: a number is skipped, or the log ends before its head.</summary>
    Missing,

    /// <summary>A row, or its place, is not what it was: its hash does not follow from its contents and the row before.</summary>
    Changed,

    /// <summary>The log is longer than its head says.</summary>
    Added,

    /// <summary>A hash noted earlier is not the one that the row has now: the chain was written anew.</summary>
    Rewritten,
}

/// <param name="Sequence">The first row that is wrong.</param>
/// <param name="Kind">What is wrong with it.</param>
public sealed record AuditDamage(long Sequence, AuditDamageKind Kind);

/// <summary>Number and hash of a row, as somebody noted them.</summary>
public sealed record AuditMark(long Sequence, string Hash);

/// <param name="Rows">Rows whose place in the chain was recomputed and found right.</param>
/// <param name="Head">The last row as the log says.</param>
/// <param name="Damage">Null when the chain is whole.</param>
public sealed record AuditVerdict(long Rows, AuditHead Head, AuditDamage? Damage);

/// <summary>Recomputes the whole chain on one snapshot.</summary>
public static class AuditVerifier
{
    private const int Batch = 2_000;

    /// <param name="db">A read.</param>
    /// <param name="expected">A head that was noted earlier, outside of this database: who can write the file can write a whole new chain, but not this.</param>
    /// <param name="progress">Told the number of rows verified, and of all.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<AuditVerdict> Verify(Db db, AuditMark? expected, Action<long, long>? progress, CancellationToken cancel)
    {
        var head = await AuditLog.Head(db).ConfigureAwait(false);
        var (sequence, hash) = (0L, AuditEntry.Genesis);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var rows = await AuditLog.After(db, sequence, Batch).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (Judge(row, sequence, hash, head, expected) is { } kind)
                    return new AuditVerdict(sequence, head, new AuditDamage(sequence + 1, kind));
                (sequence, hash) = (row.Sequence, row.Hash);
            }

            progress?.Invoke(sequence, head.Sequence);
            if (rows.Count < Batch)
                break;
        }

        var last = Math.Max(head.Sequence, expected?.Sequence ?? 0);
        var damage = sequence < last ? new AuditDamage(sequence + 1, AuditDamageKind.Missing)
            : hash != head.Hash ? new AuditDamage(sequence, AuditDamageKind.Rewritten)
            : null;
        return new AuditVerdict(sequence, head, damage);
    }

    private static AuditDamageKind? Judge(AuditRow row, long sequence, string hash, AuditHead head, AuditMark? expected)
    {
        if (row.Sequence > head.Sequence)
            return AuditDamageKind.Added;
        if (row.Sequence != sequence + 1)
            return AuditDamageKind.Missing;
        if (row.ComputeHash(hash) != row.Hash)
            return AuditDamageKind.Changed;
        return row.Sequence == expected?.Sequence && row.Hash != expected.Hash ? AuditDamageKind.Rewritten : null;
    }
}
