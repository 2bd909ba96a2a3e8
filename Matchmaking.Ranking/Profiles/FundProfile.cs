using Matchmaking.Ranking.Facts;

namespace Matchmaking.Ranking.Profiles;

/// <summary>
/// A fund made ready for ranking its candidates: mandate and books. Holds for one version of the fund and its positions and
/// for one day.
/// </summary>
public sealed class FundProfile
{
    private FundProfile(FundFacts facts)
    {
        Mandate = MandateProfile.Of(facts.Mandate);
        Book = new BookProfile(facts.Book);
    }

    public MandateProfile Mandate { get; }

    public BookProfile Book { get; }

    /// <summary>Canonical facts.</summary>
    public FundFacts Facts => new(Mandate.Facts, Book.Facts);

    public static FundProfile Of(FundFacts facts) => new(facts);
}
