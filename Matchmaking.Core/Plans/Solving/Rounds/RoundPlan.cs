namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>Makes a plan of a schedule: tables for its meetings, the certificate of its bound, and why somebody has no meeting.</summary>
internal static class RoundPlan
{
    public static MeetingPlan Of(RoundModel model, RoundSchedule schedule, RoundScore score, RoundBound bound)
    {
        var chosen = Enumerable.Range(0, model.Pairs.Length).Where(i => schedule.RoundOf[i] >= 0)
            .Select(i => (Pair: model.Pairs[i], Round: schedule.RoundOf[i]))
            .Concat(model.Fixed.Select(m => (m.Pair, m.Round)))
            .OrderBy(m => m.Pair.Key).ToArray();
        return new MeetingPlan
        {
            Meetings = Seating.At(model.Problem, [.. chosen.Select(m => m.Pair)], [.. chosen.Select(m => m.Pair.Key)], [.. chosen.Select(m => m.Round)]),
            Value = score.Value,
            UpperBound = bound.Value,
            Optimal = score.Value == bound.Value,
            Certificate = bound.Certificate(),
            Unassigned = [.. Unassigned(model, schedule, bound)],
        };
    }

    private static IEnumerable<UnassignedParticipant> Unassigned(RoundModel model, RoundSchedule schedule, RoundBound bound)
    {
        var hasPartner = new bool[model.Participants];
        var hasRound = new bool[model.Participants];
        foreach (var pair in model.Problem.Pairs.Where(p => !model.Problem.Vetoes.Contains(p.Key)))
            hasPartner[pair.Startup] = hasPartner[model.Startups + pair.Fund] = true;
        foreach (var pair in model.Pairs)
            hasRound[pair.Startup] = hasRound[model.Startups + pair.Fund] = true;
        for (var v = 0; v < model.Participants; v++)
        {
            if (schedule.Count[v] + model.FixedCount[v] > 0)
                continue;
            var reason = !hasPartner[v] ? UnassignedReason.NoEligiblePartner
                : !hasRound[v] ? UnassignedReason.NoCommonRound
                : bound.CanMeet(v) ? UnassignedReason.NotWorthIt
                : UnassignedReason.NoCapacity;
            var id = model.Participant(v).Id;
            yield return v < model.Startups ? new(MeetingSide.Startup, v, id, reason) : new(MeetingSide.Fund, v - model.Startups, id, reason);
        }
    }
}
