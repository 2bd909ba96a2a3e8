using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Limits;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Api.Services;

/// <summary>What a caller wants to see of a fund's risk.</summary>
internal sealed record RiskQuery(DateOnly AsOf, bool Contributions, bool Distribution);

/// <summary>Which tickets to try.</summary>
internal sealed record WhatIfQuery(DateOnly AsOf, WhatIfInput Input);

/// <summary>Which tickets to draw.</summary>
internal sealed record CurveQuery(DateOnly AsOf, Stage? Stage, string? Sector, Money? From, Money? To, int Points)
{
    public const int PointsMin = 2;
    public const int PointsMax = 500;
    public const int DefaultPoints = 101;
}

/// <summary>Answers what a fund has lost, may still lose, and what tickets would do to it.</summary>
internal sealed class RiskService(IDatabase database, MarketCache markets, FactsFactory facts, LossModelCache models, Taxonomy taxonomy, ReasonText reasons)
{
    /// <summary>Drawn for a fund that names neither a largest ticket nor a commitment.</summary>
    private static readonly Money _usualLargest = Money.FromYuan(100_000_000);

    /// <param name="id">The fund.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="asked">What for; refused only after it is known that the caller may see the fund.</param>
    /// <param name="language">Of what stands in words.</param>
    /// <param name="cancel">The caller left.</param>
    public Task<Result<RiskView>> Of(FundId id, Caller caller, Result<RiskQuery> asked, Language language, CancellationToken cancel) =>
        InBooks<RiskQuery, RiskView>(id, caller, asked, q => q.AsOf, (query, books) =>
        {
            var bracket = books.Risk.Model.Distribution.Grid.IsExact ? null : books.Risk.BreachProbabilityBracket;
            var view = RiskView.Of(books.Ledger, query.AsOf, LossModelViews.Of(books.Risk, LossFigures.Of(books.Risk), RiskEvidence.Text(books.Ledger.Parameters, language), bracket));
            return view with
            {
                Model = view.Model with
                {
                    Contributions = query.Contributions ? Contributions(books) : null,
                    Distribution = query.Distribution ? LossModelViews.Distribution(books.Risk.Model.Distribution) : null,
                },
            };
        }, cancel);

    /// <summary>The fund with one ticket, or with a basket.</summary>
    /// <inheritdoc cref="Of"/>
    public Task<Result<WhatIfView>> WhatIf(FundId id, Caller caller, Result<WhatIfQuery> asked, Language language, CancellationToken cancel) =>
        InBooks<WhatIfQuery, WhatIfView>(id, caller, asked, q => q.AsOf, (query, books) =>
        {
            var (input, asOf) = (query.Input, query.AsOf);
            if (!Candidates(input, books).TryGet(out var candidates, out var invalid))
                return invalid;
            var tickets = candidates.Select(c => new TicketToJudge(c.Stage, c.Chain ?? FundLedger.ChainOf(c.Sectors, taxonomy), c.StartupId, c.AmountCny)).ToList();
            var after = books.Ledger.With(tickets.Select(t => new LiveExposure(t.Chain, t.Stage, t.Amount)));
            var evidence = RiskEvidence.Text(books.Ledger.Parameters, language);
            var views = tickets.Select((t, i) => View(candidates[i], t, TicketJudgement.Of(books.Profile, t, asOf), books, language)).ToList();
            return new WhatIfView(
                RiskView.Of(books.Ledger, asOf, LossModelViews.Of(books.Risk, LossFigures.Of(books.Risk), evidence, null)),
                RiskView.Of(after, asOf, After(books, after, tickets, evidence)),
                views is [var only] ? only : null,
                views);
        }, cancel);

