namespace Matchmaking.Core.Storage;

/// <summary>
/// Tells whoever keeps something that was read whether it may still be used without asking the database: only while nothing was committed since, nor is being committed. Of the one process that
/// writes (a sequence lock; Lameter, Effective Synchronization on Linux/NUMA Systems, 2005, section 4).
/// </summary>
public sealed class CommitCounter
{
    // Odd while a commit is under way: it may be seen already, and is not over.
    private long _value;

    /// <summary>The number of the state that every read sees from now on until the next commit begins; null while one is under way. To be taken before a read that is kept under it.</summary>
    public long? Stable => Volatile.Read(ref _value) is var value && (value & 1) == 0 ? value : null;

    /// <summary>By the writer, before it commits.</summary>
    internal void Begin() => Interlocked.Increment(ref _value);

    /// <summary>By the writer, before anybody is answered; also when the commit failed, for it may have been kept.</summary>
    internal void End() => Interlocked.Increment(ref _value);
}
