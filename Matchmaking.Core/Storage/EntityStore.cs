using System.Data.Common;
using System.Globalization;
using Dapper;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Search;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Search;

namespace Matchmaking.Core.Storage;

/// <summary>An <see cref="EntityStore{TEntity,TRow}"/> without its row type.</summary>
public interface IEntityStore<TEntity>
{
    TableSql Sql { get; }

    /// <summary>What its entities are found by; null: they are not searched.</summary>
    Searchable<TEntity>? Search { get; }

    Task<TEntity?> Find(Db db, Guid id);

    Task<TEntity?> FindBy(Db db, string column, string value);

    Task<Page<TEntity>> List(Db db, ListQuery query);

    Task<Result<TEntity>> Insert(Db db, TEntity entity);

    Task<Result<TEntity>> Update(Db db, TEntity entity);

    Task<Result<TEntity>> Delete(Db db, TEntity entity);
}

/// <summary>
/// What every table of entities can do. Rows are records of primitives; the domain type is made from them and back. Each
/// change is told to the audit log in its own transaction.
/// </summary>
/// <typeparam name="TEntity">The domain type.</typeparam>
/// <typeparam name="TRow">The row: properties named as the columns, in Pascal case.</typeparam>
/// <param name="name">One of it, in kebab-case; the audit log's word.</param>
/// <param name="sql">The statements.</param>
/// <param name="toEntity">Makes the domain type.</param>
/// <param name="toRow">Makes the row.</param>
/// <param name="counterOf">The change counter that an entity moves, if any.</param>
/// <param name="search">What entities are found by, if they are searched.</param>
public sealed class EntityStore<TEntity, TRow>(
    string name,
    TableSql sql,
    Func<TRow, TEntity> toEntity,
    Func<TEntity, TRow> toRow,
    Func<TEntity, string?>? counterOf = null,
    Searchable<TEntity>? search = null)
    : IEntityStore<TEntity>
    where TEntity : class, IEntity
    where TRow : Row
{
    /// <summary>That one statement asks for.</summary>
    private const int IdsMost = 500;

    /// <summary>One of its entities, in kebab-case; the audit log's word.</summary>
    public string Name { get; } = name;

    public TableSql Sql { get; } = sql;

    public Searchable<TEntity>? Search { get; } = search;

    public async Task<TEntity?> Find(Db db, Guid id)
    {
        if (db.Rows is { } rows && rows.TryFind<TRow>(id, out var known))
            return toEntity(known);
        var row = await db.QuerySingleOrDefault<TRow>(Sql.SelectById, new { id = Column.Id(id) }).ConfigureAwait(false);
        if (row is null)
            return null;
        db.Rows?.Put(id, row);
        return toEntity(row);
    }

    /// <summary>Those of some ids that there are, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, TEntity>> Find(Db db, IEnumerable<Guid> ids)
    {
        var found = new Dictionary<Guid, TEntity>();
        foreach (var some in ids.Distinct().Chunk(IdsMost))
        {
            foreach (var entity in await All(db, new ListFilter("id", [.. some.Select(Column.Id)])).ConfigureAwait(false))
                found.Add(entity.Key, entity);
        }

        return found;
    }

    /// <summary>The first with a value in a column that lists filter by: the only one where the column is a key.</summary>
    public async Task<TEntity?> FindBy(Db db, string column, string value)
    {
        var id = await db.QuerySingleOrDefault<string>(Sql.SelectIdBy(column), new { value }).ConfigureAwait(false);
        return id is null ? null : await Find(db, Guid.ParseExact(id, "D")).ConfigureAwait(false);
    }

    public async Task<Page<TEntity>> List(Db db, ListQuery query)
    {
        if (query.Filters.Any(f => f.Values.Count == 0))
            return new Page<TEntity>([], null);
        var rows = query.Search.IsEmpty ? await Filtered(db, query).ConfigureAwait(false) : await Searched(db, query).ConfigureAwait(false);
        var items = rows.Take(query.Limit).Select(toEntity).ToList();
        return new Page<TEntity>(items, rows.Count > query.Limit ? items[^1].Key : null);
    }

    /// <summary>All that match, in the order of their ids.</summary>
    public async Task<IReadOnlyList<TEntity>> All(Db db, params IReadOnlyList<ListFilter> filters)
    {
        if (filters.Any(f => f.Values.Count == 0))
            return [];
        var rows = await db.Query<TRow>(Sql.SelectWhere(db.Dialect, filters, after: false, limited: false), Arguments(filters)).ConfigureAwait(false);
        return [.. rows.Select(toEntity)];
    }

    /// <returns>The entity, or <c>already-exists</c> / <c>unknown-reference</c> when a constraint refuses it.</returns>
    public Task<Result<TEntity>> Insert(Db db, TEntity entity) => Change(db, Sql.Insert, AuditAction.Created, null, entity);

    /// <summary>Stores the next version.</summary>
    /// <returns><c>precondition-failed</c> when the row is gone or no longer has the version before; else as <see cref="Insert"/>.</returns>
    public async Task<Result<TEntity>> Update(Db db, TEntity entity) =>
        await Change(db, Sql.Update, AuditAction.Changed, await Find(db, entity.Key).ConfigureAwait(false), entity).ConfigureAwait(false);

    /// <returns><c>in-use</c> when other things refer to it, <c>precondition-failed</c> when it is gone or has another version.</returns>
    public async Task<Result<TEntity>> Delete(Db db, TEntity entity)
    {
        try
        {
            var deleted = await db.Execute(Sql.Delete, new { id = Column.Id(entity.Key), version = entity.Version }).ConfigureAwait(false);
            if (deleted != 1)
                return new DomainError(ErrorKind.PreconditionFailed, Codes.PreconditionFailed);
            db.Work.Rows.Remove<TRow>(entity.Key);
            Tell(db, AuditAction.Deleted, entity, entity, null);
            return entity;
        }
        catch (DbException refused) when (db.Dialect.IsForeignKeyViolation(refused))
        {
            return DomainError.Conflict(Codes.InUse);
        }
    }

    private async Task<Result<TEntity>> Change(Db db, string statement, AuditAction action, TEntity? before, TEntity entity)
    {
        try
        {
            var row = toRow(entity);
            var changed = await db.Execute(statement, row).ConfigureAwait(false);
            if (changed != 1)
                return new DomainError(ErrorKind.PreconditionFailed, Codes.PreconditionFailed);
            // An update leaves some columns alone: what is stored then, the database knows.
            if (before is null)
                db.Work.Rows.Put(entity.Key, row);
            else
                db.Work.Rows.Remove<TRow>(entity.Key);
            Tell(db, action, entity, before, entity);
            return entity;
        }
        catch (DbException refused) when (db.Dialect.UniqueViolation(refused) is not null)
        {
            var field = Sql.FieldOf(db.Dialect.UniqueViolation(refused)!);
            return new DomainError(ErrorKind.Conflict, Codes.AlreadyExists, [("field", field)], [new FieldError("/" + field, Codes.AlreadyExists, ("field", field))]);
        }
        catch (DbException refused) when (db.Dialect.IsForeignKeyViolation(refused))
        {
            // SQLite does not say which reference it is; rules that can, look before they insert.
            return new DomainError(ErrorKind.Invalid, Codes.UnknownReference, ("what", "reference"));
        }
    }

    /// <summary>What goes with every change.</summary>
    private void Tell(Db db, AuditAction action, TEntity entity, TEntity? before, TEntity? after)
    {
        if (counterOf?.Invoke(entity) is { } counter)
            ChangeCounters.Bump(db, counter);
        if (Search is not null)
            SearchIndex.Change(db, Search, entity.Key, before, after);
        AuditLog.Record(db, action, Name, entity.Key, before, after);
    }

    private Task<IReadOnlyList<TRow>> Filtered(Db db, ListQuery query)
    {
        var args = Arguments(query.Filters);
        args.Add("take", query.Limit + 1);
        if (query.After is { } after)
            args.Add("after", Column.Id(after));
        return db.Query<TRow>(Sql.SelectWhere(db.Dialect, query.Filters, query.After is not null, limited: true), args);
    }

    /// <exception cref="InvalidOperationException">Entities of this kind are not searched.</exception>
    private Task<IReadOnlyList<TRow>> Searched(Db db, ListQuery query) => Search is { } search
        ? new SearchedList(db.Dialect, Sql, search.Kind, query).Read<TRow>(db)
        : throw new InvalidOperationException($"{Sql.Table} is not searched.");

    private DynamicParameters Arguments(IReadOnlyList<ListFilter> filters)
    {
        var args = new DynamicParameters();
        for (var i = 0; i < filters.Count; i++)
            args.Add(string.Create(CultureInfo.InvariantCulture, $"f{i}"), Sql.ValueOf(filters[i]));
        return args;
    }
}
