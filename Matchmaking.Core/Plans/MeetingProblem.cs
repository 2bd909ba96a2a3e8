using System.Buffers.Binary;

using Matchmaking.Core.Plans.Solving;

namespace Matchmaking.Core.Plans;

/// <summary>
/// Who may meet whom, within which limits: the input of every meeting solver, in canonical form. Participants are sorted by
/// the text of their id (ordinal), pairs, vetoes and pins by startup, fund and round, so the order in which a caller hands
/// things in never changes a plan. Indices here and in <see cref="MeetingPlan"/> are positions in that order.
/// </summary>
public sealed class MeetingProblem
{
    /// <summary>Most rounds of one problem.</summary>
    public const int MaxRounds = 1_000;

    /// <summary>Most tables of one problem.</summary>
    public const int MaxTables = 1_000_000;

    // Values and bounds stay below this, so their sums and differences fit into 64 bits.
    private const long MaxValue = 1L << 61;

    private MeetingProblem(
        IReadOnlyList<MeetingParticipant> startups,
        IReadOnlyList<MeetingParticipant> funds,
        int rounds,
        int? tables,
        IReadOnlyList<MeetingPair> pairs,
        IReadOnlyList<PairKey> vetoes,
        IReadOnlyList<MeetingPin> pins,
        MeetingTerms terms,
        long fairScale,
        TieScale ties)
    {
        Startups = startups;
        Funds = funds;
        Rounds = rounds;
        Tables = tables;
        Pairs = pairs;
        Vetoes = vetoes;
        Pins = pins;
        Terms = terms;
        FairScale = fairScale;
        Ties = ties;
    }

    public IReadOnlyList<MeetingParticipant> Startups { get; }

    public IReadOnlyList<MeetingParticipant> Funds { get; }

    /// <summary>0..<see cref="MaxRounds"/>.</summary>
    public int Rounds { get; }

    /// <summary>Tables are numbered from 1 to this; null means no limit.</summary>
    public int? Tables { get; }

    /// <summary>Most meetings a round: the tables that are not closed; null means no limit.</summary>
    public int? Places => Tables - Terms.ClosedTables.Count;

    /// <summary>The eligible pairs, each once; a pair that is not here may not meet.</summary>
    public IReadOnlyList<MeetingPair> Pairs { get; }

    /// <summary>Pairs that must not meet, eligible or not, each once.</summary>
    public IReadOnlyList<PairKey> Vetoes { get; }

    /// <summary>Pairs that must meet. A pair pinned to two different rounds is kept twice (and cannot be planned).</summary>
    public IReadOnlyList<MeetingPin> Pins { get; }

    /// <summary>What a good plan is; its closed tables ascend within 1..<see cref="Tables"/>, each once.</summary>
    public MeetingTerms Terms { get; }

    /// <summary>Rounds in which both are there, ascending.</summary>
    public IReadOnlyList<int> CommonRounds(int startup, int fund)
    {
        var (s, f) = (Startups[startup].Available, Funds[fund].Available);
        if (s is null || f is null)
            return s ?? f ?? [.. Enumerable.Range(1, Rounds)];
        return [.. s.Where(f.Contains)];
    }

    /// <summary>
    /// M, what a unit of fairness is worth for the objective <see cref="MeetingObjective.Fair"/>: one more than the weights of all eligible pairs
    /// together, so no weights outweigh it. 0 for the objective <see cref="MeetingObjective.Total"/>.
    /// </summary>
    public long FairScale { get; }

    /// <summary>How solvers decide between plans of equal value.</summary>
    internal TieScale Ties { get; }

