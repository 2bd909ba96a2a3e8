using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Search;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Core.Storage.Search;

/// <summary>
/// Indexes what was stored before there was an index, or when its rules (tokens, folding, taxonomy) were others: once, after
/// the migrations and before anybody can ask, in batches; SQL cannot make tokens. A kind that is done is recorded. Where a
/// process ends in the midst, the next start begins that kind anew.
/// </summary>
internal static class SearchIndexing
{
    private const int BatchRows = 500;

    private const string SelectRulesSql = "SELECT fingerprint FROM search_kinds WHERE kind = @kind";

    private const string ForgetAllSql = "DELETE FROM search_kinds";

    private const string ForgetKindSql = "DELETE FROM search_kinds WHERE kind = @kind";

    private const string InsertKindSql = "INSERT INTO search_kinds (kind, fingerprint) VALUES (@kind, @fingerprint)";

    private const string ClearDocumentsSql = "DELETE FROM search_documents WHERE kind = @kind";

    private static readonly Lazy<string> _rules = new(() => FingerprintOf(Taxonomy.Load()));

    public static async Task BringUpToDate(IDatabase database, TimeProvider clock, CancellationToken cancel)
    {
        var origin = Origin.System("index", clock.GetUtcNow());
        await BringUpToDate(database, StartupStore.Entities, origin, cancel).ConfigureAwait(false);
        await BringUpToDate(database, FinancingRequestStore.Entities, origin, cancel).ConfigureAwait(false);
        await BringUpToDate(database, FundStore.Entities, origin, cancel).ConfigureAwait(false);
        await BringUpToDate(database, SessionStore.Entities, origin, cancel).ConfigureAwait(false);
    }

    /// <summary>All is to be indexed anew.</summary>
    public static Task Forget(IDatabase database, TimeProvider clock, CancellationToken cancel) =>
        Write(database, Origin.System("index", clock.GetUtcNow()), db => db.Execute(ForgetAllSql), cancel);

    private static async Task BringUpToDate<TEntity>(IDatabase database, IEntityStore<TEntity> store, Origin origin, CancellationToken cancel)
        where TEntity : IEntity
    {
        var search = store.Search ?? throw new ArgumentException($"{store.Sql.Table} is not searched.", nameof(store));
        if (!await Write(database, origin, db => Begin(db, search.Kind), cancel).ConfigureAwait(false))
            return;
        Guid? after = null;
        do
        {
            var from = after;
            after = await Write(database, origin, db => IndexBatch(db, store, search, from), cancel).ConfigureAwait(false);
        }
        while (after is not null);
        await Write(database, origin, db => db.Execute(InsertKindSql, new { kind = search.Kind, fingerprint = _rules.Value }), cancel).ConfigureAwait(false);
    }

    /// <summary>Forgets what other rules made, or a start that was cut short.</summary>
    /// <returns>False when there is nothing to do.</returns>
    private static async Task<bool> Begin(Db db, string kind)
    {
        if (await db.QuerySingleOrDefault<string>(SelectRulesSql, new { kind }).ConfigureAwait(false) == _rules.Value)
            return false;
        await db.Execute(ForgetKindSql, new { kind }).ConfigureAwait(false);
        await db.Execute(db.Dialect.TokenIndex.ClearSql(kind)).ConfigureAwait(false);
        await db.Execute(ClearDocumentsSql, new { kind }).ConfigureAwait(false);
        return true;
    }

    /// <returns>Where the next batch starts; null after the last.</returns>
    private static async Task<Guid?> IndexBatch<TEntity>(Db db, IEntityStore<TEntity> store, Searchable<TEntity> search, Guid? after)
        where TEntity : IEntity
    {
        var batch = await store.List(db, new ListQuery([], after, BatchRows)).ConfigureAwait(false);
        foreach (var entity in batch.Items)
            SearchIndex.Change(db, search, entity.Key, default, entity);
        return batch.Next;
    }

    private static async Task<T> Write<T>(IDatabase database, Origin origin, Func<Db, Task<T>> step, CancellationToken cancel) =>
        (await database.Write<T>(origin, async db => await step(db).ConfigureAwait(false), cancel).ConfigureAwait(false)).Value;

    /// <summary>All that documents and tokens depend on beside the entity itself.</summary>
    private static string FingerprintOf(Taxonomy taxonomy)
    {
        string[] rules =
        [
            SearchTokens.Version.ToString(CultureInfo.InvariantCulture),
            CharacterFolding.Fingerprint,
            string.Join(' ', taxonomy.Sectors.Select(s => $"{s.Code}<{s.Parent}")),
            string.Join(' ', taxonomy.Districts.Select(d => d.Code)),
            string.Join(' ', KebabEnum<Stage>.Names),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rules))));
    }
}
