using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Histories;

namespace Matchmaking.Ranking.Profiles;

/// <summary>
/// A fund made ready for ranking its candidates: mandate and books. Holds for one version of the fund and its positions and
/// for one day.
/// </summary>
public sealed class FundProfile
{
    private FundProfile(FundFacts facts, LossModelCache models, BookHistoryCache? histories)
    {
        Mandate = MandateProfile.Of(facts.Mandate);
        Book = new BookProfile(facts.Book, models, histories);
    }

    public MandateProfile Mandate { get; }

    public BookProfile Book { get; }

    /// <summary>Canonical facts.</summary>
    public FundFacts Facts => new(Mandate.Facts, Book.Facts);

    /// <param name="facts">The fund on a day.</param>
    /// <param name="models">Keeps loss models; the result does not depend on what it holds.</param>
    /// <param name="histories">Keeps what positions say, likewise; null where each fund is ranked once.</param>
    public static FundProfile Of(FundFacts facts, LossModelCache models, BookHistoryCache? histories = null) => new(facts, models, histories);
}
