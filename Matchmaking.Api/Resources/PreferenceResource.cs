using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sessions;

namespace Matchmaking.Api.Resources;

/// <summary>Preferences of a session: a party writes and reads its own, organizers all.</summary>
internal sealed class PreferenceResource : Resource<Preference, PreferenceDetails>
{
    public override string Name => "preference";

    public override string Path => "/sessions/{sessionId}/preferences";

    public override string ParentRoute => "sessionId";

    public override IReadOnlyList<Role> Readers => AccessExtensions.Everybody;

    public override IReadOnlyList<Role> Creators => [Role.Admin, Role.Organizer, Role.Fund, Role.Startup];

    public override IReadOnlyList<Role> Writers => Creators;

    public override IEntityStore<Preference> Store => PreferenceStore.Entities;

    public override Task<DomainError?> CheckParent(Db db, Caller caller, Guid parentId, bool write) =>
        SessionResource.CheckVisible(db, caller, parentId);

    public override bool IsBelow(Preference entity, Guid parentId) => entity.SessionId.Value == parentId;

    public override ListFilter ParentFilter(Guid parentId) => new("session_id", parentId.ToString("D"));

    public override bool CanSee(Caller caller, Preference entity) =>
        caller.IsStaff || (!entity.ByOrganizer && caller.SubjectIds.Contains(entity.OwnerId));

    public override IReadOnlyList<ListFilter> Scope(Caller caller) =>
        caller.IsStaff ? [] : [new ListFilter("owner_id", caller.SubjectTexts), new ListFilter("by_organizer", "0")];

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) =>
        query.TextFilters(("from", "from_registration_id"), ("to", "to_registration_id"));

    public override async Task<Result<Preference>> Build(BuildContext context, PreferenceDetails details, Preference? existing)
    {
        var from = await Find(context, details.From);
        var to = await Find(context, details.To);
        // A party that names somebody else's registration as its own is told that there is none.
        if (from is null || (!context.Caller.IsStaff && !RegistrationResource.IsOwn(context.Caller, from)))
            return Unknown("/from");
        if (to is null || to.Party.Type == from.Party.Type || to.Party.Type == PartyType.Guest || from.Party.Type == PartyType.Guest)
            return Unknown("/to");
        return new Preference(details)
        {
            Id = new(context.Stamp.Id),
            SessionId = from.SessionId,
            OwnerId = from.Party.Id!.Value,
            ByOrganizer = existing?.ByOrganizer ?? context.Caller.Organizes,
            Version = context.Stamp.Version,
            CreatedAt = context.Stamp.CreatedAt,
            UpdatedAt = context.Stamp.UpdatedAt,
        };
    }

    private static async Task<Registration?> Find(BuildContext context, RegistrationId id)
    {
        var registration = await RegistrationStore.Entities.Find(context.Db, id.Value);
        return registration?.SessionId.Value == context.ParentId ? registration : null;
    }

    private static DomainError Unknown(string pointer) =>
        DomainError.Invalid(new FieldError(pointer, Codes.UnknownReference, ("what", "registration of this session on the other side")));
}
