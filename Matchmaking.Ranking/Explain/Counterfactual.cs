using Matchmaking.Ranking.Limits;

namespace Matchmaking.Ranking.Explain;

/// <summary>One change of one field, named as in the API; <c>fund.status</c> is the fund's own.</summary>
public sealed record Counterfactual(string Field, LimitValue From, LimitValue To);
