namespace Matchmaking.Core.Plans.Tables;

/// <summary>
/// Whom to seat, at which tables, within which limits: the input of the table solvers, in canonical form. Participants are sorted
/// by the text of their id (ordinal), weights and pairs by their indices, so the order in which a caller hands things in
/// never changes a seating. Indices here and in <see cref="TablePlan"/> are positions in that order.
/// </summary>
public sealed class TableProblem
{
    /// <summary>Most participants of one problem.</summary>
    public const int MaxParticipants = 2_000;

    /// <summary>Most tables of one problem.</summary>
    public const int MaxTables = 1_000;

    /// <summary>Most seats at a table, or on one side of the long one.</summary>
    public const int MaxSeats = 500;

    /// <summary>Largest weight of a pair: a score of 20. Solvers add up a table in 32 bits.</summary>
    public const int MaxWeight = 200_000;

    private TableProblem(
        IReadOnlyList<TableParticipant> participants,
        TableLayout layout,
        IReadOnlyList<TableWeight> weights,
        IReadOnlyList<TablePair> apart,
        IReadOnlyList<TablePair> together,
        long seed)
    {
        Participants = participants;
        Layout = layout;
        Weights = weights;
        Apart = apart;
        Together = together;
        Seed = seed;
    }

    public IReadOnlyList<TableParticipant> Participants { get; }

    /// <summary>Its closed tables ascend within 1..tables, each once; its limits of funds and startups are filled in.</summary>
    public TableLayout Layout { get; }

    /// <summary>Pairs of a startup and a fund, each once; a pair that is not here may share a table and is worth 0.</summary>
    public IReadOnlyList<TableWeight> Weights { get; }

    /// <summary>
    /// Competitors and vetoes, of any kinds: the two must not share a round table, nor be neighbours (opposite, diagonal or side by
    /// side) at the long one.
    /// </summary>
    public IReadOnlyList<TablePair> Apart { get; }

    /// <summary>Pins: the two must share a round table, or be neighbours at the long one.</summary>
    public IReadOnlyList<TablePair> Together { get; }

    /// <summary>Draws the lots of the search.</summary>
    public long Seed { get; }

    /// <summary>Units of a plan's value that one unit of weight is worth: 1 at round tables; 2 at the long one, so that a diagonal half stays whole.</summary>
    public int UnitsPerWeight => Layout is TableLayout.LongTable ? 2 : 1;

    /// <summary>
    /// Builds the canonical form. Indices of <paramref name="weights"/>, <paramref name="apart"/> and <paramref name="together"/> are
    /// positions in <paramref name="participants"/> as handed in; the result has its own. Repeated pairs to keep apart or together collapse.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A repeated id or weight, an index or number out of range, a weight between others than a startup and a fund, or a pair of somebody with himself.
    /// </exception>
    public static TableProblem Create(
        IReadOnlyList<TableParticipant> participants,
        TableLayout layout,
        IEnumerable<TableWeight> weights,
        IEnumerable<TablePair>? apart = null,
        IEnumerable<TablePair>? together = null,
        long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(participants.Count, MaxParticipants);
        if (participants.DistinctBy(p => p.Id).Count() != participants.Count)
            throw new ArgumentException("An id is repeated.");
        var order = Enumerable.Range(0, participants.Count)
            .OrderBy(i => participants[i].Id.ToString("D"), StringComparer.Ordinal).ToArray();
        var at = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            at[order[i]] = i;
        TableParticipant[] sorted = [.. order.Select(i => participants[i])];

        var sortedWeights = weights.Select(w => new TableWeight(At(at, w.Startup), At(at, w.Fund), w.Weight))
            .OrderBy(w => w.Startup).ThenBy(w => w.Fund).ToArray();
        RejectWeights(sorted, sortedWeights);
        return new(sorted, Canonical(layout, sorted), sortedWeights, Canonical(apart, at), Canonical(together, at), seed);
    }

    private static int At(int[] at, int index) =>
        (uint)index < (uint)at.Length ? at[index] : throw new ArgumentException($"Index {index} is not that of a participant.");

    private static TablePair[] Canonical(IEnumerable<TablePair>? pairs, int[] at)
    {
        var sorted = (pairs ?? []).Select(p => (At(at, p.First), At(at, p.Second)))
            .Select(p => p.Item1 <= p.Item2 ? new TablePair(p.Item1, p.Item2) : new(p.Item2, p.Item1)).Distinct().Order().ToArray();
        return Array.TrueForAll(sorted, p => p.First != p.Second) ? sorted : throw new ArgumentException("A pair needs two participants.");
    }

    private static void RejectWeights(TableParticipant[] participants, TableWeight[] weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var (startup, fund, weight) = weights[i];
            if (participants[startup].Kind != TableParticipantKind.Startup || participants[fund].Kind != TableParticipantKind.Fund)
                throw new ArgumentException("A weight needs a startup and a fund.");
            if (weight is < 0 or > MaxWeight)
                throw new ArgumentException($"Weight {weight} is not within 0..{MaxWeight}.");
            if (i > 0 && weights[i - 1].Startup == startup && weights[i - 1].Fund == fund)
                throw new ArgumentException("The weight of a pair is repeated.");
        }
    }

    private static TableLayout Canonical(TableLayout layout, TableParticipant[] participants)
    {
        if (layout is TableLayout.LongTable { SeatsPerSide: var side })
            return side is >= 1 and <= MaxSeats ? layout : throw new ArgumentException($"Seats per side are 1..{MaxSeats}.");
        var round = (TableLayout.RoundTables)layout;
        if (round.Tables is < 1 or > MaxTables || round.SeatsPerTable is < 1 or > MaxSeats || round.FundsPerTable < 0 || round.StartupsPerTable < 0)
            throw new ArgumentException($"Tables are 1..{MaxTables}, seats 1..{MaxSeats}, limits at least 0.");
        int[] closed = [.. round.ClosedTables.Distinct().Order()];
        if (closed.Length > 0 && (closed[0] < 1 || closed[^1] > round.Tables))
            throw new ArgumentException($"Closed tables must be within 1..{round.Tables}.");
        var open = Math.Max(1, round.Tables - closed.Length);
        return round with
        {
            ClosedTables = closed,
            FundsPerTable = round.FundsPerTable ?? Share(TableParticipantKind.Fund),
            StartupsPerTable = round.StartupsPerTable ?? Share(TableParticipantKind.Startup),
        };

        int Share(TableParticipantKind kind) => (participants.Count(p => p.Kind == kind) + open - 1) / open;
    }
}
