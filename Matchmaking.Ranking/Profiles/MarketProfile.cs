using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Profiles;

/// <summary>The base rates made ready for look-ups. Immutable.</summary>
public sealed class MarketProfile
{
    public static readonly MarketProfile Empty = Of(MarketBase.Empty);

    private MarketProfile(MarketBase facts)
    {
        Counts = new TagCounts(facts);
        Facts = facts.Canonical();
        Digest = Canon.Digest(Facts);
    }

    public MarketBase Facts { get; }

    /// <summary>SHA-256 of the canonical base rates, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Digest { get; }

    internal TagCounts Counts { get; }

    /// <exception cref="ArgumentException">A tag occurs twice.</exception>
    public static MarketProfile Of(MarketBase facts) => new(facts);
}
