namespace Matchmaking.Core.Plans.Tables;

/// <summary>Who sits where; table (1 for the long one) and seat count from 1, the side is null at round tables, the participant is an index of the problem.</summary>
public readonly record struct TableSeat(int Table, int Seat, TableSide? Side, int Participant);

/// <summary>A seating with the proof of how good it is.</summary>
public sealed record TablePlan
{
    /// <summary>By table, side and seat; everybody once.</summary>
    public required IReadOnlyList<TableSeat> Seats { get; init; }

    /// <summary>
    /// What the seating is worth: at round tables the sum of the weights of the startups and funds that share a table; at the long table twice the
    /// weights of opposite pairs plus the weights of diagonal ones. Divide by 10,000 x <see cref="TableProblem.UnitsPerWeight"/> for scores.
    /// </summary>
    public required long Value { get; init; }

    /// <summary>No seating is worth more; follows from <see cref="Certificate"/>. In the unit of <see cref="Value"/>.</summary>
    public required long UpperBound { get; init; }

    /// <summary>True only where <see cref="Value"/> equals <see cref="UpperBound"/>.</summary>
    public required bool Optimal { get; init; }

    public required TableCertificate Certificate { get; init; }
}
