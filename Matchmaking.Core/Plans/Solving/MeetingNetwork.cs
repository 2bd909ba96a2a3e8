using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// A problem as <see cref="PairFlow"/> wants it. Pins are taken out beforehand (they cost their participants one meeting and the room one place), vetoed
/// pairs are left out, and weights carry their ties.
/// </summary>
internal sealed class MeetingNetwork
{
    private MeetingNetwork(MeetingProblem problem, MeetingPair[] pinned, int[] free)
    {
        var startups = problem.Startups.Count;
        var pairs = PairsOf(problem);
        Pinned = pinned;
        Free = free;
        Pins = new int[startups + problem.Funds.Count];
        foreach (var pair in pinned)
        {
            Pins[pair.Startup]++;
            Pins[startups + pair.Fund]++;
        }

        var (minimum, maximum) = (new int[Pins.Length], new int[Pins.Length]);
        for (var v = 0; v < Pins.Length; v++)
        {
            var participant = v < startups ? problem.Startups[v] : problem.Funds[v - startups];
            minimum[v] = Math.Max(0, participant.Min - Pins[v]);
            maximum[v] = Math.Min(participant.Max, problem.Rounds) - Pins[v];
            IsPlainlyInfeasible |= minimum[v] > maximum[v];
        }

        var room = problem.Places is { } places ? ((long)places * problem.Rounds) - pinned.Length : (long?)null;
        IsPlainlyInfeasible |= room < 0;
        Ties = problem.Ties;
        var fair = problem.FairScale * Ties.Scale;
        Limits = new PairFlowLimits
        {
            Startups = startups,
            Funds = problem.Funds.Count,
            Minimum = minimum,
            Maximum = maximum,
            Room = room,
            PairStartup = new int[free.Length],
            PairFund = new int[free.Length],
            FirstReward = fair == 0 ? null : [.. Pins.Take(startups).Select(pins => fair * (problem.Rounds - pins))],
            RewardStep = fair,
        };
        Weights = new long[free.Length];
        Fill(problem, pairs);
    }

    /// <summary>The pinned pairs with their weights.</summary>
    public MeetingPair[] Pinned { get; }

    /// <summary>Positions in the problem of the pairs that are neither pinned nor vetoed.</summary>
    public int[] Free { get; }

    /// <summary>Pins of each startup, then of each fund.</summary>
    public int[] Pins { get; }

    /// <summary>What is left to choose, and within what limits; meaningless where plainly infeasible.</summary>
    public PairFlowLimits Limits { get; }

    /// <summary>Of each free pair, at the scale of <see cref="Ties"/>.</summary>
    public long[] Weights { get; }

    public TieScale Ties { get; }

    /// <summary>Some single limit already contradicts another.</summary>
    public bool IsPlainlyInfeasible { get; }

    /// <summary>The network, or null where a pinned pair is not eligible or is vetoed.</summary>
    public static MeetingNetwork? From(MeetingProblem problem)
    {
        var pairs = PairsOf(problem);
        var (free, pinned) = (new int[pairs.Length], new List<MeetingPair>());
        var (count, veto, pin, wanted) = (0, 0, 0, 0);
        for (var i = 0; i < problem.Pins.Count; i++)
            wanted += i == 0 || problem.Pins[i].Key != problem.Pins[i - 1].Key ? 1 : 0;

        // Pairs, vetoes and pins all ascend.
        for (var i = 0; i < pairs.Length; i++)
        {
            var key = pairs[i].Key;
            while (veto < problem.Vetoes.Count && problem.Vetoes[veto].CompareTo(key) < 0)
                veto++;
            while (pin < problem.Pins.Count && problem.Pins[pin].Key.CompareTo(key) < 0)
                pin++;
            if (veto < problem.Vetoes.Count && problem.Vetoes[veto] == key)
                continue;
            if (pin < problem.Pins.Count && problem.Pins[pin].Key == key)
                pinned.Add(pairs[i]);
            else
                free[count++] = i;
        }

        if (pinned.Count < wanted)
            return null;
        if (count < free.Length)
            Array.Resize(ref free, count);
        return new(problem, [.. pinned], free);
    }

    /// <summary>The pairs of a problem as the array that they are.</summary>
    public static MeetingPair[] PairsOf(MeetingProblem problem) => problem.Pairs as MeetingPair[] ?? [.. problem.Pairs];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(MeetingProblem problem, MeetingPair[] pairs)
    {
        var seed = problem.Terms.Seed;
        var hashes = new ulong[Pins.Length];
        for (var v = 0; v < hashes.Length; v++)
            hashes[v] = TieScale.Hash(seed, v < Limits.Startups ? problem.Startups[v].Id : problem.Funds[v - Limits.Startups].Id);
        var (startup, fund, weights, ties) = (Limits.PairStartup, Limits.PairFund, Weights, Ties);
        for (var i = 0; i < weights.Length; i++)
        {
            ref readonly var pair = ref pairs[Free[i]];
            (startup[i], fund[i]) = (pair.Startup, pair.Fund);
            weights[i] = ties.Scaled(pair.Weight, hashes[pair.Startup], hashes[Limits.Startups + pair.Fund]);
        }
    }
}
