using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Limits;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Explain;

/// <summary>
/// The changes worth trying for a pair. A proposal need not help: whoever asks judges each by all limits.
/// </summary>
internal static class Proposals
{
    public static IEnumerable<Proposal> For(LimitSignals signals)
    {
        foreach (var reason in HardLimits.Reasons(signals))
        {
            foreach (var proposal in For(reason.Code, signals))
                yield return proposal;
        }
    }

    private static IEnumerable<Proposal> For(string code, LimitSignals signals) => code switch
    {
        Codes.RequestNotOpen => [Reopen(signals)],
        Codes.RequestExpired => [Extend(signals)],
        Codes.FundClosed => [ReopenFund(signals)],
        Codes.SectorMismatch or Codes.MissingSector => AddSector(signals),
        Codes.StageMismatch or Codes.MissingStage => SetStage(signals),
        Codes.DistrictMismatch or Codes.MissingDistrict => LandIn(signals),
        Codes.InstrumentMismatch => AddInstrument(signals),
        Codes.TicketBelowMin => Ask(signals, signals.Mandate.TicketMinCny),
        Codes.TicketAboveMax => [.. LowerMinTicket(signals), .. Ask(signals, signals.Mandate.TicketMaxCny)],
        Codes.CommitmentExhausted => Ask(signals, signals.Book?.Uncalled),
        Codes.ConcentrationCap => Ask(signals, signals.Book?.RoomFor(signals.Request.StartupId)),
        Codes.BreachProbability => Ask(signals, signals.Book?.MostFor(signals.Request.StartupId, signals.Tickets.High)),
        // A veto is nobody else's to lift, a breached allowance no ticket's, a missing commitment not the request's.
        _ => [],
    };

    private static Proposal Reopen(in LimitSignals s) => Of(
        s, ChangeCost.Status, 0, "status", LimitValue.Of(s.Request.Status.Kebab()), LimitValue.Of(RequestStatus.Open.Kebab()),
        s.Request with { Status = RequestStatus.Open });

    private static Proposal Extend(in LimitSignals s) => Of(
        s, ChangeCost.ValidUntil, 0, "validUntil", LimitValue.Of(s.Request.ValidUntil), LimitValue.Of(s.AsOf),
        s.Request with { ValidUntil = s.AsOf });

    private static Proposal ReopenFund(in LimitSignals s) => new(
        ChangeCost.FundStatus, 0, new("fund.status", LimitValue.Of(s.Mandate.Status.Kebab()), LimitValue.Of(FundStatus.Open.Kebab())),
        s.Request, s.Mandate with { Status = FundStatus.Open });

    /// <summary>Each sector of the fund, measured by its distance to the nearest of the request's.</summary>
    private static IEnumerable<Proposal> AddSector(LimitSignals s) => s.Mandate.Sectors.Select(added =>
    {
        var distance = s.Request.Sectors.Select(own => own.DistanceTo(added)).DefaultIfEmpty(0).Min();
        IReadOnlyList<SectorPath> sectors = [.. s.Request.Sectors, added];
        return Of(s, ChangeCost.Sectors, distance, "sectors", Texts(s.Request.Sectors), Texts(sectors), s.Request with { Sectors = sectors });
    });

    /// <summary>Each stage of the fund, or, where it takes any, each there is; a request without one moves from the first.</summary>
    private static IEnumerable<Proposal> SetStage(LimitSignals s) =>
        (s.Mandate.Stages.Count > 0 ? s.Mandate.Stages : Enum.GetValues<Stage>()).Select(stage => Of(
            s, ChangeCost.Stage, Steps(s.Request.Stage, stage), "stage", LimitValue.Of(s.Request.Stage?.Kebab()), LimitValue.Of(stage.Kebab()),
            s.Request with { Stage = stage }));

