using System.Numerics;
using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>A meeting that is pinned to a round; rounds from 0.</summary>
internal readonly record struct FixedMeeting(MeetingPair Pair, int Round);

/// <summary>
/// A problem with availability made ready for searching: meetings that are pinned to a round are taken out with the slots that they fill,
/// pairs that are vetoed or have no open round in common are left out, and the rounds that are open to a participant are bits.
/// Participants are startups first, then funds; rounds count from 0 here.
/// </summary>
internal sealed class RoundModel
{
    private const byte Impossible = 0;
    private const byte IsFree = 1;
    private const byte IsPinned = 2;

    /// <param name="problem">Each of its pins must be possible by itself.</param>
    public RoundModel(MeetingProblem problem)
    {
        Problem = problem;
        Startups = problem.Startups.Count;
        Participants = Startups + problem.Funds.Count;
        Rounds = problem.Rounds;
        Words = Math.Max(1, (Rounds + 63) / 64);
        Open = new ulong[Participants * Words];
        Least = new int[Participants];
        Most = new int[Participants];
        PinnedCount = new int[Participants];
        FixedCount = new int[Participants];
        Places = new int[Rounds];
        Array.Fill(Places, problem.Places ?? int.MaxValue);
        for (var v = 0; v < Participants; v++)
            OpenAvailable(v, Participant(v).Available);

        var pairs = MeetingNetwork.PairsOf(problem);
        Fixed = FixedOf(problem, pairs);
        foreach (var (pair, round) in Fixed)
            Fill(pair, round);
        (Pairs, Pinned) = Possible(problem, pairs);
        FundNode = new int[Pairs.Length];
        for (var i = 0; i < Pairs.Length; i++)
        {
            FundNode[i] = Startups + Pairs[i].Fund;
            if (!Pinned[i])
                continue;
            PinnedCount[Pairs[i].Startup]++;
            PinnedCount[FundNode[i]]++;
            PinnedPairs++;
        }

        for (var v = 0; v < Participants; v++)
        {
            Least[v] = Math.Max(0, Participant(v).Min - FixedCount[v]);
            Most[v] = Math.Min(Participant(v).Max - FixedCount[v], OpenCount(v));
        }
    }

    // After every pair.
    private static PairKey Never => new(int.MaxValue, int.MaxValue);

    public MeetingProblem Problem { get; }

    public int Startups { get; }

    public int Participants { get; }

    public int Rounds { get; }

    /// <summary>64-bit words of a set of rounds.</summary>
    public int Words { get; }

    /// <summary>Rounds in which each participant is there and not in a fixed meeting; participants x words.</summary>
    public ulong[] Open { get; }

    /// <summary>Meetings that each round still has tables for beside the fixed ones; negative where there are too many of those.</summary>
    public int[] Places { get; }

    /// <summary>Meetings that are pinned to a round.</summary>
    public FixedMeeting[] Fixed { get; }

    /// <summary>Pairs that may meet in an open round, those pinned to no round in particular among them.</summary>
    public MeetingPair[] Pairs { get; }

    /// <summary>Whether each pair must meet.</summary>
    public bool[] Pinned { get; }

    /// <summary>The fund of each pair, as a participant.</summary>
    public int[] FundNode { get; }

    /// <summary>Fewest meetings of each participant beside its fixed ones.</summary>
    public int[] Least { get; }

    /// <summary>Most meetings of each participant beside its fixed ones; less than the fewest where the limits contradict each other.</summary>
    public int[] Most { get; }

    /// <summary>How many pairs must meet.</summary>
    public int PinnedPairs { get; }

    /// <summary>Pairs of each participant that must meet, in whatever round.</summary>
    public int[] PinnedCount { get; }

    /// <summary>Fixed meetings of each participant.</summary>
    public int[] FixedCount { get; }

    /// <summary>Whether no single limit contradicts another one; only then is there anything to search for.</summary>
    public bool LimitsMayHold =>
        Enumerable.Range(0, Participants).All(v => Math.Max(Least[v], PinnedCount[v]) <= Most[v])
        && Array.TrueForAll(Places, p => p >= 0) && !(Room < PinnedPairs);

