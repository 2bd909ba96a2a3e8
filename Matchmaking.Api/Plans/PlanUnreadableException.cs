namespace Matchmaking.Api.Plans;

/// <summary>A document is not that of a plan: something is missing, or no problem has such numbers.</summary>
internal sealed class PlanUnreadableException(string message) : Exception(message);
