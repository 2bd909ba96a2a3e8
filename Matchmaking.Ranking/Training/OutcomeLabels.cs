using Matchmaking.Core.Outcomes;

namespace Matchmaking.Ranking.Training;

/// <summary>
/// Graded labels of pairs: nothing or passed 0, met 1, interested 2, due diligence 3, term sheet or invested 4; the highest of what happened up to a day. Having passed later takes
/// nothing back: the pair did fit so far.
/// </summary>
public sealed class OutcomeLabels
{
    private readonly Dictionary<(FundId, FinancingRequestId), int> _labels = [];

    /// <param name="outcomes">Of one session.</param>
    /// <param name="until">The last day that counts, by the day on which things happened.</param>
    public OutcomeLabels(IEnumerable<OutcomeDetails> outcomes, DateOnly until)
    {
        foreach (var outcome in outcomes.Where(o => o.OccurredOn <= until))
        {
            var pair = (outcome.FundId, outcome.FinancingRequestId);
            _labels[pair] = Math.Max(_labels.GetValueOrDefault(pair), Of(outcome.Result));
        }
    }

    /// <summary>0 where nothing happened.</summary>
    public int this[FundId fund, FinancingRequestId request] => _labels.GetValueOrDefault((fund, request));

    private static int Of(OutcomeResult result) => result switch
    {
        OutcomeResult.Passed => 0,
        OutcomeResult.Met => 1,
        OutcomeResult.Interested => 2,
        OutcomeResult.DueDiligence => 3,
        OutcomeResult.TermSheet or OutcomeResult.Invested => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "An outcome without a label."),
    };
}
