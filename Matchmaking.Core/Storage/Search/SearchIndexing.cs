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
/// the migrations and before anybody can ask, in batches; SQL cannot make tokens. What is done is recorded by kind. A process
/// that ends in the midst goes on at the next start.
/// </summary>
internal static class SearchIndexing
{
    private const int BatchRows = 500;

    private const string SelectKindSql = "SELECT fingerprint, complete FROM search_kinds WHERE kind = @kind";

    private const string PutKindSql =
        """
        INSERT INTO search_kinds (kind, fingerprint, complete) VALUES (@kind, @fingerprint, @complete)
        ON CONFLICT (kind) DO UPDATE SET fingerprint = excluded.fingerprint, complete = excluded.complete
        """;

    private const string ClearTokensSql = "DELETE FROM search_tokens WHERE kind = @kind";

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
        await Write(database, origin, db => Record(db, search.Kind, complete: true), cancel).ConfigureAwait(false);
    }

    /// <summary>Forgets what other rules made.</summary>
    /// <returns>False when there is nothing to do.</returns>
    private static async Task<bool> Begin(Db db, string kind)
    {
        var known = await db.QuerySingleOrDefault<KindRow>(SelectKindSql, new { kind }).ConfigureAwait(false);
        if (known?.Fingerprint == _rules.Value)
            return !known.Complete;
        await db.Execute(ClearTokensSql, new { kind }).ConfigureAwait(false);
        await db.Execute(ClearDocumentsSql, new { kind }).ConfigureAwait(false);
        return await Record(db, kind, complete: false).ConfigureAwait(false);
    }

    /// <returns>Where the next batch starts; null after the last.</returns>
    private static async Task<Guid?> IndexBatch<TEntity>(Db db, IEntityStore<TEntity> store, Searchable<TEntity> search, Guid? after)
        where TEntity : IEntity
    {
        var batch = await store.List(db, new ListQuery([], after, BatchRows)).ConfigureAwait(false);
        foreach (var entity in batch.Items)
            await SearchIndex.Keep(db, search.Kind, entity.Key, search.Describe(entity)).ConfigureAwait(false);
        return batch.Next;
    }

    private static async Task<bool> Record(Db db, string kind, bool complete)
    {
        await db.Execute(PutKindSql, new { kind, fingerprint = _rules.Value, complete }).ConfigureAwait(false);
        return true;
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

    private sealed record KindRow
    {
        public string Fingerprint { get; init; } = "";

        public bool Complete { get; init; }
    }
}