    /// <summary>
    /// Builds the canonical form. The indices of <paramref name="pairs"/>, <paramref name="vetoes"/> and
    /// <paramref name="pins"/> are positions in the lists as handed in; the result has its own. Repeated vetoes and pins
    /// collapse, a pin without a round gives way to one with a round, availability that names every round becomes null.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A repeated id or pair, an index, round or closed table out of range, a negative number, a minimum above <see cref="MaxRounds"/>, availability that does not ascend, or
    /// numbers too large for exact 64-bit sums: with n participants on the smaller side 4 x (n + 1) x (n + 2) x (largest weight + 1) must stay below
    /// 2^60, for the objective <see cref="MeetingObjective.Fair"/> plus 8 x (n + 2) x rounds x <see cref="FairScale"/> (less
    /// is asked where no weight is 0); and every value below 2^61.
    /// </exception>
    public static MeetingProblem Create(
        IReadOnlyList<MeetingParticipant> startups,
        IReadOnlyList<MeetingParticipant> funds,
        int rounds,
        int? tables,
        IEnumerable<MeetingPair> pairs,
        IEnumerable<PairKey>? vetoes = null,
        IEnumerable<MeetingPin>? pins = null,
        MeetingTerms? terms = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rounds, MaxRounds);
        if (tables is < 0 or > MaxTables)
            throw new ArgumentOutOfRangeException(nameof(tables), tables, $"Tables are 0..{MaxTables}.");
        var (sortedStartups, startupAt, startupKeys) = Sort(startups, rounds);
        var (sortedFunds, fundAt, fundKeys) = Sort(funds, rounds);
        RejectRepeatedIds(sortedStartups, startupKeys, sortedFunds, fundKeys);

