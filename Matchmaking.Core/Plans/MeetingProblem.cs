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

    // Solvers multiply weights by a tie-breaking factor and add them up along paths; below this product all of that
    // stays within 64 bits.
    private const long MaxMagnitude = 1L << 60;

    private MeetingProblem(
        IReadOnlyList<MeetingParticipant> startups,
        IReadOnlyList<MeetingParticipant> funds,
        int rounds,
        int? tables,
        IReadOnlyList<MeetingPair> pairs,
        IReadOnlyList<PairKey> vetoes,
        IReadOnlyList<MeetingPin> pins,
        MeetingTerms terms)
    {
        Startups = startups;
        Funds = funds;
        Rounds = rounds;
        Tables = tables;
        Pairs = pairs;
        Vetoes = vetoes;
        Pins = pins;
        Terms = terms;
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
    /// Builds the canonical form. The indices of <paramref name="pairs"/>, <paramref name="vetoes"/> and
    /// <paramref name="pins"/> are positions in the lists as handed in; the result has its own. Repeated vetoes and pins
    /// collapse, a pin without a round gives way to one with a round, availability that names every round becomes null.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A repeated id or pair, an index, round or closed table out of range, a negative number, a minimum above <see cref="MaxRounds"/>, availability that does not ascend, or
    /// numbers too large for exact 64-bit sums: participants x (2 x pairs + 2) x (largest weight + 1) must stay below 2^60.
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
        var (sortedStartups, startupAt) = Sort(startups, rounds);
        var (sortedFunds, fundAt) = Sort(funds, rounds);
        RejectRepeatedIds(sortedStartups, sortedFunds);

        var keys = (PairKey key) => new PairKey(At(startupAt, key.Startup), At(fundAt, key.Fund));
        var sortedPairs = pairs.Select(p => keys(p.Key) is var k ? new MeetingPair(k.Startup, k.Fund, p.Weight) : default)
            .OrderBy(p => p.Key).ToArray();
        RejectPairs(sortedPairs, startups.Count + funds.Count);
        PairKey[] sortedVetoes = [.. (vetoes ?? []).Select(keys).Distinct().Order()];
        var sortedPins = (pins ?? []).Select(p => (Key: keys(p.Key), p.Round)).GroupBy(p => p.Key).OrderBy(g => g.Key)
            .SelectMany(g => PinsOf(g.Key, [.. g.Select(p => p.Round).Distinct()], rounds));
        return new(sortedStartups, sortedFunds, rounds, tables, sortedPairs, sortedVetoes, [.. sortedPins], Canonical(terms ?? new(), tables));
    }

    private static MeetingTerms Canonical(MeetingTerms terms, int? tables)
    {
        int[] closed = [.. terms.ClosedTables.Distinct().Order()];
        if (closed.Length > 0 && (closed[0] < 1 || !(closed[^1] <= tables)))
            throw new ArgumentException($"Closed tables must be within 1..{tables}.");
        return terms with { ClosedTables = closed };
    }

    private static (MeetingParticipant[] Sorted, int[] At) Sort(IReadOnlyList<MeetingParticipant> participants, int rounds)
    {
        var order = Enumerable.Range(0, participants.Count)
            .OrderBy(i => participants[i].Id.ToString("D"), StringComparer.Ordinal).ToArray();
        var at = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            at[order[i]] = i;
        return ([.. order.Select(i => Canonical(participants[i], rounds))], at);
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

    private static void RejectRepeatedIds(MeetingParticipant[] startups, MeetingParticipant[] funds)
    {
        var seen = new HashSet<Guid>();
        foreach (var participant in startups.Concat(funds))
        {
            if (!seen.Add(participant.Id))
                throw new ArgumentException($"{participant.Id} takes part twice.");
        }
    }

    private static void RejectPairs(MeetingPair[] pairs, int participants)
    {
        var largest = 0L;
        for (var i = 0; i < pairs.Length; i++)
        {
            if (pairs[i].Weight < 0)
                throw new ArgumentException($"Pair {pairs[i].Key} has the negative weight {pairs[i].Weight}.");
            if (i > 0 && pairs[i].Key == pairs[i - 1].Key)
                throw new ArgumentException($"Pair {pairs[i].Key} is listed twice.");
            largest = Math.Max(largest, pairs[i].Weight);
        }

        if ((Int128)(participants + 3) * ((2L * pairs.Length) + 2) * ((Int128)largest + 1) >= MaxMagnitude)
            throw new ArgumentException($"Weights up to {largest} are too large for {participants} participants and {pairs.Length} pairs.");
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
