using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.SavedSearches;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.SavedSearches;

namespace Matchmaking.Api.Resources;

/// <summary>Saved searches: a fund watches its own ranking, a startup those of its requests, organizers any; staff read all.</summary>
internal sealed class SavedSearchResource : Resource<SavedSearch, SavedSearchDetails>
{
    public override string Name => "saved-search";

    public override string Path => "/saved-searches";

    public override IReadOnlyList<Role> Readers => AccessExtensions.Everybody;

    public override IReadOnlyList<Role> Creators => [Role.Admin, Role.Organizer, Role.Fund, Role.Startup];

    public override IReadOnlyList<Role> Writers => Creators;

    public override IEntityStore<SavedSearch> Store => SavedSearchStore.Entities;

    public override bool CanSee(Caller caller, SavedSearch entity) => caller.IsStaff || IsOwn(caller, entity);

    /// <summary>Saved by a party that the caller speaks for.</summary>
    public static bool IsOwn(Caller caller, SavedSearch search) => !search.ByOrganizer && search.Subject.Type switch
    {
        RankingSubject.Fund => caller.SpeaksForFund(new(search.OwnerId)),
        _ => caller.SpeaksForStartup(new(search.OwnerId)),
    };

    public override IReadOnlyList<ListFilter> Scope(Caller caller) =>
        caller.IsStaff ? [] : [new ListFilter("owner_id", caller.SubjectTexts), new ListFilter("by_staff", "0")];

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) =>
    [
        .. query.EnumFilter<SavedSearchStatus>("status", "status"),
        .. query.EnumFilter<RankingSubject>("subjectType", "subject_type"),
        .. query.TextFilters(("subjectId", "subject_id")),
    ];

    public override async Task<Result<SavedSearch>> Build(BuildContext context, SavedSearchDetails details, SavedSearch? existing)
    {
        if (new Validator().Result(details).Error is { } invalid)
            return invalid;
        var (db, caller) = (context.Db, context.Caller);
        if (existing is null && await SavedSearchStore.CountOf(db, caller.KeyId) >= SavedSearch.MostOfAKey)
            return DomainError.Conflict(Codes.LimitReached, ("max", SavedSearch.MostOfAKey), ("what", Name));
        if (await Owner(db, caller, details.Subject) is not { } owner)
            return Unknown("/subject/id", details.Subject.Type.Kebab());
        if (details.SessionId is { } session && await SessionResource.CheckVisible(db, caller, session.Value) is not null)
            return Unknown("/sessionId", "session");
        var built = new SavedSearch(details)
        {
            Id = new(context.Stamp.Id),
            KeyId = existing?.KeyId ?? caller.KeyId,
            OwnerId = owner,
            ByOrganizer = existing?.ByOrganizer ?? caller.Organizes,
            Version = context.Stamp.Version,
            CreatedAt = context.Stamp.CreatedAt,
            UpdatedAt = context.Stamp.UpdatedAt,
        };
        // It watches something else now: what was found before says nothing of that.
        if (existing is not null && !built.WatchesLike(existing))
            await SearchResultStore.Delete(db, built.Id);
        return built;
    }

    /// <summary>The fund, or the startup behind the request; null where the caller may not watch it, which looks as if there were none.</summary>
    private static async Task<Guid?> Owner(Db db, Caller caller, SearchSubject subject)
    {
        if (subject.Type == RankingSubject.Fund)
            return (caller.Organizes || caller.SpeaksForFund(new(subject.Id))) && await FundStore.Entities.Find(db, subject.Id) is not null ? subject.Id : null;
        return await FinancingRequestStore.Entities.Find(db, subject.Id) is { } request && (caller.Organizes || caller.SpeaksForStartup(request.StartupId))
            ? request.StartupId.Value
            : null;
    }

    private static DomainError Unknown(string pointer, string what) =>
        DomainError.Invalid(new FieldError(pointer, Codes.UnknownReference, ("what", what)));
}
