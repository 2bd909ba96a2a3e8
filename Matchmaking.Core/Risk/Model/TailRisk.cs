using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// Value at risk and conditional value at risk of a discrete loss (R. T. Rockafellar, S. Uryasev, "Conditional value-at-risk for general loss
/// distributions", 2002, proposition 8): CVaR = VaR + E[(L - VaR)+] / (1 - level), so that of the probability at VaR itself only the part counts
/// that the tail still lacks.
/// </summary>
internal sealed class TailRisk
{
    /// <summary>Two sums of the same probabilities may differ by this much; a quantile must not depend on it.</summary>
    private const double Rounding = 1e-12;

    private TailRisk(long varHalfFen, double cvarHalfFen, double[] weights) => (VarHalfFen, CvarHalfFen, Weights) = (varHalfFen, cvarHalfFen, weights);

    /// <summary>The smallest loss that is not exceeded with the level's probability.</summary>
    public long VarHalfFen { get; }

    public double CvarHalfFen { get; }

    /// <summary>
    /// Of each loss the part that belongs to the tail: sum of probability x weight x loss = (1 - level) CVaR. No loss weighs nothing.
    /// </summary>
    public double[] Weights { get; }

    /// <summary>To the next whole fen.</summary>
    public Money Var => Money.FromFen((VarHalfFen + 1) / 2);

    /// <summary>To the nearest fen.</summary>
    public Money Cvar => ToMoney(CvarHalfFen);

    /// <summary>What remains of the live positions' part where the largest possible loss cuts the tail off; 1 on an exact grid.</summary>
    public double Kept { get; private init; } = 1;

    /// <param name="atoms">From the smallest loss; at least one.</param>
    /// <param name="level">Such as 0.95.</param>
    /// <param name="live">All that live positions can lose, in half fen: on a grid that is not exact the last cells lie a little beyond.</param>
    /// <param name="shift">What is added to it.</param>
    public static TailRisk Of(IReadOnlyList<LossAtom> atoms, double level, long live, long shift)
    {
        var tail = Of(atoms, level);
        var largest = Math.Max(0, live + shift);
        return tail.CvarHalfFen <= largest
            ? new(Math.Min(tail.VarHalfFen, largest), tail.CvarHalfFen, tail.Weights)
            : new(Math.Min(tail.VarHalfFen, largest), largest, tail.Weights) { Kept = live / (tail.CvarHalfFen - shift) };
    }

    private static TailRisk Of(IReadOnlyList<LossAtom> atoms, double level)
    {
        var above = Tails.Above([.. atoms.Select(a => a.Probability)]);
        var at = 0;
        while (at < atoms.Count - 1 && 1 - above[at] < level - Rounding)
            at++;
        var var = atoms[at].HalfFen;
        var weights = new double[atoms.Count];
        var (beyond, excess, atVar) = (0.0, 0.0, 0.0);
        for (var i = atoms.Count - 1; i >= 0 && atoms[i].HalfFen >= var; i--)
        {
            if (atoms[i].HalfFen == var)
            {
                atVar += atoms[i].Probability;
                continue;
            }

            beyond += atoms[i].Probability;
            excess += atoms[i].Probability * (atoms[i].HalfFen - var);
            weights[i] = 1;
        }

        var share = var == 0 || atVar <= 0 ? 0 : Math.Clamp((1 - level - beyond) / atVar, 0, 1);
        for (var i = 0; i < atoms.Count; i++)
        {
            if (atoms[i].HalfFen == var)
                weights[i] = share;
        }

        return new(var, var + excess / (1 - level), weights);
    }

    /// <summary>An amount in half fen to the nearest fen.</summary>
    public static Money ToMoney(double halfFen) => Money.FromFen((long)Math.Round(Math.Max(0, halfFen) / 2, MidpointRounding.AwayFromZero));

    /// <summary>The mean loss in half fen.</summary>
    public static double Mean(IReadOnlyList<LossAtom> atoms)
    {
        var mean = 0.0;
        foreach (var atom in atoms)
            mean += atom.Probability * atom.HalfFen;
        return mean;
    }
}
