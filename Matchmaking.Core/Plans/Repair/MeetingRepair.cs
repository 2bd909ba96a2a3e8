using System.Runtime.CompilerServices;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Solving.Rounds;

namespace Matchmaking.Core.Plans.Repair;

/// <summary>
/// Plans again after a change, so that as little as possible becomes different: pairs that met in the plan before are worth a bonus, those chosen again keep their
/// round and table, and new ones go where they disturb nobody. Value, bound and certificate are those of the problem without the bonus.
/// </summary>
/// <param name="effort">How long to search where the meetings cannot be placed so.</param>
public sealed class MeetingRepair(SearchEffort effort)
{
    /// <summary>What a meeting of the plan before is worth beside its weight: 0.10 of a score of 1. In measurements it broke 0 to 1 such meetings for at most 0.09% of the value.</summary>
    public const long Bonus = 1_000;

    // With so many pairs a gap of one part in that many is not worth the time of a flow to narrow it.
    private const int ManyPairs = 50_000;
    private const int NearEnough = 10_000;

    private const int SweepTurns = 4;

    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled before there was any plan.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public MeetingPlanResult Solve(RepairTask task, CancellationToken cancellation)
    {
        var problem = task.Problem;
        if (PinConflicts.Find(problem) is not null)
            return Anew(task, cancellation);
        var model = new RoundModel(problem);
        if (!model.LimitsMayHold)
            return Anew(task, cancellation);
        var kept = KeptPairs.Of(model, task.Before);
        var weights = new long[model.Pairs.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = model.Pairs[i].Weight + (kept.IsKept[i] ? Bonus : 0);
        var choice = new RoundChoice(model);
        if (!Choose(task, choice, model, weights, kept.IsKept, cancellation))
            return Anew(task, cancellation);

        var schedule = Place(model, [.. choice.Pairs], kept, weights, cancellation);
        var score = RoundScore.Of(model, schedule);
        var bound = BoundOf(task, model, choice, score, weights, cancellation);
        return score.Missing > 0 ? Anew(task, cancellation) : new MeetingPlanResult.Planned(
            RoundPlan.Of(model, schedule, score, bound, (pairs, rounds) => Seated(task, ByRound(pairs, rounds, problem.Rounds))));
    }

    private static bool Choose(RepairTask task, RoundChoice choice, RoundModel model, long[] weights, bool[] kept, CancellationToken cancellation) => task.Prices is { } known
        ? choice.ChooseFrom(weights, kept, ParticipantPrices(known), RoomPrice(model, known), cancellation)
        : choice.Choose(weights, cancellation);

    // After a small change the prices of before still prove nearly the best bound there is; after a larger one the flow says what is.
    private static RoundBound BoundOf(RepairTask task, RoundModel model, RoundChoice choice, RoundScore score, long[] weights, CancellationToken cancellation)
    {
        var bound = new RoundBound(model, choice);
        if (task.Prices is { } known && model.FairScale == 0)
        {
            bound.NotePrices(ParticipantPrices(known), RoomPrice(model, known));
            var near = model.Pairs.Length < ManyPairs ? 0 : score.Value / NearEnough;
            if (bound.Value - score.Value <= near)
                return bound;
        }

        for (var i = 0; i < weights.Length; i++)
            weights[i] = model.Pairs[i].Weight;
        choice.Choose(weights, cancellation);
        bound.NoteUnpriced(weights);
        return bound;
    }

    private static long[] ParticipantPrices(MeetingCertificate known) => [.. known.StartupPrices, .. known.FundPrices];

    private static long RoomPrice(RoundModel model, MeetingCertificate known) => model.Room is null || known.TablePrices.Count == 0 ? 0 : Math.Max(0, known.TablePrices[0]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static RoundSchedule Place(RoundModel model, int[] chosen, KeptPairs kept, long[] weights, CancellationToken cancellation)
    {
        var schedule = new RoundSchedule(model);
        var others = new List<int>();
        foreach (var pair in chosen)
        {
            if (kept.IsKept[pair] && kept.RoundOf(model.Pairs[pair]) is var round
                && schedule.IsFree(model.Pairs[pair].Startup, round) && schedule.IsFree(model.FundNode[pair], round) && schedule.HasRoom(round))
                schedule.Place(pair, round);
            else
                others.Add(pair);
        }

        // What stays does not make room for what is new, as long as everybody gets what it must.
        var isSettled = new bool[weights.Length];
        for (var i = 0; i < isSettled.Length; i++)
            isSettled[i] = kept.IsKept[i] && schedule.RoundOf[i] >= 0;
        Insert(model, schedule, [.. others], isSettled, weights, cancellation);
        if (RoundScore.Of(model, schedule).Missing > 0)
            Insert(model, schedule, [.. chosen.Where(p => schedule.RoundOf[p] < 0)], null, weights, cancellation);
        return schedule;
    }

    private static void Insert(RoundModel model, RoundSchedule schedule, int[] pairs, bool[]? settled, long[] weights, CancellationToken cancellation)
    {
        var insertion = new RoundInsertion(model, schedule, (ulong)model.Problem.Terms.Seed, settled);
        if (insertion.Insert(pairs, 300L * (pairs.Length + 20), cancellation).Count > 0)
            new RoundSweep(model, settled, weights).Improve(schedule, SweepTurns, cancellation);
    }

    private static Meeting[] Seated(RepairTask task, Meeting[] meetings)
    {
        RepairTables.Assign(task.Problem, meetings, task.Before);
        return meetings;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Meeting[] ByRound(MeetingPair[] pairs, int[] rounds, int count)
    {
        var next = new int[count + 1];
        foreach (var round in rounds)
            next[round + 1]++;
        for (var round = 0; round < count; round++)
            next[round + 1] += next[round];
        var meetings = new Meeting[pairs.Length];
        for (var i = 0; i < pairs.Length; i++)
            meetings[next[rounds[i]]++] = new(rounds[i] + 1, 0, pairs[i].Startup, pairs[i].Fund, pairs[i].Weight);
        return meetings;
    }

    // Where the meetings of before cannot stay, what matters is a plan; those that happen to be in it keep their tables.
    private MeetingPlanResult Anew(RepairTask task, CancellationToken cancellation) =>
        new MeetingSolver(effort).Solve(task.Problem, null, cancellation) switch
        {
            MeetingPlanResult.Planned planned => new MeetingPlanResult.Planned(
                planned.Plan with { Meetings = Seated(task, [.. planned.Plan.Meetings]) }),
            var other => other,
        };
}
