using System.Runtime.InteropServices;
using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Tickets;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Explain;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Limits;
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
    /// <param name="context">Day, base rates, vetoes.</param>
    /// <param name="includeExcluded">Whether to list those that fail, with all reasons; costs more than the ranking itself.</param>
    /// <param name="includeIntervals">Whether to give each item its rank interval, where the model has one.</param>
    /// <exception cref="ArgumentException">A request occurs twice.</exception>
    public RankingBody RankFund(
        FundProfile fund, IReadOnlyList<RequestProfile> requests, RankingContext context, bool includeExcluded = false, bool includeIntervals = false)
    {
        var candidates = Ordered(requests, r => r.Order, nameof(requests));
        var id = fund.Mandate.Facts.Id;
        var vetoes = context.Vetoes.Pairs.Where(v => v.FundId == id).ToArray();
        var run = new Run(model, RankingDirection.FundToRequests, candidates.Length, includeExcluded, includeIntervals);
        foreach (var request in candidates)
            run.Judge(request, fund.Mandate, fund.Book, context);
        return run.Body(
            new Subject(RankingSubject.Fund, id.Value),
            fund.Book.RiskParameters,
            InputHash.Of(model.Version, RankingDirection.FundToRequests, context, [fund.Mandate.Digest, fund.Book.Digest], candidates.Select(c => c.Digest), vetoes),
            context.AsOf);
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
        var candidates = Ordered(funds, f => f.Order, nameof(funds));
        var id = request.Facts.Id;
        var vetoes = context.Vetoes.Pairs.Where(v => v.FinancingRequestId == id).ToArray();
        var run = new Run(model, RankingDirection.RequestToFunds, candidates.Length, includeExcluded, includeIntervals);
        foreach (var mandate in candidates)
            run.Judge(request, mandate, null, context);
        return run.Body(
            new Subject(RankingSubject.FinancingRequest, id.Value),
            null,
            InputHash.Of(model.Version, RankingDirection.RequestToFunds, context, [request.Digest], candidates.Select(c => c.Digest), vetoes),
            context.AsOf);
    }

    private static T[] Ordered<T>(IReadOnlyList<T> candidates, Func<T, UInt128> key, string name)
    {
        var ordered = candidates.ToArray();
        var keys = Array.ConvertAll(ordered, c => key(c));
        Array.Sort(keys, ordered);
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i] == keys[i - 1])
                throw new ArgumentException("A candidate occurs twice.", name);
        }

        return ordered;
    }

    /// <summary>One ranking in the making; candidates come in the order of their ids.</summary>
    private sealed class Run(IRankingModel model, RankingDirection direction, int candidates, bool includeExcluded, bool includeIntervals)
    {
        private readonly List<FeaturePair> _pairs = new(candidates);
        private readonly List<RankedItem> _items = new(candidates);
        private readonly List<ExcludedItem> _excluded = [];
        private int _failed;

        public void Judge(RequestProfile request, MandateProfile mandate, BookProfile? book, RankingContext context)
        {
            var vetoed = context.Vetoes.Contains(mandate.Facts.Id, request.Facts.Id);
            var signals = new LimitSignals(request.Facts, mandate.Facts, book, context.AsOf, vetoed);
            if (HardLimits.Pass(signals))
                Accept(request, mandate, book, context.Market, signals.Tickets.High);
            else
                Exclude(signals);
        }

        public RankingBody Body(Subject subject, string? riskParameters, string inputHash, DateOnly asOf) => new()
        {
            Subject = subject,
            ModelVersion = model.Version,
            InputHash = inputHash,
            AsOf = asOf,
            RiskParameters = riskParameters,
            Total = _items.Count,
            ExcludedTotal = _failed,
            Items = [.. Scored().OrderByDescending(i => i.RawScore).Select((item, i) => item with { Rank = i + 1 })],
            Excluded = includeExcluded ? _excluded : null,
        };

        private IEnumerable<RankedItem> Scored()
        {
            var scores = model.Score(CollectionsMarshal.AsSpan(_pairs), direction);
            var intervals = includeIntervals ? scores.Intervals() : null;
            return _items.Select((item, i) => item with
            {
                Score = ScoreScale.Score(scores.RawScore(i)),
                RawScore = scores.RawScore(i),
                Baseline = scores.Baseline,
                Contributions = scores.Contributions(i),
                RankInterval = intervals?[i],
            });
        }

        private void Accept(RequestProfile request, MandateProfile mandate, BookProfile? book, MarketProfile market, Money ticket)
        {
            var risk = request.Facts.Stage is { } stage ? book?.RiskIn(request.Facts.Chain)?.Of(stage, ticket) : null;
            _pairs.Add(new()
            {
                Tags = request.Tags,
                Amount = ticket.Fen,
                History = book?.History,
                Market = book is null ? null : market.Counts,
                Request = request,
                Mandate = mandate.Facts,
                Book = book,
                Ticket = ticket,
                Risk = risk,
            });
            _items.Add(new()
            {
                FinancingRequestId = direction == RankingDirection.FundToRequests ? request.Facts.Id : null,
                FundId = direction == RankingDirection.RequestToFunds ? mandate.Facts.Id : null,
                TicketCny = ticket,
                Contributions = [],
                Risk = book is null ? null : Risk(book, ticket, risk),
            });
        }

        private static ItemRisk Risk(BookProfile book, Money ticket, TicketRisk? risk) => new(
            risk?.ExpectedLoss,
            risk?.LossRatioAfter,
            risk?.BreachProbabilityAfter,
            book.HeadroomFen(ticket) is { } headroom ? SignedMoney.FromFen(headroom) : null)
        {
            ExpectedLossAfterCny = risk?.ExpectedLossAfter,
            BreachProbabilityChange = risk?.BreachProbabilityChange,
        };

        private void Exclude(in LimitSignals signals)
        {
            _failed++;
            if (!includeExcluded)
                return;
            _excluded.Add(new()
            {
                FinancingRequestId = direction == RankingDirection.FundToRequests ? signals.Request.Id : null,
                FundId = direction == RankingDirection.RequestToFunds ? signals.Mandate.Id : null,
                Reasons = HardLimits.Reasons(signals),
                Counterfactual = Counterfactuals.Smallest(signals),
            });
        }
    }
}
