using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Startups;
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
internal sealed class RiskService(IDatabase database, FactsFactory facts, LossModelCache models, Taxonomy taxonomy, ReasonText reasons)
{
    /// <summary>Drawn for a fund that names neither a largest ticket nor a commitment.</summary>
    private static readonly Money _usualLargest = Money.FromYuan(100_000_000);

    /// <param name="id">The fund.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="asked">What for; refused only after it is known that the caller may see the fund.</param>
    /// <param name="language">Of what stands in words.</param>
    /// <param name="cancel">The caller left.</param>
    public async Task<Result<RiskView>> Of(FundId id, Caller caller, Result<RiskQuery> asked, Language language, CancellationToken cancel)
    {
        if (!(await Find(id, caller, asked, cancel)).TryGet(out var found, out var refused))
            return refused;
        var (query, fund, positions) = found;
        var ledger = FundLedger.Of(fund, positions, query.AsOf, taxonomy);
        var risk = RiskOf(ledger);
        var view = RiskView.Of(ledger, query.AsOf, Model(ledger, risk, LossFigures.Of(risk), language, Bracket(risk)));
        return view with
        {
            Model = view.Model with
            {
                Contributions = query.Contributions ? Contributions(ledger, risk) : null,
                Distribution = query.Distribution ? LossModelViews.Distribution(risk.Model.Distribution) : null,
            },
        };
    }

    /// <summary>The fund with one ticket, or with a basket.</summary>
    /// <inheritdoc cref="Of"/>
    public async Task<Result<WhatIfView>> WhatIf(FundId id, Caller caller, Result<WhatIfQuery> asked, Language language, CancellationToken cancel)
    {
        if (!(await Find(id, caller, asked, cancel)).TryGet(out var found, out var refused))
            return refused;
        var (query, fund, positions) = found;
        var ledger = FundLedger.Of(fund, positions, query.AsOf, taxonomy);
        var startups = query.Input.Candidates.Select(c => c.StartupId).Append(query.Input.StartupId).OfType<StartupId>().Select(id => id.Value).ToList();
        var known = (await database.Read(db => StartupStore.Entities.Find(db, startups), cancel)).Keys.ToHashSet();
        if (!Candidates(query.Input, ledger, known).TryGet(out var candidates, out var invalid))
            return invalid;
        // Where the fund invested before says nothing of its money.
        var profile = FundProfile.Of(facts.Fund(ledger, _ => null), models);
        var risk = profile.Book.Risk!;
        var tickets = candidates.Select(c => new TicketToJudge(c.Stage, c.Chain ?? FundLedger.ChainOf(c.Sectors, taxonomy), c.StartupId, c.AmountCny)).ToList();
        var after = ledger.With(tickets.Select(t => new LiveExposure(t.Chain, t.Stage, t.Amount)));
        var views = tickets.Select((t, i) => View(candidates[i], t, TicketJudgement.Of(profile, t, query.AsOf), ledger, language)).ToList();
        return new WhatIfView(
            RiskView.Of(ledger, query.AsOf, Model(ledger, risk, LossFigures.Of(risk), language, null)),
            RiskView.Of(after, query.AsOf, After(risk, after, tickets, language)),
            views is [var only] ? only : null,
            views);
    }

