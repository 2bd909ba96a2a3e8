using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk;

/// <summary>A conditional value at risk divided among what it comes from, to the fen.</summary>
/// <param name="Positions">One for each live exposure, in the order of the portfolio.</param>
/// <param name="Realised">What closed positions add; negative where their gains offset.</param>
/// <param name="PositionsFen">The parts of the positions before they were rounded to a fen.</param>
public sealed record TailAllocation(IReadOnlyList<Money> Positions, SignedMoney Realised, IReadOnlyList<double> PositionsFen)
{
    /// <summary>Rounds to fen so that the parts of the positions add up to their sum rounded: those with the largest rests are rounded up.</summary>
    /// <param name="total">The whole.</param>
    /// <param name="parts">In fen.</param>
    internal static TailAllocation Of(Money total, double[] parts)
    {
        var floors = Array.ConvertAll(parts, p => (long)Math.Floor(Math.Max(0, p)));
        var sum = 0.0;
        foreach (var part in parts)
            sum += part;
        var missing = (long)Math.Round(sum) - floors.Sum();
        var byRest = Enumerable.Range(0, parts.Length).OrderByDescending(i => parts[i] - floors[i]).Take((int)Math.Clamp(missing, 0, parts.Length));
        foreach (var i in byRest)
            floors[i]++;
        return new([.. floors.Select(Money.FromFen)], SignedMoney.FromFen(total.Fen - floors.Sum()), parts);
    }
}
