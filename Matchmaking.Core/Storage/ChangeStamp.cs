using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Core.Storage;

/// <summary>One state of what a change counter stands for, and how far the audit log had got.</summary>
/// <param name="Counter">The counter.</param>
/// <param name="AuditSequence">Number of the last row of the audit log.</param>
public readonly record struct ChangeStamp(long Counter, long AuditSequence)
{
    /// <param name="db">A read: a write has not told the audit log yet.</param>
    /// <param name="counter">Name of the counter.</param>
    /// <exception cref="InvalidOperationException">This is a write.</exception>
    public static async Task<ChangeStamp> Read(Db db, string counter)
    {
        db.RequireRead();
        return new ChangeStamp(await ChangeCounters.Read(db, counter).ConfigureAwait(false), (await AuditLog.Head(db).ConfigureAwait(false)).Sequence);
    }
}
