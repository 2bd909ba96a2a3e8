using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Resources;

/// <summary>Registrations of a session: organizers write them, a party reads its own.</summary>
internal sealed class RegistrationResource : Resource<Registration, RegistrationDetails>
{
    public override string Name => "registration";

    public override string Path => "/sessions/{sessionId}/registrations";

    public override string ParentRoute => "sessionId";

    public override IReadOnlyList<Role> Readers => AccessExtensions.Everybody;

    public override IReadOnlyList<Role> Creators => AccessExtensions.Organizers;

    public override IReadOnlyList<Role> Writers => AccessExtensions.Organizers;

    public override IEntityStore<Registration> Store => RegistrationStore.Entities;

    public override Task<DomainError?> CheckParent(Db db, Caller caller, Guid parentId, bool write) =>
        SessionResource.CheckVisible(db, caller, parentId);

    public override bool IsBelow(Registration entity, Guid parentId) => entity.SessionId.Value == parentId;

    public override ListFilter ParentFilter(Guid parentId) => new("session_id", parentId.ToString("D"));

    public override bool CanSee(Caller caller, Registration entity) => caller.IsStaff || IsOwn(caller, entity);

    /// <summary>The registration of a party that the caller speaks for.</summary>
    public static bool IsOwn(Caller caller, Registration registration) => registration.Party.Type switch
    {
        PartyType.Startup => caller.SpeaksForStartup(new(registration.Party.Id!.Value)),
        PartyType.Fund => caller.SpeaksForFund(new(registration.Party.Id!.Value)),
        _ => false,
    };

    public override IReadOnlyList<ListFilter> Scope(Caller caller) => caller.Role switch
    {
        Role.Startup => [new ListFilter("startup_id", caller.SubjectTexts)],
        Role.Fund => [new ListFilter("fund_id", caller.SubjectTexts)],
        _ => [],
    };

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) =>
    [
        .. query.EnumFilter<RegistrationStatus>("status", "status"),
        .. query.EnumFilter<PartyType>("partyType", "party_type"),
        .. query.TextFilters(("startupId", "startup_id"), ("fundId", "fund_id"), ("financingRequestId", "financing_request_id")),
    ];

    public override async Task<Result<Registration>> Build(BuildContext context, RegistrationDetails details, Registration? existing)
    {
        var session = (await SessionStore.Entities.Find(context.Db, context.ParentId!.Value))!;
        if (!SessionRules.Validate(details, session).TryGet(out var valid, out var invalid))
            return invalid;
        if (session.Status == SessionStatus.Closed)
            return DomainError.Conflict(Codes.SessionNotOpen, ("status", session.Status.Kebab()), ("needed", "not closed"));
        if (existing is not null && (existing.Party != valid.Party || existing.FinancingRequestId != valid.FinancingRequestId))
            return DomainError.Invalid(new FieldError("/party", Codes.NotAllowed, ("why", "fixed party")));
        if (await CheckReferences(context.Db, valid) is { } dangling)
            return dangling;
        return new Registration(valid)
        {
            Id = new(context.Stamp.Id),
            SessionId = session.Id,
            Version = context.Stamp.Version,
            CreatedAt = context.Stamp.CreatedAt,
            UpdatedAt = context.Stamp.UpdatedAt,
        };
    }

    /// <summary>Plans name registrations and never change: who is in one cancels, but stays.</summary>
    public override async Task<DomainError?> CheckDelete(Db db, Registration entity) =>
        (await PlanStore.Entities.All(db, new ListFilter("session_id", entity.SessionId.ToString())))
            .Any(p => p.Document.Contains(entity.Id.ToString(), StringComparison.Ordinal))
            ? DomainError.Conflict(Codes.InUse)
            : null;

    private static async Task<DomainError?> CheckReferences(Db db, RegistrationDetails details)
    {
        switch (details.Party.Type)
        {
            case PartyType.Fund when await FundStore.Entities.Find(db, details.Party.Id!.Value) is null:
                return Unknown("/party/id", "fund");
            case PartyType.Startup when await StartupStore.Entities.Find(db, details.Party.Id!.Value) is null:
                return Unknown("/party/id", "startup");
            case PartyType.Startup:
                var request = await FinancingRequestStore.Entities.Find(db, details.FinancingRequestId!.Value.Value);
                return request is not null && request.StartupId.Value == details.Party.Id!.Value
                    ? null
                    : Unknown("/financingRequestId", "financing-request");
            default:
                return null;
        }
    }

    private static DomainError Unknown(string pointer, string what) =>
        DomainError.Invalid(new FieldError(pointer, Codes.UnknownReference, ("what", what)));
}
