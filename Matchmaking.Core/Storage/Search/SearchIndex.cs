using Matchmaking.Core.Search;

namespace Matchmaking.Core.Storage.Search;

/// <summary>Tokens and texts of entities, kept in the transaction that changes the entity.</summary>
internal static class SearchIndex
{
    private const string InsertDocumentSql = "INSERT INTO search_documents (kind, entity_id, text) VALUES (@kind, @id, @text) RETURNING number";

    private const string UpdateDocumentSql = "UPDATE search_documents SET text = @text WHERE kind = @kind AND entity_id = @id RETURNING number";

    private const string DeleteDocumentSql = "DELETE FROM search_documents WHERE kind = @kind AND entity_id = @id RETURNING number";

    /// <summary>At the end of the transaction, the index follows.</summary>
    /// <param name="db">A write.</param>
    /// <param name="search">The entity's kind.</param>
    /// <param name="id">Of the entity.</param>
    /// <param name="before">The entity before; null: it is new to the index.</param>
    /// <param name="after">The entity now; null: it is gone.</param>
    public static void Change<TEntity>(Db db, Searchable<TEntity> search, Guid id, TEntity? before, TEntity? after)
    {
        var index = db.Dialect.TokenIndex;
        db.Work.Add(() =>
        {
            var (old, now) = (search.Of(before), search.Of(after));
            return old == now ? null : new SearchChange(search.Kind, id, Entry(index, old), Entry(index, now));
        });
    }

    /// <param name="db">The transaction.</param>
    /// <param name="changes">In the order in which they were made.</param>
    public static async Task Write(Db db, IEnumerable<SearchChange> changes)
    {
        var net = changes.GroupBy(c => (c.Kind, c.Id)).Select(g => g.First() with { After = g.Last().After }).Where(c => c.Before != c.After).ToList();
        // The documents first: a statement that may have to be undone alone makes the database write out what its index has gathered.
        var numbers = new List<long>(net.Count);
        foreach (var change in net)
            numbers.Add(await WriteDocument(db, change).ConfigureAwait(false));
        foreach (var (change, number) in net.Zip(numbers))
            await WriteTokens(db, change, number).ConfigureAwait(false);
    }

    private static Task<long> WriteDocument(Db db, SearchChange change) => db.QuerySingleOrDefault<long>(
        change.Before.IsEmpty ? InsertDocumentSql : change.After.IsEmpty ? DeleteDocumentSql : UpdateDocumentSql,
        new { kind = change.Kind, id = Column.Id(change.Id), text = change.After.Document.Text });

    private static async Task WriteTokens(Db db, SearchChange change, long number)
    {
        var index = db.Dialect.TokenIndex;
        if (!change.Before.IsEmpty)
            await db.Execute(index.DeleteSql(change.Kind), new { number, tokens = change.Before.Tokens }).ConfigureAwait(false);
        if (!change.After.IsEmpty)
            await db.Execute(index.InsertSql(change.Kind), new { number, tokens = change.After.Tokens }).ConfigureAwait(false);
    }

    private static SearchEntry Entry(ITokenIndex index, SearchDocument document) => new(document, index.Tokens(document.Tokens()));
}
