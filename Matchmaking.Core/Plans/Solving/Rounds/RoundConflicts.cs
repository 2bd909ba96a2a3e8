namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>
/// Explains why a problem with availability has no plan. Where that already shows with the rounds forgotten, the minimum cut of <see cref="ConflictFinder"/> says so;
/// small problems are then thinned out with the question itself asked again and again without one limit (the deletion filter of Chinneck and Dravnieks 1991), so that
/// what is left is irreducible for the rounds as they are.
/// </summary>
internal sealed class RoundConflicts
{
    private const int MostPairsToFilter = 400;
    private const long NodesOfAQuestion = 300_000;

    private readonly MeetingProblem _problem;
    private readonly CancellationToken _cancellation;

    private RoundConflicts(MeetingProblem problem, CancellationToken cancellation)
    {
        _problem = problem;
        _cancellation = cancellation;
    }

    /// <param name="problem">Has no plan.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Null where that does not show with the rounds forgotten and the problem is too large to be taken apart.</returns>
    public static PlanInfeasibility? Find(MeetingProblem problem, CancellationToken cancellation)
    {
        var conflicts = new RoundConflicts(problem, cancellation);
        if (problem.Pairs.Count <= MostPairsToFilter && conflicts.Filter() is { } filtered)
            return filtered;
        var relaxed = RelaxedProblem.Of(problem);
        return new ConflictNetwork(relaxed).Shortfall > 0 ? conflicts.InTermsOf(ConflictFinder.Find(relaxed, cancellation)) : null;
    }

    // With the rounds forgotten, a maximum may stand for the rounds in which somebody is there.
    private PlanInfeasibility InTermsOf(PlanInfeasibility relaxed)
    {
        var scarce = _problem.Startups.Concat(_problem.Funds).Where(v => v.Available?.Count < v.Max).ToDictionary(v => v.Id);
        return relaxed with
        {
            Conflicts = [.. relaxed.Conflicts.Select(c => c.Limit == PlanLimit.MaxMeetings && scarce.ContainsKey(c.ParticipantId!.Value) ? c with { Limit = PlanLimit.Availability } : c)],
            Relaxations = [.. relaxed.Relaxations.Select(r => r.Kind == PlanRelaxationKind.RaiseMax && scarce.ContainsKey(r.ParticipantId!.Value) ? r with { Kind = PlanRelaxationKind.ExtendAvailability } : r)],
        };
    }

    private PlanInfeasibility? Filter()
    {
        var limits = Limits().ToList();
        foreach (var limit in limits.ToArray())
        {
            _cancellation.ThrowIfCancellationRequested();
            var without = limits.Where(l => l != limit).ToList();
            switch (HasPlan(Only(without)))
            {
                case null:
                    return null;
                case false:
                    limits = without;
                    break;
            }
        }

        var relaxations = limits.Select(l => Relaxation(limits, l)).OfType<PlanRelaxation>().ToList();
        var conflicts = limits.Select(l => new PlanConflict(l.Kind, l.Amount, l.Participant, l.Partner)).ToList();
        for (var more = 1; more <= _problem.Rounds; more++)
        {
            if (HasPlan(Only(limits, more)) != true)
                continue;
            conflicts.Add(new(PlanLimit.Rounds, _problem.Rounds));
            relaxations.Add(new(PlanRelaxationKind.AddRounds, more));
            break;
        }

        return new(conflicts, 1, relaxations);
    }

    // What is tried early is likelier to drop out.
    private IEnumerable<Limit> Limits()
    {
        foreach (var pin in _problem.Pins)
            yield return new(PlanLimit.Pin, 1, _problem.Startups[pin.Startup].Id, _problem.Funds[pin.Fund].Id);
        var participants = _problem.Startups.Concat(_problem.Funds).ToList();
        foreach (var v in participants.Where(v => v.Available is not null))
            yield return new(PlanLimit.Availability, v.Available!.Count, v.Id, null);
        foreach (var v in participants.Where(v => v.Max < _problem.Rounds))
            yield return new(PlanLimit.MaxMeetings, v.Max, v.Id, null);
        foreach (var v in participants.Where(v => v.Min > 0).OrderBy(v => v.Min))
            yield return new(PlanLimit.MinMeetings, v.Min, v.Id, null);
        if (_problem.Places is { } places)
            yield return new(PlanLimit.Tables, places, null, null);
    }

    // The problem with some of its limits only.
    private MeetingProblem Only(List<Limit> limits, int moreRounds = 0)
    {
        var rounds = _problem.Rounds + moreRounds;
        var kept = limits.ToDictionary(l => (l.Kind, l.Participant, l.Partner), l => l.Amount);
        MeetingParticipant Of(MeetingParticipant v) => new(
            v.Id,
            (int)kept.GetValueOrDefault((PlanLimit.MinMeetings, v.Id, null)),
            kept.TryGetValue((PlanLimit.MaxMeetings, v.Id, null), out var max) ? (int)max : rounds,
            kept.ContainsKey((PlanLimit.Availability, v.Id, null)) ? v.Available : null);
        return MeetingProblem.Create(
            [.. _problem.Startups.Select(Of)],
            [.. _problem.Funds.Select(Of)],
            rounds,
            kept.TryGetValue((PlanLimit.Tables, null, null), out var tables) ? (int)tables : null,
            _problem.Pairs.Select(p => p with { Weight = 0 }),
            _problem.Vetoes,
            _problem.Pins.Where(p => kept.ContainsKey((PlanLimit.Pin, _problem.Startups[p.Startup].Id, _problem.Funds[p.Fund].Id))));
    }

    // The smallest change of one limit that makes room for all others of the conflict.
    private PlanRelaxation? Relaxation(List<Limit> limits, Limit limit)
    {
        switch (limit.Kind)
        {
            case PlanLimit.Pin:
                return new(PlanRelaxationKind.DropPins, 1, limit.Participant, limit.Partner);
            case PlanLimit.Availability:
                return new(PlanRelaxationKind.ExtendAvailability, _problem.Rounds, limit.Participant);
            case PlanLimit.MinMeetings:
                for (var least = limit.Amount - 1; least > 0; least--)
                {
                    if (HasPlan(Only(Changed(least))) == true)
                        return new(PlanRelaxationKind.LowerMin, least, limit.Participant);
                }

                return new(PlanRelaxationKind.LowerMin, 0, limit.Participant);
            default:
                var last = limit.Kind == PlanLimit.Tables ? Math.Max(_problem.Startups.Count, _problem.Funds.Count) : _problem.Rounds;
                for (var most = limit.Amount + 1; most <= last; most++)
                {
                    if (HasPlan(Only(Changed(most))) == true)
                        return limit.Kind == PlanLimit.Tables ? new(PlanRelaxationKind.AddTables, most - limit.Amount) : new(PlanRelaxationKind.RaiseMax, most, limit.Participant);
                }

                return null;
        }

        List<Limit> Changed(long amount) => [.. limits.Select(l => l == limit ? l with { Amount = amount } : l)];
    }

    // Null: not known.
    private bool? HasPlan(MeetingProblem problem)
    {
        if (PinConflicts.Find(problem) is not null)
            return false;
        var model = new RoundModel(problem);
        if (!model.LimitsMayHold)
            return false;
        var search = new RoundSearch(model, null, _cancellation);
        if (!search.Begin())
            return false;
        return search.HasPlan ? true : search.Exhaust(NodesOfAQuestion) ? search.HasPlan : null;
    }

    private sealed record Limit(PlanLimit Kind, long Amount, Guid? Participant, Guid? Partner);
}
