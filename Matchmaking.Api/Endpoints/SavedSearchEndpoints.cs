using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Events;
using Matchmaking.Api.Http;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.SavedSearches;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.SavedSearches;

namespace Matchmaking.Api.Endpoints;

/// <summary>Rankings that are watched, and what is new in their top.</summary>
internal static class SavedSearchEndpoints
{
    private const string Tag = "Saved searches";

    private static readonly Role[] _writers = [Role.Admin, Role.Organizer, Role.Fund, Role.Startup];

    public static void MapSavedSearchEndpoints(this RouteGroupBuilder v1)
    {
        v1.MapResource(new SavedSearchResource(), Tag, "saved search", "saved searches");
        var search = v1.MapGroup("/saved-searches/{searchId}").WithTags(Tag);
        search.MapGet("/results", Results).WithName("getSavedSearchResults").WithSummary("What is in the top, and what of it is new")
            .Produces<SavedSearchResultsView>().AllowRoles(AccessExtensions.Everybody);
        search.MapPost("/seen", MarkSeen).WithName("markSavedSearchSeen").WithSummary("Mark what is in the top as seen")
            .Produces<SavedSearchResultsView>().AllowRoles(_writers);
    }

    private static async Task<IResult> Results(string searchId, HttpContext http, Caller caller, IDatabase database) => Answers.Hashed(
        http,
        await database.Read<Result<SavedSearchResultsView>>(
            async db => await Find(db, searchId, caller) is { } search ? await View(db, search, caller) : DomainError.NotFound("saved-search"), http.RequestAborted));

    private static Task<IResult> MarkSeen(string searchId, Caller caller, [OptionalBody] JsonBody<SeenInput> body, Effects effects, Surroundings now)
    {
        var parsed = body.ReadOr(new SeenInput());
        return effects.Write<SavedSearchResultsView>(
            async db =>
            {
                if (await Find(db, searchId, caller) is not { } search)
                    return DomainError.NotFound("saved-search");
                if (!parsed.TryGet(out var input, out var malformed))
                    return malformed;
                await Mark(db, search, input.UpTo ?? now.Time);
                return await View(db, search, caller);
            },
            Reply.Of);
    }

    private static async Task Mark(Db db, SavedSearch search, DateTimeOffset upTo)
    {
        if (await SearchResultStore.Find(db, search.Id) is { } results)
            await SearchResultStore.Put(db, results with { Items = [.. results.Items.Select(i => i.Since <= upTo ? i with { Seen = true } : i)] });
        SavedSearchStore.TellSeen(db, search, upTo);
    }

    private static async Task<SavedSearchResultsView> View(Db db, SavedSearch search, Caller caller)
    {
        if (await SearchResultStore.Find(db, search.Id) is not { } results)
            return SavedSearchResultsView.None;
        var seen = await new EventVisibility(db, caller).Candidates(search.Subject.Type, results.Items.Select(i => i.Id));
        return SavedSearchResultsView.Of(search, results, seen);
    }

    private static async Task<SavedSearch?> Find(Db db, string searchId, Caller caller) =>
        Id<SavedSearch>.TryParse(searchId, out var id) && await SavedSearchStore.Entities.Find(db, id.Value) is { } search
            && (caller.IsStaff || SavedSearchResource.IsOwn(caller, search))
            ? search
            : null;
}
