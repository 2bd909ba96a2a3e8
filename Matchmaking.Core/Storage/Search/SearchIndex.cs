using Matchmaking.Core.Search;

namespace Matchmaking.Core.Storage.Search;

/// <summary>Tokens and documents of entities, kept in the transaction that changes the entity.</summary>
internal static class SearchIndex
{
    private const string SelectDocumentSql = "SELECT text, labels FROM search_documents WHERE kind = @kind AND entity_id = @id";

    private const string PutDocumentSql =
        """
        INSERT INTO search_documents (kind, entity_id, text, labels) VALUES (@kind, @id, @text, @labels)
        ON CONFLICT (kind, entity_id) DO UPDATE SET text = excluded.text, labels = excluded.labels
        """;

    private const string DeleteDocumentSql = "DELETE FROM search_documents WHERE kind = @kind AND entity_id = @id";

    private const string InsertTokenSql = "INSERT INTO search_tokens (kind, token, entity_id) VALUES (@kind, @token, @id)";

    private const string DeleteTokenSql = "DELETE FROM search_tokens WHERE kind = @kind AND token = @token AND entity_id = @id";

    /// <summary>Makes an entity found by this document and by nothing else; writes nothing when it already is.</summary>
    public static async Task Keep(Db db, string kind, Guid id, SearchDocument document)
    {
        var key = Column.Id(id);
        var known = await Find(db, kind, key).ConfigureAwait(false);
        if (document == known)
            return;
        var (before, after) = (known.Tokens(), document.Tokens());
        await db.Execute(DeleteTokenSql, before.Where(t => !after.Contains(t)).Select(token => new { kind, token, id = key })).ConfigureAwait(false);
        await db.Execute(InsertTokenSql, after.Where(t => !before.Contains(t)).Select(token => new { kind, token, id = key })).ConfigureAwait(false);
        if (document == SearchDocument.Empty)
            await db.Execute(DeleteDocumentSql, new { kind, id = key }).ConfigureAwait(false);
        else
            await db.Execute(PutDocumentSql, new { kind, id = key, text = document.Text, labels = document.Labels }).ConfigureAwait(false);
    }

    private static async Task<SearchDocument> Find(Db db, string kind, string id)
    {
        var row = await db.QuerySingleOrDefault<DocumentRow>(SelectDocumentSql, new { kind, id }).ConfigureAwait(false);
        return row is null ? SearchDocument.Empty : new SearchDocument(row.Text, row.Labels);
    }

    private sealed record DocumentRow
    {
        public string Text { get; init; } = "";

        public string Labels { get; init; } = "";
    }
}
