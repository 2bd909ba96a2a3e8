namespace Matchmaking.Core.Plans.Solving;

/// <summary>How much work a search may cost where a problem is not solved at once. Counted in steps, never in seconds, so that the answer is the same on any machine.</summary>
/// <param name="Relaxation">Most pairs x common rounds x steps of the linear relaxation; a billion takes several seconds.</param>
/// <param name="Nodes">Most decisions of an exhaustive search; a million takes about a second.</param>
public sealed record SearchEffort(long Relaxation, long Nodes)
{
    /// <summary>About a second at most: while somebody waits for the answer.</summary>
    public static SearchEffort Quick { get; } = new(20_000_000, 200_000);

    /// <summary>About a minute at most: in the background, with progress.</summary>
    public static SearchEffort Thorough { get; } = new(3_000_000_000, 20_000_000);
}
