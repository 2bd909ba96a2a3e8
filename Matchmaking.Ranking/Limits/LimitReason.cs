namespace Matchmaking.Ranking.Limits;

/// <summary>Why a candidate is not ranked: a code of <see cref="Core.Common.Codes"/> and the two values that were compared.</summary>
public sealed record LimitReason(string Code, LimitValue Actual, LimitValue Limit);
