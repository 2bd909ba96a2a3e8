using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Profiles;

/// <summary>
/// A request made ready for ranking: canonical facts with what every ranking needs of them, computed once. Immutable, so it
/// may be kept as long as the facts hold and shared by threads.
/// </summary>
public sealed class RequestProfile
{
    private RequestProfile(RequestFacts facts)
    {
        Facts = facts.Canonical();
        Digest = Canon.Digest(Facts);
        Order = IdOrder.Of(Facts.Id.Value);
        Tags = CandidateTags.Of(Facts);
        RecognitionStrength = RecognitionStrengths.Combine(Facts.Recognitions);
    }

    public RequestFacts Facts { get; }

    /// <summary>SHA-256 of the canonical facts, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Digest { get; }

    internal UInt128 Order { get; }

    internal CandidateTags Tags { get; }

    internal double RecognitionStrength { get; }

    public static RequestProfile Of(RequestFacts facts) => new(facts);
}