        var sortedPairs = pairs.ToArray();
        Relabel(sortedPairs, startupAt, fundAt);
        SortPairs(ref sortedPairs, startups.Count, funds.Count);
        var keys = (PairKey key) => new PairKey(At(startupAt, key.Startup), At(fundAt, key.Fund));
        PairKey[] sortedVetoes = [.. (vetoes ?? []).Select(keys).Distinct().Order()];
        var sortedPins = (pins ?? []).Select(p => (Key: keys(p.Key), p.Round)).GroupBy(p => p.Key).OrderBy(g => g.Key)
            .SelectMany(g => PinsOf(g.Key, [.. g.Select(p => p.Round).Distinct()], rounds));
        var canonicalTerms = Canonical(terms ?? new(), tables);
        var (fairScale, ties) = Scales(sortedStartups, sortedFunds, rounds, sortedPairs, canonicalTerms.Objective);
        return new(sortedStartups, sortedFunds, rounds, tables, sortedPairs, sortedVetoes, [.. sortedPins], canonicalTerms, fairScale, ties);
    }

    private static MeetingTerms Canonical(MeetingTerms terms, int? tables)
    {
        int[] closed = [.. terms.ClosedTables.Distinct().Order()];
        if (closed.Length > 0 && (closed[0] < 1 || !(closed[^1] <= tables)))
            throw new ArgumentException($"Closed tables must be within 1..{tables}.");
        return terms with { ClosedTables = closed };
    }

    // Read as a big-endian number, the bytes of an id order like its text.
    private static (MeetingParticipant[] Sorted, int[] At, UInt128[] Keys) Sort(IReadOnlyList<MeetingParticipant> participants, int rounds)
    {
        var sorted = new MeetingParticipant[participants.Count];
        var (keys, order, at) = (new UInt128[sorted.Length], new int[sorted.Length], new int[sorted.Length]);
        Span<byte> bytes = stackalloc byte[16];
        var ascending = true;
        for (var i = 0; i < sorted.Length; i++)
        {
            participants[i].Id.TryWriteBytes(bytes, bigEndian: true, out _);
            (keys[i], order[i]) = (BinaryPrimitives.ReadUInt128BigEndian(bytes), i);
            ascending &= i == 0 || keys[i - 1] < keys[i];
        }

        if (!ascending)
            Array.Sort(keys, order);
        for (var i = 0; i < sorted.Length; i++)
        {
            at[order[i]] = i;
            sorted[i] = Canonical(participants[order[i]], rounds);
        }

        return (sorted, at, keys);
    }

    private static MeetingParticipant Canonical(MeetingParticipant participant, int rounds)
    {
        if (participant.Min is < 0 or > MaxRounds || participant.Max < 0)
            throw new ArgumentException($"{participant.Id}: minimum {participant.Min} or maximum {participant.Max} is out of range.");
        if (participant.Available is not { } available)
            return participant;
        for (var i = 0; i < available.Count; i++)
        {
            if (available[i] < 1 || available[i] > rounds || (i > 0 && available[i] <= available[i - 1]))
                throw new ArgumentException($"{participant.Id}: available rounds must ascend within 1..{rounds}.");
        }

        return participant with { Available = available.Count == rounds ? null : [.. available] };
    }

    private static void RejectRepeatedIds(MeetingParticipant[] startups, UInt128[] startupKeys, MeetingParticipant[] funds, UInt128[] fundKeys)
    {
        for (int s = 0, f = 0; s < startupKeys.Length || f < fundKeys.Length;)
        {
            var isFund = s == startupKeys.Length || (f < fundKeys.Length && fundKeys[f] < startupKeys[s]);
            var repeated = isFund
                ? f > 0 && fundKeys[f] == fundKeys[f - 1]
                : (s > 0 && startupKeys[s] == startupKeys[s - 1]) || (f < fundKeys.Length && startupKeys[s] == fundKeys[f]);
            if (repeated)
                throw new ArgumentException($"{(isFund ? funds[f] : startups[s]).Id} takes part twice.");
            (s, f) = isFund ? (s, f + 1) : (s + 1, f);
        }
    }

    private static void Relabel(MeetingPair[] pairs, int[] startupAt, int[] fundAt)
    {
        for (var i = 0; i < pairs.Length; i++)
        {
            ref var pair = ref pairs[i];
            pair = new(At(startupAt, pair.Startup), At(fundAt, pair.Fund), pair.Weight);
            if (pair.Weight < 0)
                throw new ArgumentException($"Pair {pair.Key} has the negative weight {pair.Weight}.");
        }
    }

    // Mostly they come in order. Where not, two counting sorts, by fund and then by startup.
    private static void SortPairs(ref MeetingPair[] pairs, int startups, int funds)
    {
        var ascending = true;
        for (var i = 1; i < pairs.Length && ascending; i++)
            ascending = pairs[i - 1].Key.CompareTo(pairs[i].Key) < 0;
        if (ascending)
            return;
        var sorted = new MeetingPair[pairs.Length];
        CountingSort(pairs, sorted, funds, byStartup: false);
        CountingSort(sorted, pairs, startups, byStartup: true);
        for (var i = 1; i < pairs.Length; i++)
        {
            if (pairs[i - 1].Key == pairs[i].Key)
                throw new ArgumentException($"Pair {pairs[i].Key} is listed twice.");
        }
    }

    private static void CountingSort(MeetingPair[] from, MeetingPair[] to, int values, bool byStartup)
    {
        var next = new int[values + 1];
        foreach (var pair in from)
            next[(byStartup ? pair.Startup : pair.Fund) + 1]++;
        for (var v = 0; v < values; v++)
            next[v + 1] += next[v];
        foreach (var pair in from)
            to[next[byStartup ? pair.Startup : pair.Fund]++] = pair;
    }

    private static (long FairScale, TieScale Ties) Scales(
        MeetingParticipant[] startups, MeetingParticipant[] funds, int rounds, MeetingPair[] pairs, MeetingObjective objective)
    {
        var (largest, total, hasWorthless) = (0L, (Int128)0, false);
        foreach (var pair in pairs)
        {
            largest = Math.Max(largest, pair.Weight);
            hasWorthless |= pair.Weight == 0;
            total += pair.Weight;
        }

        var fairScale = objective == MeetingObjective.Fair ? total + 1 : 0;
        Int128 fairness = 0;
        foreach (var startup in startups)
            fairness += Math.Min(startup.Max, rounds) * fairScale * rounds;
        if (total + fairness >= MaxValue
            || TieScale.Largest(Math.Min(startups.Length, funds.Length), largest, fairScale * rounds, hasWorthless) is not { } ties)
            throw new ArgumentException($"Weights up to {largest} are too large for {startups.Length} startups, {funds.Length} funds and {pairs.Length} pairs.");
        return ((long)fairScale, ties);
    }

    private static IEnumerable<MeetingPin> PinsOf(PairKey key, int?[] pinned, int rounds)
    {
        foreach (var round in pinned)
        {
            if (round is { } r && (r < 1 || r > rounds))
                throw new ArgumentException($"Pin {key} names round {r} of {rounds}.");
        }

        var named = pinned.Where(r => r is not null).Order();
        return pinned.All(r => r is null) ? [new(key.Startup, key.Fund)] : named.Select(r => new MeetingPin(key.Startup, key.Fund, r));
    }

    private static int At(int[] positions, int index) =>
        (uint)index < (uint)positions.Length
            ? positions[index]
            : throw new ArgumentException($"Index {index} is outside 0..{positions.Length - 1}.");
}