    /// <inheritdoc cref="Of"/>
    public Task<Result<RiskCurveView>> Curve(FundId id, Caller caller, Result<CurveQuery> asked, Language language, CancellationToken cancel) =>
        InBooks<CurveQuery, RiskCurveView>(id, caller, asked, q => q.AsOf, (query, books) =>
        {
            var (fund, account) = (books.Ledger.Fund, books.Ledger.Account);
            var to = query.To ?? Money.Min(fund.TicketMaxCny ?? LargestTicket(fund, account), Left(books));
            var from = query.From ?? (fund.TicketMinCny > Money.Zero && fund.TicketMinCny < to ? fund.TicketMinCny : Money.FromFen(Math.Max(1, to.Fen / query.Points)));
            if (to > Left(books))
                return DomainError.Invalid(new FieldError("?maxTicketCny", Codes.InvalidAmount, ("max", Left(books).ToString())));
            if (from > to)
                return DomainError.Invalid(new FieldError("?minTicketCny", Codes.WrongOrder, ("relation", "above"), ("other", "maxTicketCny")));
            var stage = query.Stage ?? fund.Stages.DefaultIfEmpty(Stage.Seed).Min();
            var chain = query.Sector is { } sector ? taxonomy.ChainOf(sector) : null;
            var risk = books.Risk.In(chain);
            var points = new List<RiskCurvePointView>(query.Points);
            for (var i = 0; i < query.Points; i++)
            {
                var ticket = Money.FromFen(from.Fen + (long)((Int128)(to.Fen - from.Fen) * i / (query.Points - 1)));
                var with = risk.Of(stage, ticket);
                points.Add(new(ticket, with.BreachProbabilityAfter, with.ExpectedLossAfter, with.HeadroomAfter));
            }

            return new RiskCurveView
            {
                FundId = fund.Id,
                AsOf = query.AsOf,
                Stage = stage,
                Sector = query.Sector,
                Chain = chain,
                Parameters = RiskEvidence.Of(books.Ledger.Parameters, language),
                Allowance = fund.LossAllowance,
                BreachTolerance = fund.BreachTolerance,
                SafeTicketCny = account.SafeTicket,
                LargestToleratedCny = risk.LargestTolerated(stage, from, to),
                Points = points,
            };
        }, cancel);

    private async Task<Result<T>> InBooks<TQuery, T>(
        FundId id, Caller caller, Result<TQuery> asked, Func<TQuery, DateOnly> dayOf, Func<TQuery, Books, Result<T>> answer, CancellationToken cancel)
    {
        var found = await database.Read<Result<(Fund Fund, IReadOnlyList<Position> Positions, Market Market)>>(
            async db => await FundStore.Entities.Find(db, id.Value) is { } fund && caller.SeesFund(id)
                ? (fund, await PositionStore.OfFund(db, id), await markets.Get(db))
                : DomainError.NotFound("fund"),
            cancel);
        if (!found.TryGet(out var read, out var missing))
            return missing;
        if (!asked.TryGet(out var query, out var refused))
            return refused;
        // Outside the read: a first model of a large fund takes a tenth of a second.
        var ledger = FundLedger.Of(read.Fund, read.Positions, dayOf(query), taxonomy);
        var profile = FundProfile.Of(facts.Fund(ledger, s => read.Market.Startups.GetValueOrDefault(s)?.District), models);
        return answer(query, new Books(ledger, profile, profile.Book.Risk!, read.Market));
    }

    private CandidateView View(CandidateInput input, TicketToJudge ticket, TicketJudgement judged, Books books, Language language) => new()
    {
        Stage = ticket.Stage,
        AmountCny = ticket.Amount,
        Sectors = input.Sectors,
        Chain = ticket.Chain,
        ExpectedLossCny = judged.Risk.ExpectedLoss,
        ExpectedLossAfterCny = judged.Risk.ExpectedLossAfter,
        LossRatioAfter = judged.Risk.LossRatioAfter,
        BreachProbabilityAfter = judged.Risk.BreachProbabilityAfter,
        BreachProbabilityChange = judged.Risk.BreachProbabilityChange,
        HeadroomAfterCny = judged.Risk.HeadroomAfter,
        WithinSafeTicket = books.Ledger.Account.SafeTicket is { } safe ? ticket.Amount <= safe : null,
        Passes = judged.Reasons.Count == 0,
        Reasons = [.. judged.Reasons.Select(r => new LimitReasonView(r.Code, reasons.Of(r, language), r.Actual, r.Limit))],
        LargestPassingCny = judged.LargestPassing,
    };

