using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sessions;

namespace Matchmaking.Api.Plans;

/// <summary>A plan that the caller may see, and whom of its session the caller speaks for.</summary>
/// <param name="Plan">As stored.</param>
/// <param name="Document">What it says.</param>
/// <param name="Registrations">Of its session, as they are now.</param>
/// <param name="Own">Those of the caller; empty for staff.</param>
internal sealed record VisiblePlan(SessionPlan Plan, PlanDocument Document, IReadOnlyDictionary<RegistrationId, Registration> Registrations, IReadOnlySet<RegistrationId> Own)
{
    /// <summary>The freeze that the plan was made of, then those appended for latecomers.</summary>
    public IEnumerable<FreezeId> Freezes => [Plan.FreezeId, .. Document.AppendedFreezeIds];

    /// <summary>404 for parties while it is a draft or when they have no part in its session.</summary>
    public static async Task<Result<VisiblePlan>> Find(Db db, PlanId id, Caller caller)
    {
        if (await PlanStore.Entities.Find(db, id.Value) is not { } plan)
            return DomainError.NotFound("plan");
        var registrations = (await RegistrationStore.OfSession(db, plan.SessionId)).ToDictionary(r => r.Id);
        var own = registrations.Values.Where(r => RegistrationResource.IsOwn(caller, r)).Select(r => r.Id).ToHashSet();
        return caller.IsStaff || (own.Count > 0 && plan.Status == PlanStatus.Published)
            ? new VisiblePlan(plan, PlanTranslator.Read(plan), registrations, own)
            : DomainError.NotFound("plan");
    }
}
