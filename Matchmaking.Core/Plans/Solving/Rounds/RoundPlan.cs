using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>Makes a plan of a schedule: tables for its meetings, the certificate of its bound, and why somebody has no meeting.</summary>
internal static class RoundPlan
{
    public static MeetingPlan Of(RoundModel model, RoundSchedule schedule, RoundScore score, RoundBound bound) =>
        Of(model, schedule, score, bound, (pairs, rounds) => Seating.At(model.Problem, pairs, rounds));

    /// <param name="model">What is planned.</param>
    /// <param name="schedule">Which pair meets in which round.</param>
    /// <param name="score">Of the schedule.</param>
    /// <param name="bound">Its best prices are the certificate.</param>
    /// <param name="seat">Gives tables to the meetings that it is handed by startup, then fund, with the round of each from 0.</param>
    public static MeetingPlan Of(
        RoundModel model, RoundSchedule schedule, RoundScore score, RoundBound bound, Func<MeetingPair[], int[], IReadOnlyList<Meeting>> seat)
    {
        var (pairs, rounds) = Chosen(model, schedule);
        return new MeetingPlan
        {
            Meetings = seat(pairs, rounds),
            Value = score.Value,
            UpperBound = bound.Value,
            Optimal = score.Value == bound.Value,
            Certificate = bound.Certificate(),
            Unassigned = Unassigned(model, schedule, bound),
        };
    }

    // In the order of the problem: the pairs of the model ascend, and so do the fixed ones.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (MeetingPair[] Pairs, int[] Rounds) Chosen(RoundModel model, RoundSchedule schedule)
    {
        var count = model.Fixed.Length;
        foreach (var round in schedule.RoundOf)
            count += round < 0 ? 0 : 1;
        var (pairs, rounds) = (new MeetingPair[count], new int[count]);
        var (next, @fixed) = (0, 0);
        for (var i = 0; i < model.Pairs.Length; i++)
        {
            if (schedule.RoundOf[i] < 0)
                continue;
            for (; @fixed < model.Fixed.Length && model.Fixed[@fixed].Pair.Key.CompareTo(model.Pairs[i].Key) < 0; @fixed++)
                (pairs[next], rounds[next++]) = model.Fixed[@fixed];
            (pairs[next], rounds[next++]) = (model.Pairs[i], schedule.RoundOf[i]);
        }

        for (; @fixed < model.Fixed.Length; @fixed++)
            (pairs[next], rounds[next++]) = model.Fixed[@fixed];
        return (pairs, rounds);
    }

    private static List<UnassignedParticipant> Unassigned(RoundModel model, RoundSchedule schedule, RoundBound bound)
    {
        var unassigned = new List<UnassignedParticipant>();
        for (var v = 0; v < model.Participants; v++)
        {
            if (schedule.Count[v] + model.FixedCount[v] == 0)
                unassigned.Add(v < model.Startups ? new(MeetingSide.Startup, v, model.Participant(v).Id, default) : new(MeetingSide.Fund, v - model.Startups, model.Participant(v).Id, default));
        }

        if (unassigned.Count == 0)
            return unassigned;
        var (hasPartner, hasRound, chances) = (HasPartner(model), new bool[model.Participants], new Lazy<MeetingChances>(bound.Chances));
        for (var i = 0; i < model.Pairs.Length; i++)
            hasRound[model.Pairs[i].Startup] = hasRound[model.FundNode[i]] = true;
        for (var i = 0; i < unassigned.Count; i++)
        {
            var v = unassigned[i].Side == MeetingSide.Startup ? unassigned[i].Index : model.Startups + unassigned[i].Index;
            var reason = !hasPartner[v] ? UnassignedReason.NoEligiblePartner
                : !hasRound[v] ? UnassignedReason.NoCommonRound
                : chances.Value.CanMeet(v) ? UnassignedReason.NotWorthIt
                : UnassignedReason.NoCapacity;
            unassigned[i] = unassigned[i] with { Reason = reason };
        }

        return unassigned;
    }

    // Pairs and vetoes ascend.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool[] HasPartner(RoundModel model)
    {
        var has = new bool[model.Participants];
        var vetoes = model.Problem.Vetoes;
        var veto = 0;
        foreach (var pair in MeetingNetwork.PairsOf(model.Problem))
        {
            while (veto < vetoes.Count && vetoes[veto].CompareTo(pair.Key) < 0)
                veto++;
            if (veto == vetoes.Count || vetoes[veto] != pair.Key)
                has[pair.Startup] = has[model.Startups + pair.Fund] = true;
        }

        return has;
    }
}