    /// <summary>One ticket is looked up in the tables that rankings use; a basket is another portfolio.</summary>
    private LossModelView After(Books books, FundLedger after, List<TicketToJudge> tickets, string evidence)
    {
        if (tickets is [var only])
        {
            var chain = books.Risk.In(only.Chain);
            var with = chain.Of(only.Stage, only.Amount);
            var figures = new LossFigures(books.Risk.Model.Portfolio.Exposures.Count + 1, with.ExpectedLossAfter, with.BreachProbabilityAfter, chain.Tail(only.Stage, only.Amount));
            return LossModelViews.Of(books.Risk, figures, evidence, null);
        }

        var risk = new FundRisk(after.Losses, models.Get(new(after.Exposures, after.Parameters)));
        return LossModelViews.Of(risk, LossFigures.Of(risk), evidence, risk.Model.Distribution.Grid.IsExact ? null : risk.BreachProbabilityBracket);
    }

    private static TailContributionsView Contributions(Books books)
    {
        var allocation = books.Risk.Contributions();
        // Both in the order of exposures: positions that are alike have parts that are alike.
        var positions = books.Ledger.Positions.Where(p => p.Exposure is { AtRisk.Fen: > 0 }).OrderBy(p => p.Exposure!.Value).ThenBy(p => p.Position.Id);
        return new(
            [
                .. positions.Zip(allocation.Positions, (p, part) => new PositionContributionView(
                        p.Position.Id, p.Position.Name, p.Exposure!.Value.Chain, p.Exposure.Value.AtRisk,
                        books.Ledger.Parameters.Of(p.Exposure.Value.Stage).ExpectedOf(p.Exposure.Value.AtRisk), part))
                    .OrderByDescending(v => v.Cvar95Cny).ThenBy(v => v.PositionId),
            ],
            allocation.Realised);
    }

    /// <summary>The tickets with their places in the request; the one that stands by itself comes first.</summary>
    private Result<IReadOnlyList<CandidateInput>> Candidates(WhatIfInput input, Books books)
    {
        var check = new Validator();
        var standsAlone = input.Candidates.Count == 0 || input.Stage is not null || input.AmountCny is not null;
        if (standsAlone)
        {
            check.Require(input.Stage is not null, "/stage", Codes.Required);
            check.Require(input.AmountCny is not null, "/amountCny", Codes.Required);
        }

        var alone = new CandidateInput
        {
            Stage = input.Stage ?? default,
            AmountCny = input.AmountCny ?? default,
            Sectors = input.Sectors,
            Chain = input.Chain,
            StartupId = input.StartupId,
        };
        var left = Left(books);
        Check(check, "", alone, books.Market, ref left);
        for (var i = 0; i < input.Candidates.Count; i++)
            Check(check, $"/candidates/{i}", input.Candidates[i], books.Market, ref left);
        IReadOnlyList<CandidateInput> all = standsAlone ? [alone, .. input.Candidates] : input.Candidates;
        check.Require(all.Count <= WhatIfInput.BasketMax, "/candidates", Codes.TooMany, ("max", WhatIfInput.BasketMax));
        return check.Result(input).TryGet(out _, out var invalid) ? Result<IReadOnlyList<CandidateInput>>.Of(all) : invalid;
    }

    /// <summary>What may still be invested until all that was invested is no amount any more.</summary>
    private static Money Left(Books books) => Money.FromFen(Math.Max(0, Money.Max.Fen - books.Ledger.Account.Invested.Fen));

    private void Check(Validator check, string pointer, CandidateInput candidate, Market market, ref Money left)
    {
        check.Require(candidate.AmountCny <= left, pointer + "/amountCny", Codes.InvalidAmount, ("max", left.ToString()));
        left = Money.FromFen(Math.Max(0, left.Fen - candidate.AmountCny.Fen));
        check.Known(pointer + "/sectors", candidate.Sectors, taxonomy.IsSector, "sector");
        check.OptionalKnown(pointer + "/chain", candidate.Chain, taxonomy.IsChain, "chain");
        check.Require(candidate.StartupId is not { } startup || market.Startups.ContainsKey(startup), pointer + "/startupId", Codes.UnknownReference, ("what", "startup"));
    }

    private static Money LargestTicket(Fund fund, LossAccount account)
    {
        var largest = account.UncalledCommitment is { } uncalled ? Money.Min(uncalled, fund.ConcentrationCap.Of(fund.CommitmentCny!.Value)) : _usualLargest;
        return largest > Money.Zero ? largest : _usualLargest;
    }

    private sealed record Books(FundLedger Ledger, FundProfile Profile, FundRisk Risk, Market Market);
}
