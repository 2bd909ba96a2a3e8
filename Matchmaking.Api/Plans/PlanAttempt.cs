using Matchmaking.Api.Contracts;

namespace Matchmaking.Api.Plans;

/// <summary>A plan that was made but not stored, and the state of the session that it was made of.</summary>
/// <param name="Session">The session.</param>
/// <param name="Revision">Its change counter: the plan may be stored only while that stays.</param>
/// <param name="FreezeId">The freeze whose scores are the weights.</param>
/// <param name="Document">The plan, checked by the verifier.</param>
internal sealed record PlanAttempt(SessionId Session, long Revision, FreezeId FreezeId, PlanDocument Document);
