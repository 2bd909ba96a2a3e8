using System.Globalization;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Histories;

/// <summary>
/// What a fund's own positions say on a day, beside a sample of the market. Other funds' positions are theirs alone and never in it, so that nothing is known of co-investors.
/// </summary>
internal sealed class BookHistory
{
    private const string Own = "fund";

    private readonly Knowledge _knowledge;

    private BookHistory(Knowledge knowledge)
    {
        _knowledge = knowledge;
        Investor = knowledge.Investor(Own, []);
    }

    public InvestorView Investor { get; }

    /// <param name="positions">The fund's; those of the day itself and later do not count.</param>
    /// <param name="market">Says what is usual.</param>
    /// <param name="day">Of the ranking.</param>
    /// <returns>Null where there is nothing to compare with: no position before the day, or facts that were kept before they had days.</returns>
    public static BookHistory? Of(IReadOnlyList<PositionFacts> positions, MarketProfile market, DateOnly day)
    {
        var earlier = positions.Where(p => p.InvestedOn < day).OrderBy(p => p.InvestedOn).ThenBy(p => p.Id).ToArray();
        if (earlier.Length == 0 || market.Facts.Sample is not { Count: > 0 } sample)
            return null;
        var index = new InvestmentIndex();
        foreach (var position in earlier)
            index.Add(new(OfferOf(position), position.InvestedOn!.Value, [Own]));
        for (var i = 0; i < sample.Count; i++)
            index.Add(new(OfferOf(sample[i], i), day.AddDays(-1), []));
        return new(index.Before(day));
    }

    /// <summary>A candidate as it stands on the day.</summary>
    /// <param name="request">The request.</param>
    /// <param name="amount">What the fund would invest, in fen.</param>
    public CandidateView Candidate(RequestProfile request, long amount) => _knowledge.Candidate(new()
    {
        Company = request.Facts.StartupId.ToString(),
        Tags = request.Tags,
        StageRung = (int?)request.Facts.Stage,
        Amount = amount,
        FoundedOn = request.Facts.FoundedOn,
    });

    private static Offer OfferOf(PositionFacts position) => new()
    {
        // A company that is not in this system is its own.
        Company = position.StartupId?.ToString() ?? $"position {position.Id}",
        Tags = CandidateTags.Of(position),
        StageRung = (int)position.Stage,
        Amount = position.CostCny.Fen,
        FoundedOn = position.FoundedOn,
    };

    private static Offer OfferOf(MarketOffer offer, int number) => new()
    {
        // A candidate that is in the sample as well shall not look as though it had raised money before.
        Company = string.Create(CultureInfo.InvariantCulture, $"market {number}"),
        Tags = CandidateTags.Of(offer),
        StageRung = (int?)offer.Stage,
        Amount = offer.AmountCny.Fen,
        FoundedOn = offer.FoundedOn,
    };
}