    /// <inheritdoc cref="Of"/>
    public async Task<Result<RiskCurveView>> Curve(FundId id, Caller caller, Result<CurveQuery> asked, Language language, CancellationToken cancel)
    {
        if (!(await Find(id, caller, asked, cancel)).TryGet(out var found, out var refused))
            return refused;
        var (query, fund, positions) = found;
        var ledger = FundLedger.Of(fund, positions, query.AsOf, taxonomy);
        var (account, left) = (ledger.Account, Left(ledger));
        var to = query.To ?? Money.Min(fund.TicketMaxCny ?? LargestTicket(fund, account), left);
        var from = query.From ?? (fund.TicketMinCny > Money.Zero && fund.TicketMinCny < to ? fund.TicketMinCny : Money.FromFen(Math.Max(1, to.Fen / query.Points)));
        if (to > left)
            return DomainError.Invalid(new FieldError("?maxTicketCny", Codes.InvalidAmount, ("max", left.ToString())));
        if (from > to)
            return DomainError.Invalid(new FieldError("?minTicketCny", Codes.WrongOrder, ("relation", "above"), ("other", "maxTicketCny")));
        var stage = query.Stage ?? fund.Stages.DefaultIfEmpty(Stage.Seed).Min();
        var chain = query.Sector is { } sector ? taxonomy.ChainOf(sector) : null;
        var risk = RiskOf(ledger).In(chain);
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
            Parameters = RiskEvidence.Of(ledger.Parameters, language),
            Allowance = fund.LossAllowance,
            BreachTolerance = fund.BreachTolerance,
            SafeTicketCny = account.SafeTicket,
            LargestToleratedCny = risk.LargestTolerated(stage, from, to),
            Points = points,
        };
    }

    /// <summary>The fund with all of its positions. What it may still lose is computed outside the read: a first model of a large fund takes a tenth of a second.</summary>
    private async Task<Result<(TQuery Query, Fund Fund, IReadOnlyList<Position> Positions)>> Find<TQuery>(
        FundId id, Caller caller, Result<TQuery> asked, CancellationToken cancel)
    {
        var found = await database.Read<Result<(Fund Fund, IReadOnlyList<Position> Positions)>>(
            async db => await FundStore.Entities.Find(db, id.Value) is { } fund && caller.SeesFund(id)
                ? (fund, await PositionStore.OfFund(db, id))
                : DomainError.NotFound("fund"),
            cancel);
        if (!found.TryGet(out var read, out var missing))
            return missing;
        return asked.Map(query => (query, read.Fund, read.Positions));
    }

    private FundRisk RiskOf(FundLedger ledger) => new(ledger.Losses, models.Get(new(ledger.Exposures, ledger.Parameters)));

    private static (double Lower, double Upper)? Bracket(FundRisk risk) => risk.Model.Distribution.Grid.IsExact ? null : risk.BreachProbabilityBracket;

    /// <summary>The words are the fund's own: a model is shared by all whose figures are the same, whatever they rest on.</summary>
    private static LossModelView Model(FundLedger ledger, FundRisk risk, LossFigures figures, Language language, (double Lower, double Upper)? bracket) =>
        LossModelViews.Of(risk, figures, RiskEvidence.Text(ledger.Parameters, language), bracket);

    private CandidateView View(CandidateInput input, TicketToJudge ticket, TicketJudgement judged, FundLedger ledger, Language language) => new()
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
        WithinSafeTicket = ledger.Account.SafeTicket is { } safe ? ticket.Amount <= safe : null,
        Passes = judged.Reasons.Count == 0,
        Reasons = [.. judged.Reasons.Select(r => new LimitReasonView(r.Code, reasons.Of(r, language), r.Actual, r.Limit))],
        LargestPassingCny = judged.LargestPassing,
    };

    /// <summary>One ticket is looked up in the tables that rankings use; a basket is another portfolio.</summary>
    private LossModelView After(FundRisk before, FundLedger after, List<TicketToJudge> tickets, Language language)
    {
        if (tickets is [var only])
        {
            var chain = before.In(only.Chain);
            var with = chain.Of(only.Stage, only.Amount);
            var figures = new LossFigures(before.Model.Portfolio.Exposures.Count + 1, with.ExpectedLossAfter, with.BreachProbabilityAfter, chain.Tail(only.Stage, only.Amount));
            return Model(after, before, figures, language, null);
        }

        var risk = RiskOf(after);
        return Model(after, risk, LossFigures.Of(risk), language, Bracket(risk));
    }

    private static TailContributionsView Contributions(FundLedger ledger, FundRisk risk)
    {
        var allocation = risk.Contributions();
        // Both in the order of exposures: positions that are alike have parts that are alike.
        var positions = ledger.Positions.Where(p => p.Exposure is { AtRisk.Fen: > 0 }).OrderBy(p => p.Exposure!.Value).ThenBy(p => p.Position.Id);
        return new(
            [
                .. positions.Zip(allocation.Positions, (p, part) => new PositionContributionView(
                        p.Position.Id, p.Position.Name, p.Exposure!.Value.Chain, p.Exposure.Value.AtRisk,
                        ledger.Parameters.Of(p.Exposure.Value.Stage).ExpectedOf(p.Exposure.Value.AtRisk), part))
                    .OrderByDescending(v => v.Cvar95Cny).ThenBy(v => v.PositionId),
            ],
            allocation.Realised);
    }

    /// <summary>The tickets with their places in the request; the one that stands by itself comes first.</summary>
    private Result<IReadOnlyList<CandidateInput>> Candidates(WhatIfInput input, FundLedger ledger, HashSet<Guid> startups)
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
        var left = Left(ledger);
        Check(check, "", alone, startups, ref left);
        for (var i = 0; i < input.Candidates.Count; i++)
            Check(check, $"/candidates/{i}", input.Candidates[i], startups, ref left);
        IReadOnlyList<CandidateInput> all = standsAlone ? [alone, .. input.Candidates] : input.Candidates;
        check.Require(all.Count <= WhatIfInput.BasketMax, "/candidates", Codes.TooMany, ("max", WhatIfInput.BasketMax));
        return check.Result(input).TryGet(out _, out var invalid) ? Result<IReadOnlyList<CandidateInput>>.Of(all) : invalid;
    }

    /// <summary>What may still be invested until all that was invested is no amount any more.</summary>
    private static Money Left(FundLedger ledger) => Money.FromFen(Math.Max(0, (Money.Max - ledger.Account.Invested).Fen));

    private void Check(Validator check, string pointer, CandidateInput candidate, HashSet<Guid> startups, ref Money left)
    {
        check.Require(candidate.AmountCny <= left, pointer + "/amountCny", Codes.InvalidAmount, ("max", left.ToString()));
        left = Money.FromFen(Math.Max(0, left.Fen - candidate.AmountCny.Fen));
        check.Known(pointer + "/sectors", candidate.Sectors, taxonomy.IsSector, "sector");
        check.OptionalKnown(pointer + "/chain", candidate.Chain, taxonomy.IsChain, "chain");
        check.Require(candidate.StartupId is not { } startup || startups.Contains(startup.Value), pointer + "/startupId", Codes.UnknownReference, ("what", "startup"));
    }

    private static Money LargestTicket(Fund fund, LossAccount account)
    {
        var largest = account.UncalledCommitment is { } uncalled ? Money.Min(uncalled, fund.ConcentrationCap.Of(fund.CommitmentCny!.Value)) : _usualLargest;
        return largest > Money.Zero ? largest : _usualLargest;
    }
}
