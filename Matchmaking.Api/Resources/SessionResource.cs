using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Search;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Resources;

/// <summary>Monthly sessions: organizers write them; everybody with a key reads those that are not drafts.</summary>
internal sealed class SessionResource(Taxonomy taxonomy) : Resource<Session, SessionDetails>
{
    public override string Name => "session";

    public override string Path => "/sessions";

    public override IReadOnlyList<Role> Readers => AccessExtensions.Everybody;

    public override IReadOnlyList<Role> Creators => AccessExtensions.Organizers;

    public override IReadOnlyList<Role> Writers => AccessExtensions.Organizers;

    public override IEntityStore<Session> Store => SessionStore.Entities;

    public override bool CanSee(Caller caller, Session entity) => caller.IsStaff || entity.Status != SessionStatus.Draft;

    public override IReadOnlyList<ListFilter> Scope(Caller caller) => caller.IsStaff
        ? []
        : [new ListFilter("status", [SessionStatus.Open.Kebab(), SessionStatus.Frozen.Kebab(), SessionStatus.Closed.Kebab()])];

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) =>
    [
        .. query.MonthFilter("month", "month"),
        .. query.CodeFilter("chain", "chain", taxonomy.IsChain, "chain"),
        .. query.EnumFilter<SessionStatus>("status", "status"),
    ];

    public override SearchCriteria Search(QueryReader query) => new SearchReader(query).FreeText().Criteria();

    public override async Task<Result<Session>> Build(BuildContext context, SessionDetails details, Session? existing)
    {
        if (!SessionRules.Validate(details, taxonomy).TryGet(out var valid, out var invalid))
            return invalid;
        // Parties have seen it: hiding it again would hide its published plan from them.
        if (existing is not null && existing.Status != SessionStatus.Draft && valid.Status == SessionStatus.Draft)
            return DomainError.Invalid(new FieldError("/status", Codes.NotAllowed, ("why", existing.Status.Kebab())));
        if (existing is not null && valid.Rounds < existing.Rounds && await RoundsInUse(context.Db, existing.Id) is var needed && valid.Rounds < needed)
            return DomainError.Invalid(new FieldError("/rounds", Codes.OutOfRange, ("min", needed), ("max", SessionRules.RoundsMax)));
        return new Session(valid)
        {
            Id = new(context.Stamp.Id),
            Version = context.Stamp.Version,
            CreatedAt = context.Stamp.CreatedAt,
            UpdatedAt = context.Stamp.UpdatedAt,
        };
    }

    /// <summary>The number of rounds that registrations count on: with fewer they would not be valid any more.</summary>
    private static async Task<int> RoundsInUse(Db db, SessionId session) =>
        (await RegistrationStore.OfSession(db, session))
            .SelectMany(r => (r.AvailableRounds ?? []).Append(r.MinMeetings).Append(r.MaxMeetings ?? 0)).DefaultIfEmpty(0).Max();

    /// <summary>The session as a parent of registrations, plans and so on: null when this caller may know of it.</summary>
    public static async Task<DomainError?> CheckVisible(Db db, Caller caller, Guid id) =>
        await SessionStore.Entities.Find(db, id) is { } session && (caller.IsStaff || session.Status != SessionStatus.Draft)
            ? null
            : DomainError.NotFound("session");
}
