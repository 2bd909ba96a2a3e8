namespace Matchmaking.Core.Plans.Tables;

/// <summary>How the room is set: exactly one of its two cases.</summary>
public abstract record TableLayout
{
    private TableLayout()
    {
    }

    /// <summary>
    /// Tables of equal size. A weight counts once where startup and fund share a table. Sides are mixed: a limit of null is derived as
    /// the number of funds (or startups) divided by the open tables, rounded up.
    /// </summary>
    /// <param name="Tables">Tables are numbered from 1 to this, 1..<see cref="TableProblem.MaxTables"/>.</param>
    /// <param name="SeatsPerTable">Seats are numbered from 1 to this, 1..<see cref="TableProblem.MaxSeats"/>.</param>
    /// <param name="FundsPerTable">Most funds at one table.</param>
    /// <param name="StartupsPerTable">Most startups at one table.</param>
    public sealed record RoundTables(int Tables, int SeatsPerTable, int? FundsPerTable = null, int? StartupsPerTable = null) : TableLayout
    {
        /// <summary>Numbers of tables at which nobody sits.</summary>
        public IReadOnlyList<int> ClosedTables { get; init; } = [];

        /// <summary>Equal where numbers and closed tables are.</summary>
        public bool Equals(RoundTables? other) =>
            other is not null && (Tables, SeatsPerTable, FundsPerTable, StartupsPerTable) == (other.Tables, other.SeatsPerTable, other.FundsPerTable, other.StartupsPerTable)
            && ClosedTables.SequenceEqual(other.ClosedTables);

        public override int GetHashCode() => HashCode.Combine(Tables, SeatsPerTable, FundsPerTable, StartupsPerTable, ClosedTables.Count);
    }

    /// <summary>
    /// One table with two long sides, seat i of one opposite seat i of the other. Opposite counts the weight, diagonal (seats i and
    /// i + 1 across) half of it. Who sits on which seats is fixed by <c>LongTableSeats</c>.
    /// </summary>
    /// <param name="SeatsPerSide">Seats are numbered from 1 to this on either side, 1..<see cref="TableProblem.MaxSeats"/>.</param>
    public sealed record LongTable(int SeatsPerSide) : TableLayout;
}

/// <summary>The side of a long table.</summary>
public enum TableSide
{
    Startup,
    Fund,
}
