namespace Matchmaking.Core.Storage;

/// <summary>
/// Hears what a database does, for metrics. Called on the threads that read and write: an observer counts and returns, and
/// throws nothing.
/// </summary>
public interface IStorageObserver
{
    /// <param name="duration">From being asked for to its end, the wait for a free connection and what is computed inside included.</param>
    void ReadEnded(TimeSpan duration);

    void WriteEnded(WriteOutcome outcome);

    /// <summary>A transaction is on the disk.</summary>
    /// <param name="writes">Use cases that shared it.</param>
    /// <param name="commit">What COMMIT took, mostly the flush.</param>
    void GroupCommitted(int writes, TimeSpan commit);
}

/// <summary>How a use case ended.</summary>
public enum WriteOutcome
{
    /// <summary>It answered with a value, which is on the disk.</summary>
    Kept,

    /// <summary>It answered with a value, and was undone as asked.</summary>
    Rehearsed,

    /// <summary>It answered with an error; nothing of it was kept.</summary>
    Refused,

    /// <summary>It threw, or its transaction could not be committed.</summary>
    Failed,

    /// <summary>The caller left before it was its turn.</summary>
    Cancelled,

    /// <summary>The queue was full: it was not taken.</summary>
    Busy,
}
