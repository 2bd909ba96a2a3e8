using Matchmaking.Ranking.Facts;

namespace Matchmaking.Ranking.Profiles;

/// <summary>A fund's declared mandate made ready for ranking. Immutable; holds nothing that the public may not read.</summary>
public sealed class MandateProfile
{
    private MandateProfile(FundMandate facts)
    {
        Facts = facts.Canonical();
        Digest = Canon.Digest(Facts);
        Order = IdOrder.Of(Facts.Id.Value);
    }

    public FundMandate Facts { get; }

    /// <summary>SHA-256 of the canonical mandate, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Digest { get; }

    internal UInt128 Order { get; }

    public static MandateProfile Of(FundMandate facts) => new(facts);
}
