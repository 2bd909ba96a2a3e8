using Matchmaking.Api.Contracts;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans;

/// <summary>A plan with what its document says, which is read once: the documents of large sessions hold hundreds of thousands of weights.</summary>
/// <param name="Plan">As stored.</param>
/// <param name="Document">What it says.</param>
internal sealed record StoredPlan(SessionPlan Plan, PlanDocument Document)
{
    public static StoredPlan Read(SessionPlan plan) => new(plan, PlanTranslator.Read(plan));
}
