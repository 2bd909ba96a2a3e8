namespace Matchmaking.Core.Storage.Postgres;

/// <summary>How long things may take on a server that others use too.</summary>
internal static class PostgresLimits
{
    /// <summary>That a write waits for the writes of other instances.</summary>
    public static TimeSpan LockWait { get; } = TimeSpan.FromSeconds(10);

    /// <summary>That an instance may leave a transaction alone: one that was stopped in the midst, or whose machine was cut off, holds up all others for so long.</summary>
    public static TimeSpan IdleInTransaction { get; } = TimeSpan.FromSeconds(8);

    /// <summary>Reads of one instance side by side.</summary>
    public const int ReadersMost = 16;
}
