using Matchmaking.Core.Common;

namespace Matchmaking.Core.Funds;

/// <summary>What positions of a fund cost together.</summary>
/// <param name="Entered">All that were ever entered, void ones included.</param>
/// <param name="InForce">Without the void ones: what was called of the commitment, closed positions included, since proceeds do not recycle.</param>
public readonly record struct PositionCosts(Money Entered, Money InForce);
