using Matchmaking.Core.Outcomes;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Ranking.Training;

/// <summary>
/// Graded labels of pairs (<see cref="OutcomeGrades"/>), 0 where nothing happened: the highest of what happened up to a day. Having passed later takes nothing back: the pair did fit
/// so far.
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
            _labels[pair] = Math.Max(_labels.GetValueOrDefault(pair), outcome.Result.Grade());
        }
    }

    /// <summary>0 where nothing happened.</summary>
    public int this[FundId fund, FinancingRequestId request] => _labels.GetValueOrDefault((fund, request));
}
