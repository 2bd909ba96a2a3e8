namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>Makes a plan of a finished search: tables for its meetings, the certificate of its bound, and why somebody has no meeting.</summary>
internal static class RoundPlan
{
    public static MeetingPlan Of(RoundModel model, RoundSearch search)
    {
        var chosen = Enumerable.Range(0, model.Pairs.Length).Where(i => search.Best.RoundOf[i] >= 0)
            .Select(i => (Pair: model.Pairs[i], Round: search.Best.RoundOf[i]))
            .Concat(model.Fixed.Select(m => (m.Pair, m.Round)))
            .OrderBy(m => m.Pair.Key).ToArray();
        return new MeetingPlan
        {
            Meetings = Seating.At(model.Problem, [.. chosen.Select(m => m.Pair)], [.. chosen.Select(m => m.Pair.Key)], [.. chosen.Select(m => m.Round)]),
            Value = search.Score.Value,
            UpperBound = search.Bound.Value,
            Optimal = search.IsOptimal,
            Certificate = search.Bound.Certificate(),
            Unassigned = [.. Unassigned(model, search)],
        };
    }

    private static IEnumerable<UnassignedParticipant> Unassigned(RoundModel model, RoundSearch search)
    {
        var hasPartner = new bool[model.Participants];
        var hasRound = new bool[model.Participants];
        foreach (var pair in model.Problem.Pairs.Where(p => !model.Problem.Vetoes.Contains(p.Key)))
            hasPartner[pair.Startup] = hasPartner[model.Startups + pair.Fund] = true;
        foreach (var pair in model.Pairs)
            hasRound[pair.Startup] = hasRound[model.Startups + pair.Fund] = true;
        for (var v = 0; v < model.Participants; v++)
        {
            if (search.Best.Count[v] + model.FixedCount[v] > 0)
                continue;
            var reason = !hasPartner[v] ? UnassignedReason.NoEligiblePartner
                : !hasRound[v] ? UnassignedReason.NoCommonRound
                : search.CanMeet(v) ? UnassignedReason.NotWorthIt
                : UnassignedReason.NoCapacity;
            var id = model.Participant(v).Id;
            yield return v < model.Startups ? new(MeetingSide.Startup, v, id, reason) : new(MeetingSide.Fund, v - model.Startups, id, reason);
        }
    }
}
