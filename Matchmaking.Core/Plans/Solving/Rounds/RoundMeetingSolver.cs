namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>Plans with availability and pins to rounds: value, bound and gap, with a certificate in every case.</summary>
/// <param name="effort">How long to search where the first attempt is not optimal.</param>
internal sealed class RoundMeetingSolver(SearchEffort effort) : IMeetingSolver
{
    /// <inheritdoc/>
    public MeetingPlanResult Solve(MeetingProblem problem, IProgress<SolveProgress>? progress, CancellationToken cancellation)
    {
        if (PinConflicts.Find(problem) is { } impossible)
            return new MeetingPlanResult.Infeasible(impossible);
        var model = new RoundModel(problem);
        var search = model.LimitsMayHold ? new RoundSearch(model, progress, cancellation) : null;
        if (search is null || !search.Begin())
        {
            return new MeetingPlanResult.Infeasible(RoundConflicts.Find(problem, cancellation)
                ?? throw new InvalidOperationException("Limits contradict each other without a conflict."));
        }

        search.Improve(effort.Relaxation);
        var exhausted = search.IsImpossible || search.Exhaust(effort.Nodes);
        if (search.HasPlan)
            return new MeetingPlanResult.Planned(RoundPlan.Of(model, search.Best, search.Score, search.Bound));
        cancellation.ThrowIfCancellationRequested();
        return exhausted && Conflict(model, search.Bound, cancellation) is { } reason ? new MeetingPlanResult.Infeasible(reason) : NotFound(model, search);
    }

    private static PlanInfeasibility? Conflict(RoundModel model, RoundBound bound, CancellationToken cancellation) =>
        RoundConflicts.Find(model.Problem, cancellation) ?? (bound.Value < 0 ? PriceConflict.Of(model, bound.Certificate(), bound.Value) : null);

    private static MeetingPlanResult.NotFound NotFound(RoundModel model, RoundSearch search) => new(
    [
        .. Enumerable.Range(0, model.Participants)
            .Select(v => new MeetingShortfall(model.Participant(v).Id, model.Participant(v).Min, model.FixedCount[v] + search.Best.Count[v]))
            .Where(s => s.Found < s.Minimum),
    ]);
}
