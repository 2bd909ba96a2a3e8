using System.Runtime.InteropServices;
using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Tickets;
using Matchmaking.Ranking.Explain;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;
using Matchmaking.Ranking.Limits;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Rankings;

/// <summary>
/// The candidates of one subject, judged by the hard limits, in the order of their ids: those that pass as pairs for a model, the others with their reasons. Rankings
/// and training start from the same pool.
/// </summary>
internal sealed class CandidatePool
{
    private readonly RankingDirection _direction;
    private readonly bool _includeExcluded;
    private readonly BookHistory? _history;
    private readonly EarlierMeetings? _meetings;
    private readonly List<FeaturePair> _pairs = [];
    private readonly List<RankedItem> _items = [];
    private readonly List<ExcludedItem> _excluded = [];

    private CandidatePool(RankingDirection direction, bool includeExcluded, BookHistory? history = null, EarlierMeetings? meetings = null) =>
        (_direction, _includeExcluded, _history, _meetings) = (direction, includeExcluded, history, meetings);

    /// <summary>One for each candidate that passes.</summary>
    public ReadOnlySpan<FeaturePair> Pairs => CollectionsMarshal.AsSpan(_pairs);

    /// <summary>The same candidates, without rank and scores.</summary>
    public IReadOnlyList<RankedItem> Items => _items;

    /// <summary>How many failed a limit.</summary>
    public int Failed { get; private set; }

    /// <summary>Null when it was not asked for.</summary>
    public IReadOnlyList<ExcludedItem>? Excluded => _includeExcluded ? _excluded : null;

    /// <summary>Requests for a fund, from all that is known of the fund.</summary>
    /// <param name="fund">For whom.</param>
    /// <param name="requests">In the order of their ids (<see cref="IdOrder.Sorted"/>).</param>
    /// <param name="context">Day, base rates, vetoes, preferences.</param>
    /// <param name="includeExcluded">Whether to keep the reasons of those that fail; costs more than the judging.</param>
    /// <param name="withHistories">Whether to look at what the fund's past investments and meetings say.</param>
    public static CandidatePool OfFund(FundProfile fund, IReadOnlyList<RequestProfile> requests, RankingContext context, bool includeExcluded, bool withHistories)
    {
        var history = withHistories ? fund.Book.HistoryIn(context.Market, context.AsOf) : null;
        var meetings = withHistories && fund.Book.Facts.Meetings is { } earlier ? new EarlierMeetings(earlier, context.AsOf) : null;
        var pool = new CandidatePool(RankingDirection.FundToRequests, includeExcluded, history, meetings);
        foreach (var request in requests)
            pool.Judge(request, fund.Mandate, fund.Book, context);
        return pool;
    }

    /// <summary>Funds for a request, from public facts only: the funds' books are not even handed in.</summary>
    /// <param name="request">For whom.</param>
    /// <param name="funds">In the order of their ids.</param>
    /// <param name="context">Day, base rates, vetoes.</param>
    /// <param name="includeExcluded">Whether to keep the reasons of those that fail.</param>
    public static CandidatePool OfRequest(RequestProfile request, IReadOnlyList<MandateProfile> funds, RankingContext context, bool includeExcluded)
    {
        var pool = new CandidatePool(RankingDirection.RequestToFunds, includeExcluded);
        foreach (var mandate in funds)
            pool.Judge(request, mandate, null, context);
        return pool;
    }

    private void Judge(RequestProfile request, MandateProfile mandate, BookProfile? book, RankingContext context)
    {
        var vetoed = context.Vetoes.Contains(mandate.Facts.Id, request.Facts.Id);
        var signals = new LimitSignals(request.Facts, mandate.Facts, book, context.AsOf, vetoed);
        if (HardLimits.Pass(signals))
            Accept(request, mandate, book, context, signals.Tickets.High);
        else
            Exclude(signals);
    }

    private void Accept(RequestProfile request, MandateProfile mandate, BookProfile? book, RankingContext context, Money ticket)
    {
        var risk = request.Facts.Stage is { } stage ? book?.RiskIn(request.Facts.Chain)?.Of(stage, ticket) : null;
        FeaturePair pair = new()
        {
            Tags = request.Tags,
            Amount = ticket.Fen,
            History = book?.History,
            Market = book is null ? null : context.Market.Counts,
            Request = request,
            Mandate = mandate.Facts,
            Book = book,
            Ticket = ticket,
            Risk = risk,
            Met = _meetings?.With(request.Facts.StartupId),
            Preference = book is null ? null : context.Preferences[mandate.Facts.Id, request.Facts.Id],
        };
        _pairs.Add(_history is null ? pair : pair.With(_history.Investor, _history.Candidate(request, ticket.Fen)));
        _items.Add(new()
        {
            FinancingRequestId = _direction == RankingDirection.FundToRequests ? request.Facts.Id : null,
            FundId = _direction == RankingDirection.RequestToFunds ? mandate.Facts.Id : null,
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
        Failed++;
        if (!_includeExcluded)
            return;
        _excluded.Add(new()
        {
            FinancingRequestId = _direction == RankingDirection.FundToRequests ? signals.Request.Id : null,
            FundId = _direction == RankingDirection.RequestToFunds ? signals.Mandate.Id : null,
            Reasons = HardLimits.Reasons(signals),
            Counterfactual = Counterfactuals.Smallest(signals),
        });
    }
}
