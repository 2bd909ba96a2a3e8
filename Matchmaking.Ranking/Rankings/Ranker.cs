using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Rankings;

/// <summary>
/// Judges candidates by the hard limits, scores those that pass and puts them in order. Pure: the same inputs give the same
/// ranking, whatever their order, the machine or the number of callers.
/// </summary>
public sealed class Ranker(IRankingModel model)
{
    /// <summary>Ranks requests for a fund, from all that is known of the fund.</summary>
    /// <param name="fund">For whom.</param>
    /// <param name="requests">Candidates, each id once, in any order.</param>
    /// <param name="context">Day, base rates, vetoes, preferences.</param>
    /// <param name="includeExcluded">Whether to list those that fail, with all reasons; costs more than the ranking itself.</param>
    /// <param name="includeIntervals">Whether to give each item its rank interval, where the model has one.</param>
    /// <exception cref="ArgumentException">A request occurs twice.</exception>
    public RankingBody RankFund(
        FundProfile fund, IReadOnlyList<RequestProfile> requests, RankingContext context, bool includeExcluded = false, bool includeIntervals = false)
    {
        var candidates = IdOrder.Sorted(requests, r => r.Order, nameof(requests));
        var ranking = Head(model, fund, context, context.HashesSet ? [CandidateDigest.Of(candidates).Root] : candidates.Select(c => c.Digest));
        return Ranked(ranking, CandidatePool.OfFund(fund, candidates, context, includeExcluded, model.ReadsHistories), RankingDirection.FundToRequests, includeIntervals);
    }

    /// <summary>A ranking of requests for a fund without its items.</summary>
    /// <param name="model">Ranks.</param>
    /// <param name="fund">For whom.</param>
    /// <param name="context">Day, base rates, vetoes, preferences.</param>
    /// <param name="candidates">Digests of the candidates in the order of their ids, or the one of their set.</param>
    internal static RankingBody Head(IRankingModel model, FundProfile fund, RankingContext context, IEnumerable<ReadOnlyMemory<byte>> candidates)
    {
        var id = fund.Mandate.Facts.Id;
        var vetoes = context.Vetoes.Pairs.Where(v => v.FundId == id).ToArray();
        var preferences = context.Preferences.Stated.Where(p => p.FundId == id).ToArray();
        return new()
        {
            FormatVersion = context.Format,
            Subject = new(RankingSubject.Fund, id.Value),
            ModelVersion = model.Version,
            InputHash = InputHash.Of(model.Version, RankingDirection.FundToRequests, context, [fund.Mandate.Digest, fund.Book.Digest], candidates, vetoes, preferences),
            AsOf = context.AsOf,
            RiskParameters = fund.Book.RiskParameters,
            UsualTicketCny = context.Format >= 2 ? fund.Book.UsualTicket : null,
            Items = [],
        };
    }

    /// <summary>The items of a pool with their scores, best first; ranks count from 1.</summary>
    internal static RankedItem[] Items(IReadOnlyList<RankedItem> candidates, IScoredPairs scores, IReadOnlyList<RankInterval>? intervals = null)
    {
        var items = candidates.Select((item, i) =>
        {
            var raw = scores.RawScore(i);
            return item with
            {
                Score = ScoreScale.Score(raw),
                RawScore = raw,
                Baseline = scores.Baseline,
                Contributions = scores.Contributions(i),
                RankInterval = intervals?[i],
            };
        });
        return [.. items.OrderByDescending(i => i.RawScore).Select((item, i) => item with { Rank = i + 1 })];
    }

    /// <summary>Ranks funds for a request, from public facts only: the funds' books are not even handed in.</summary>
    /// <param name="request">For whom.</param>
    /// <param name="funds">Candidates, each id once, in any order.</param>
    /// <param name="context">Day, base rates, vetoes.</param>
    /// <param name="includeExcluded">Whether to list those that fail, with all reasons.</param>
    /// <param name="includeIntervals">Whether to give each item its rank interval, where the model has one.</param>
    /// <exception cref="ArgumentException">A fund occurs twice.</exception>
    public RankingBody RankRequest(
        RequestProfile request, IReadOnlyList<MandateProfile> funds, RankingContext context, bool includeExcluded = false, bool includeIntervals = false)
    {
        var candidates = IdOrder.Sorted(funds, f => f.Order, nameof(funds));
        var id = request.Facts.Id;
        var vetoes = context.Vetoes.Pairs.Where(v => v.FinancingRequestId == id).ToArray();
        var ranking = new RankingBody
        {
            FormatVersion = context.Format,
            Subject = new(RankingSubject.FinancingRequest, id.Value),
            ModelVersion = model.Version,
            InputHash = InputHash.Of(model.Version, RankingDirection.RequestToFunds, context, [request.Digest], candidates.Select(c => c.Digest), vetoes, preferences: []),
            AsOf = context.AsOf,
            Items = [],
        };
        return Ranked(ranking, CandidatePool.OfRequest(request, candidates, context, includeExcluded), RankingDirection.RequestToFunds, includeIntervals);
    }

    private RankingBody Ranked(RankingBody ranking, CandidatePool pool, RankingDirection direction, bool includeIntervals)
    {
        var scores = model.Score(pool.Pairs, direction);
        return ranking with
        {
            Total = pool.Items.Count,
            ExcludedTotal = pool.Failed,
            Items = Items(pool.Items, scores, includeIntervals ? scores.Intervals() : null),
            Excluded = pool.Excluded,
        };
    }
}
