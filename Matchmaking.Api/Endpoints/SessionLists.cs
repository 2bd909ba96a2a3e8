using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Endpoints;

/// <summary>Lists of things below a session that are no resources of their own kind: freezes, plans, outcomes.</summary>
internal static class SessionLists
{
    /// <param name="sessionId">From the path.</param>
    /// <param name="http">The request.</param>
    /// <param name="caller">Who asks; a session that it may not see is 404.</param>
    /// <param name="database">Where to read.</param>
    /// <param name="readFilters">Reads the filters of this list from the query.</param>
    /// <param name="readPage">Reads a page with these filters.</param>
    /// <param name="view">What is shown of a row.</param>
    public static async Task<IResult> Answer<T, TView>(
        string sessionId,
        HttpContext http,
        Caller caller,
        IDatabase database,
        Func<QueryReader, IReadOnlyList<ListFilter>> readFilters,
        Func<Db, SessionId, ListQuery, Task<Page<T>>> readPage,
        Func<T, TView> view)
    {
        var query = new QueryReader(http);
        var filters = readFilters(query);
        var paging = Paging.Read(http, query, filters);
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        var result = await database.Read<Result<Page<T>>>(
            async db => Id<Session>.TryParse(sessionId, out var id) && await SessionResource.CheckVisible(db, caller, id.Value) is null
                ? await readPage(db, id, new ListQuery(filters, paging.After, paging.Limit))
                : DomainError.NotFound("session"),
            http.RequestAborted);
        return Answers.Ok(result.Map(page => paging.View(page, view)));
    }
}
