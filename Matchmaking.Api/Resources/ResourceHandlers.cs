using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Resources;

/// <summary>
/// The six requests to a resource, written once. Order of checks: authentication and role (middleware), parent and
/// visibility (404), precondition (428, 412), validation (400); all of them inside the transaction of the effect.
/// </summary>
internal sealed class ResourceHandlers<TEntity, TDetails>(Resource<TEntity, TDetails> resource)
    where TEntity : class, TDetails, IEntity
    where TDetails : class
{
    public async Task<IResult> List(HttpContext http, Caller caller, IDatabase database)
    {
        var query = new QueryReader(http);
        var filters = resource.Filters(query, caller);
        var search = resource.Search(query);
        var paging = Paging.Read(http, query, filters, search);
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        var parent = ParentId(http);
        var result = await database.Read<Result<Page<TEntity>>>(
            async db =>
            {
                if (await CheckParent(db, caller, parent, write: false) is { } missing)
                    return missing;
                return await resource.Store.List(db, new ListQuery([.. Parent(parent), .. filters, .. resource.Scope(caller)], paging.After, paging.Limit) { Search = search });
            },
            http.RequestAborted);
        return Answers.Ok(result.Map(page => paging.View(page, e => resource.View(caller, e))));
    }

    public async Task<IResult> Get(HttpContext http, Caller caller, IDatabase database)
    {
        var result = await database.Read(db => FindVisible(db, http, caller), http.RequestAborted);
        return result.TryGet(out var entity, out var error)
            ? Answers.Resource(http, ETags.Of(entity.Version), resource.View(caller, entity))
            : Answers.Problem(error);
    }

    public Task<IResult> Create(HttpContext http, Caller caller, JsonBody<TDetails> body, Effects effects, Surroundings now)
    {
        var parsed = Parse(body);
        var parent = ParentId(http);
        var query = Query(http, caller);
        return effects.Write<TEntity>(
            async db =>
            {
                if (await CheckParent(db, caller, parent, write: true) is { } missing)
                    return missing;
                if (!query.TryGet(out var overrides, out var unknown))
                    return unknown;
                if (!parsed.TryGet(out var details, out var invalid))
                    return invalid;
                var context = new BuildContext(db, caller, Stamp.New(now.Ids.Next(), now.Time), now.Today, overrides, parent);
                var built = await resource.Build(context, details, null);
                return built.TryGet(out var entity, out var refused) ? await resource.Store.Insert(db, entity) : refused;
            },
            created => Reply.Created($"{http.Request.Path}/{created.Key:D}", ETags.Of(created.Version), resource.View(caller, created)));
    }

    public Task<IResult> Replace(HttpContext http, Caller caller, JsonBody<TDetails> body, Effects effects, Surroundings now)
    {
        var parsed = Parse(body);
        return Change(http, caller, effects, now, _ => parsed);
    }

    public Task<IResult> Patch(HttpContext http, Caller caller, MergePatchBody<TDetails> body, Effects effects, Surroundings now) =>
        Change(http, caller, effects, now, existing => body.ApplyTo(resource.DetailsOf(existing)));

    public Task<IResult> Delete(HttpContext http, Caller caller, Effects effects) => effects.Write<TEntity>(
        async db =>
        {
            var found = await FindVisible(db, http, caller);
            if (!found.TryGet(out var entity, out var missing))
                return missing;
            if (ETags.Check(http, ETags.Of(entity.Version)) is { } stale)
                return stale;
            return await resource.CheckDelete(db, entity) is { } refused ? refused : await resource.Store.Delete(db, entity);
        },
        _ => Reply.Done);

    private Task<IResult> Change(HttpContext http, Caller caller, Effects effects, Surroundings now, Func<TEntity, Result<TDetails>> detailsOf)
    {
        var query = Query(http, caller);
        return effects.Write<TEntity>(
            async db =>
            {
                var found = await FindVisible(db, http, caller);
                if (!found.TryGet(out var existing, out var missing))
                    return missing;
                if (ETags.Check(http, ETags.Of(existing.Version)) is { } stale)
                    return stale;
                if (!query.TryGet(out var overrides, out var unknown))
                    return unknown;
                if (!detailsOf(existing).TryGet(out var details, out var invalid))
                    return invalid;
                var stamp = new Stamp(existing.Key, existing.Version, existing.CreatedAt, existing.UpdatedAt).Touched(now.Time);
                var built = await resource.Build(new BuildContext(db, caller, stamp, now.Today, overrides, ParentId(http)), details, existing);
                return built.TryGet(out var entity, out var refused) ? await resource.Store.Update(db, entity) : refused;
            },
            changed => Reply.Changed(ETags.Of(changed.Version), resource.View(caller, changed)));
    }

    /// <summary>The overrides that are asked for; only admin may.</summary>
    private Result<IReadOnlySet<string>> Query(HttpContext http, Caller caller)
    {
        var query = new QueryReader(http);
        var overrides = resource.Overrides.Count == 0 ? new HashSet<string>() : query.Words("override", resource.Overrides);
        if (query.Finish() is { } refused)
            return refused;
        return overrides.Count > 0 && !caller.IsAdmin ? new DomainError(ErrorKind.Forbidden, Codes.Forbidden) : Result<IReadOnlySet<string>>.Of(overrides);
    }

    private Result<TDetails> Parse(JsonBody<TDetails> body)
    {
        var parsed = body.Read();
        return parsed.TryGet(out var details, out var error) ? resource.Complete(details, body.Has) : error;
    }

    private async Task<Result<TEntity>> FindVisible(Db db, HttpContext http, Caller caller)
    {
        var parent = ParentId(http);
        if (await CheckParent(db, caller, parent, write: false) is { } missing)
            return missing;
        var entity = IdText.TryParse(http.GetRouteValue("id") as string, out var id) ? await resource.Store.Find(db, id) : null;
        return entity is not null && resource.CanSee(caller, entity) && (parent is null || resource.IsBelow(entity, parent.Value))
            ? entity
            : DomainError.NotFound(resource.Name);
    }

    private Task<DomainError?> CheckParent(Db db, Caller caller, Guid? parent, bool write) => resource.ParentRoute is null
        ? Task.FromResult<DomainError?>(null)
        : resource.CheckParent(db, caller, parent ?? Guid.Empty, write);

    private IEnumerable<ListFilter> Parent(Guid? parent) =>
        parent is { } id && resource.ParentFilter(id) is { } filter ? [filter] : [];

    private Guid? ParentId(HttpContext http) =>
        resource.ParentRoute is { } route && IdText.TryParse(http.GetRouteValue(route) as string, out var id) ? id : null;
}