    /// <summary>Meetings that all rounds together still have tables for; null means no limit.</summary>
    public long? Room => Problem.Places is null ? null : Places.Sum(p => (long)p);

    /// <summary>The scale of fairness; 0 for the objective <see cref="MeetingObjective.Total"/>.</summary>
    public long FairScale => Problem.FairScale;

    /// <summary>What a startup's meeting earns beside its weight, being its <paramref name="number"/>th (from 1) beside its fixed ones.</summary>
    public long FairReward(int startup, int number) => FairScale * Math.Max(0, Rounds - (FixedCount[startup] + number) + 1);

    public ReadOnlySpan<ulong> OpenOf(int v) => Open.AsSpan(v * Words, Words);

    public MeetingParticipant Participant(int v) => v < Startups ? Problem.Startups[v] : Problem.Funds[v - Startups];

    public int OpenCount(int v)
    {
        var count = 0;
        foreach (var word in OpenOf(v))
            count += BitOperations.PopCount(word);
        return count;
    }

    public bool IsOpenIn(int v, int round) => (Open[(v * Words) + (round >> 6)] >> (round & 63) & 1) != 0;

    // Pins ascend like the pairs.
    private static FixedMeeting[] FixedOf(MeetingProblem problem, MeetingPair[] pairs)
    {
        var found = new List<FixedMeeting>();
        foreach (var pin in problem.Pins)
        {
            if (pin.Round is { } round && PairLookup.IndexOf(pairs, pin.Key) is >= 0 and var i)
                found.Add(new(pairs[i], round - 1));
        }

        return [.. found];
    }

    // Counted before they are copied: an array of all of them that is cut to size would cost twice the memory, and that more time than the copy.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (MeetingPair[] Pairs, bool[] Pinned) Possible(MeetingProblem problem, MeetingPair[] pairs)
    {
        var states = new byte[pairs.Length];
        var (possible, count) = (new MeetingPair[States(problem, pairs, states)], 0);
        var pinned = new bool[possible.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            if (states[i] != Impossible)
                (possible[count], pinned[count++]) = (pairs[i], states[i] == IsPinned);
        }

        return (possible, pinned);
    }

    // Pairs, vetoes and pins all ascend, so one pass over them together tells which is which.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int States(MeetingProblem problem, MeetingPair[] pairs, byte[] states)
    {
        var (count, veto, pin) = (0, 0, 0);
        var (vetoes, pins) = (problem.Vetoes, problem.Pins);
        var (nextVeto, nextPin) = (vetoes.Count > 0 ? vetoes[0] : Never, pins.Count > 0 ? pins[0].Key : Never);
        for (var i = 0; i < pairs.Length; i++)
        {
            var key = pairs[i].Key;
            while (nextVeto.CompareTo(key) < 0)
                nextVeto = ++veto < vetoes.Count ? vetoes[veto] : Never;
            while (nextPin.CompareTo(key) < 0)
                nextPin = ++pin < pins.Count ? pins[pin].Key : Never;
            if (nextVeto == key || (nextPin == key ? pins[pin].Round is not null : !HaveCommonRound(key.Startup, Startups + key.Fund)))
                continue;
            states[i] = nextPin == key ? IsPinned : IsFree;
            count++;
        }

        return count;
    }

    private bool HaveCommonRound(int a, int b)
    {
        for (var w = 0; w < Words; w++)
        {
            if ((Open[(a * Words) + w] & Open[(b * Words) + w]) != 0)
                return true;
        }

        return false;
    }

    private void OpenAvailable(int v, IReadOnlyList<int>? available)
    {
        for (var i = 0; i < (available?.Count ?? Rounds); i++)
        {
            var round = available is null ? i : available[i] - 1;
            Open[(v * Words) + (round >> 6)] |= 1UL << (round & 63);
        }
    }

    private void Fill(MeetingPair pair, int round)
    {
        Places[round] -= Places[round] == int.MaxValue ? 0 : 1;
        foreach (var v in (ReadOnlySpan<int>)[pair.Startup, Startups + pair.Fund])
        {
            FixedCount[v]++;
            Open[(v * Words) + (round >> 6)] &= ~(1UL << (round & 63));
        }
    }
}
