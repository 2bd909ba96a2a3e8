using Matchmaking.Api.Contracts;
using Matchmaking.Api.Services;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Repairs;

/// <summary>A repaired plan that was made but not stored.</summary>
/// <param name="Session">The session.</param>
/// <param name="Revision">Its change counter: the plan may be stored only while that stays.</param>
/// <param name="FreezeId">The freeze of the plan before.</param>
/// <param name="Late">The freeze to append for latecomers with its rankings; null where there are none.</param>
/// <param name="Document">The repaired plan, checked by the verifier.</param>
internal sealed record RepairAttempt(
    SessionId Session, long Revision, FreezeId FreezeId, (FreezeDraft Draft, IReadOnlyList<FrozenRanking> Rankings)? Late, PlanDocument Document);
