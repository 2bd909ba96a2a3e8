using Matchmaking.Core.Common;

namespace Matchmaking.Core.Outcomes;

/// <summary>The figures of a report; amounts add up over its groups.</summary>
/// <param name="Startups">Registered startups (a startup with two requests counts twice).</param>
/// <param name="Funds">Registered funds.</param>
/// <param name="MeetingsPlanned">Meetings of the plan in force.</param>
/// <param name="MeetingsHeld">Pairs whose highest result is met or better.</param>
/// <param name="Intents">Pairs whose highest result is interested or better.</param>
/// <param name="IntentAmountCny">Amounts of intents, without what was invested.</param>
/// <param name="InvestedAmountCny">Amounts of pairs that came to an investment.</param>
public sealed record ReportFigures(
    int Startups, int Funds, int MeetingsPlanned, int MeetingsHeld, int Intents, Money IntentAmountCny, Money InvestedAmountCny)
{
    public static readonly ReportFigures Zero = new(0, 0, 0, 0, 0, Money.Zero, Money.Zero);

    public static ReportFigures operator +(ReportFigures a, ReportFigures b) => new(
        a.Startups + b.Startups,
        a.Funds + b.Funds,
        a.MeetingsPlanned + b.MeetingsPlanned,
        a.MeetingsHeld + b.MeetingsHeld,
        a.Intents + b.Intents,
        a.IntentAmountCny + b.IntentAmountCny,
        a.InvestedAmountCny + b.InvestedAmountCny);
}

/// <summary>What a report counts, one row a pair: its highest result and the amount that goes with it.</summary>
public sealed record PairResult(FundId FundId, FinancingRequestId FinancingRequestId, OutcomeResult Result, Money Amount)
{
    public bool IsHeld => Result != OutcomeResult.Passed;

    public bool IsIntent => Result is OutcomeResult.Interested or OutcomeResult.DueDiligence or OutcomeResult.TermSheet or OutcomeResult.Invested;

    public ReportFigures Figures => ReportFigures.Zero with
    {
        MeetingsHeld = IsHeld ? 1 : 0,
        Intents = IsIntent ? 1 : 0,
        IntentAmountCny = IsIntent && Result != OutcomeResult.Invested ? Amount : Money.Zero,
        InvestedAmountCny = Result == OutcomeResult.Invested ? Amount : Money.Zero,
    };

    /// <summary>
    /// Each pair once, by its highest result; passed is below met and never lowers it. The amount is that of the newest
    /// outcome with the highest result that names one, else of the newest that names one at all.
    /// </summary>
    public static IReadOnlyList<PairResult> Of(IEnumerable<Outcome> outcomes) =>
    [
        .. outcomes.GroupBy(o => (o.FundId, o.FinancingRequestId)).Select(pair =>
        {
            var highest = pair.MaxBy(o => Level(o.Result))!.Result;
            var amount = pair.Where(o => o.AmountCny is not null)
                .OrderBy(o => o.Result == highest).ThenBy(o => o.OccurredOn).ThenBy(o => o.Id).LastOrDefault()?.AmountCny;
            return new PairResult(pair.Key.FundId, pair.Key.FinancingRequestId, highest, amount ?? Money.Zero);
        }),
    ];

    private static int Level(OutcomeResult result) => result == OutcomeResult.Passed ? -1 : (int)result;
}
