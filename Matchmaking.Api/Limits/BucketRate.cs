namespace Matchmaking.Api.Limits;

/// <summary>How a token bucket fills: <paramref name="PerSecond"/> tokens a second, up to <paramref name="Burst"/>.</summary>
internal readonly record struct BucketRate(int PerSecond, int Burst)
{
    /// <summary>Ticks in which one token comes.</summary>
    public long Interval => TimeSpan.TicksPerSecond / PerSecond;

    /// <summary>Ticks in which an empty bucket fills.</summary>
    public long Capacity => Interval * Burst;
}
