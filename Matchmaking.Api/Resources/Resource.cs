using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Search;

namespace Matchmaking.Api.Resources;

/// <summary>What can be done with a resource beside reading it.</summary>
[Flags]
internal enum Verbs
{
    None = 0,
    Create = 1,
    Change = 2,
    Delete = 4,
    All = Create | Change | Delete,
}

/// <summary>The circumstances in which an entity is built: who, when, below which parent.</summary>
/// <param name="Db">The write; what decides must be read from it.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Stamp">Id, version and times of the entity to build.</param>
/// <param name="Today">The day in Shanghai.</param>
/// <param name="Overrides">Words of <c>?override=</c>: checks that admin asks to skip.</param>
/// <param name="ParentId">Id of the parent from the path, for nested resources.</param>
internal sealed record BuildContext(Db Db, Caller Caller, Stamp Stamp, DateOnly Today, IReadOnlySet<string> Overrides, Guid? ParentId);

/// <summary>
/// What differs between the resources that are created, listed, read, replaced, patched and deleted. Everything that does
/// not differ (order of checks, ETags, cursors, status codes, problem documents) is <see cref="ResourceEndpoints"/>.
/// </summary>
/// <typeparam name="TEntity">The stored thing.</typeparam>
/// <typeparam name="TDetails">What a client writes: the body of POST, PUT and, as a merge patch, PATCH.</typeparam>
internal abstract class Resource<TEntity, TDetails>
    where TEntity : class, TDetails, IEntity
    where TDetails : class
{
    /// <summary>One of it, in kebab-case; appears in messages.</summary>
    public abstract string Name { get; }

    /// <summary>Path below <c>/v1</c>, such as <c>/funds</c> or <c>/funds/{fundId}/positions</c>.</summary>
    public abstract string Path { get; }

    /// <summary>Name of the parent's route value, for nested resources.</summary>
    public virtual string? ParentRoute => null;

    public virtual Verbs Verbs => Verbs.All;

    public abstract IReadOnlyList<Role> Readers { get; }

    public abstract IReadOnlyList<Role> Creators { get; }

    public abstract IReadOnlyList<Role> Writers { get; }

    public virtual IReadOnlyList<Role> Deleters => Writers;

    /// <summary>The types that answers have; for the OpenAPI document.</summary>
    public virtual Type ViewType => typeof(TEntity);

    public abstract IEntityStore<TEntity> Store { get; }

    /// <summary>The parent, judged for this caller: null when all is well.</summary>
    public virtual Task<DomainError?> CheckParent(Db db, Caller caller, Guid parentId, bool write) => Task.FromResult<DomainError?>(null);

    /// <summary>True when the entity lies below the parent named by the path.</summary>
    public virtual bool IsBelow(TEntity entity, Guid parentId) => true;

    /// <summary>Filter of lists by the parent.</summary>
    public virtual ListFilter? ParentFilter(Guid parentId) => null;

    /// <summary>What is not visible does not exist: 404, and absent from lists through <see cref="Scope"/>.</summary>
    public abstract bool CanSee(Caller caller, TEntity entity);

    /// <summary>The filters that leave exactly what <see cref="CanSee"/> allows.</summary>
    public abstract IReadOnlyList<ListFilter> Scope(Caller caller);

    /// <summary>Reads the filters of the list from the query: none by what this caller is not shown, or lists would tell it.</summary>
    public abstract IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller);

    /// <summary>Reads what else the list is searched by; like <see cref="Filters"/> only by what every reader is shown.</summary>
    public virtual SearchCriteria Search(QueryReader query) => SearchCriteria.None;

    /// <summary>Words that <c>?override=</c> may have when writing; admin's only.</summary>
    public virtual IReadOnlyList<string> Overrides => [];

    /// <summary>Fills defaults that depend on whether a property was given at all.</summary>
    public virtual TDetails Complete(TDetails details, Func<string, bool> isGiven) => details;

    /// <summary>Judges the details and makes the entity; <paramref name="existing"/> is what it replaces.</summary>
    public abstract Task<Result<TEntity>> Build(BuildContext context, TDetails details, TEntity? existing);

    /// <summary>A last word before deletion.</summary>
    public virtual Task<DomainError?> CheckDelete(Db db, TEntity entity) => Task.FromResult<DomainError?>(null);

    /// <summary>What this caller is shown.</summary>
    public virtual object View(Caller caller, TEntity entity) => entity;

    /// <summary>The writable part alone: what a merge patch is applied to.</summary>
    public virtual TDetails DetailsOf(TEntity entity) => entity;
}