    /// <summary>An earlier stage is half a step nearer than a later one, so the two never tie.</summary>
    private static long Steps(Stage? from, Stage to) => (2 * Math.Abs((int)(from ?? Stage.Seed) - (int)to)) + (to > from ? 1 : 0);

    /// <summary>Each district of the fund; nobody opens a site "outside Wuhan" at large.</summary>
    private static IEnumerable<Proposal> LandIn(LimitSignals s) =>
        s.Mandate.Districts.Where(d => !string.Equals(d, PlaceCodes.OutsideWuhan, StringComparison.Ordinal)).Select(added =>
        {
            IReadOnlyList<string> places = [.. s.Request.WillLandIn, added];
            return Of(
                s, ChangeCost.WillLandIn, 0, "willLandIn", LimitValue.Of(s.Request.WillLandIn), LimitValue.Of(places),
                s.Request with { WillLandIn = places });
        });

    /// <summary>Each instrument of the fund, in the order of the vocabulary.</summary>
    private static IEnumerable<Proposal> AddInstrument(LimitSignals s) => s.Mandate.Instruments.Select(added =>
    {
        IReadOnlyList<Instrument> instruments = [.. s.Request.Instruments, added];
        return Of(
            s, ChangeCost.Instruments, (long)added, "instruments", LimitValue.Of(s.Request.Instruments), LimitValue.Of(instruments),
            s.Request with { Instruments = instruments });
    });

    private static IEnumerable<Proposal> LowerMinTicket(LimitSignals s)
    {
        if (s.Mandate.TicketMaxCny is not { } max || max >= s.Request.MinTicketCny)
            return [];
        return
        [
            Of(
                s, ChangeCost.MinTicket, s.Request.MinTicketCny.Fen - max.Fen, "minTicketCny", LimitValue.Of(s.Request.MinTicketCny), LimitValue.Of(max),
                s.Request with { MinTicketCny = max }),
        ];
    }

    /// <summary>
    /// Another amount. A request that wants it from one investor (smallest ticket = amount) still does afterwards; one that
    /// names a smaller ticket cannot ask for less than that.
    /// </summary>
    private static IEnumerable<Proposal> Ask(LimitSignals s, Money? wanted)
    {
        var whole = s.Request.MinTicketCny >= s.Request.AmountCny;
        if (Tolerated(s, wanted, whole) is not { } amount || amount == Money.Zero || amount == s.Request.AmountCny || (!whole && amount < s.Request.MinTicketCny))
            return [];
        return
        [
            Of(
                s, ChangeCost.Amount, Math.Abs(amount.Fen - s.Request.AmountCny.Fen), "amountCny", LimitValue.Of(s.Request.AmountCny), LimitValue.Of(amount),
                s.Request with { AmountCny = amount, MinTicketCny = whole ? amount : s.Request.MinTicketCny }),
        ];
    }

    /// <summary>
    /// The largest amount up to a wanted one whose ticket the fund's risk tolerates, since less is not always safer; the wanted one where no risk is judged or
    /// where it asks for more than now.
    /// </summary>
    private static Money? Tolerated(in LimitSignals s, Money? wanted, bool whole)
    {
        if (wanted is not { } amount || amount > s.Request.AmountCny || s is not { Book: { } book, Request.Stage: { } stage } || book.RiskIn(s.Request.Chain) is not { } risk)
            return wanted;
        var low = whole ? Money.MaxOf(s.Mandate.TicketMinCny, Money.FromFen(1)) : Money.MaxOf(s.Mandate.TicketMinCny, s.Request.MinTicketCny);
        return risk.LargestTolerated(stage, low, amount);
    }

    private static Proposal Of(
        in LimitSignals s, ChangeCost cost, long size, string field, LimitValue from, LimitValue to, RequestFacts after) =>
        new(cost, size, new(field, from, to), after, s.Mandate);

    private static LimitValue Texts(IEnumerable<SectorPath> sectors) => LimitValue.Of(sectors.Select(x => x.Code));
}
