using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;

namespace Matchmaking.Core.Risk;

/// <summary>The worst end of a loss.</summary>
/// <param name="Var">Value at risk: with 95% probability the loss is not larger.</param>
/// <param name="Cvar">Conditional value at risk: the mean of the worst 5%.</param>
/// <param name="CvarFen">The same before it was rounded to a fen.</param>
public readonly record struct LossTail(Money Var, Money Cvar, double CvarFen)
{
    internal static LossTail Of(TailRisk tail) => new(tail.Var, tail.Cvar, tail.CvarHalfFen / 2);
}
