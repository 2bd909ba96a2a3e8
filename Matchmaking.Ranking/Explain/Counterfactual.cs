using Matchmaking.Ranking.Limits;

namespace Matchmaking.Ranking.Explain;

/// <summary>One change of one field, named as in the API; <c>fund.status</c> is the fund's own.</summary>
/// <param name="Field">The field to change.</param>
/// <param name="From">What it is.</param>
/// <param name="To">What it would have to be.</param>
public sealed record Counterfactual(string Field, LimitValue From, LimitValue To);
