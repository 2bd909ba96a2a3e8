using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Tests.Storage.Support;

/// <summary>One entity store with sample entities, without its types: what the shared tests need.</summary>
internal interface IStoreCase
{
    TableSql Sql { get; }

    /// <summary>The name in the search index; null: not searched.</summary>
    string? SearchKind { get; }

    /// <summary>Number of sample shapes; the first has all fields set, the last no optional one.</summary>
    int Shapes { get; }

    /// <summary>The change counter that a change of this entity moves; null: none.</summary>
    string? CounterOf(IEntity entity);

    /// <summary>Sample number <paramref name="n"/> in one of the shapes; all shapes of a number have the same id and parents.</summary>
    IEntity Make(int shape, int n, int version = 1);

    /// <summary>Stores what samples 0..<paramref name="count"/>-1 refer to.</summary>
    Task Seed(Db db, int count);

    Task<IEntity?> Find(Db db, Guid id);

    Task<Page<IEntity>> List(Db db, ListQuery query);

    Task<Result<IEntity>> Insert(Db db, IEntity entity);

    Task<Result<IEntity>> Update(Db db, IEntity entity);

    Task<Result<IEntity>> Delete(Db db, IEntity entity);
}

internal sealed class StoreCase<T>(
    IEntityStore<T> store,
    Func<Db, int, Task> seed,
    Func<T, int, T> withVersion,
    Func<T, string?> counterOf,
    params IReadOnlyList<Func<int, T>> shapes) : IStoreCase
    where T : class, IEntity
{
    public TableSql Sql => store.Sql;

    public string? SearchKind => store.Search?.Kind;

    public int Shapes => shapes.Count;

    public string? CounterOf(IEntity entity) => counterOf((T)entity);

    public IEntity Make(int shape, int n, int version = 1) => withVersion(shapes[shape](n), version);

    public Task Seed(Db db, int count) => seed(db, count);

    public async Task<IEntity?> Find(Db db, Guid id) => await store.Find(db, id);

    public async Task<Page<IEntity>> List(Db db, ListQuery query)
    {
        var page = await store.List(db, query);
        return new Page<IEntity>([.. page.Items], page.Next);
    }

    public async Task<Result<IEntity>> Insert(Db db, IEntity entity) => (await store.Insert(db, (T)entity)).Map(e => (IEntity)e);

    public async Task<Result<IEntity>> Update(Db db, IEntity entity) => (await store.Update(db, (T)entity)).Map(e => (IEntity)e);

    public async Task<Result<IEntity>> Delete(Db db, IEntity entity) => (await store.Delete(db, (T)entity)).Map(e => (IEntity)e);

    public override string ToString() => store.Sql.Table;
}
