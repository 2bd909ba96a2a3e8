using Matchmaking.Core.Search;

namespace Matchmaking.Core.Storage.Search;

/// <summary>Tokens and texts of entities, kept in the transaction that changes the entity.</summary>
internal static class SearchIndex
{
    private const string PutDocumentSql =
        """
        INSERT INTO search_documents (kind, entity_id, text) VALUES (@kind, @id, @text)
        ON CONFLICT (kind, entity_id) DO UPDATE SET text = excluded.text
        """;

    private const string DeleteDocumentSql = "DELETE FROM search_documents WHERE kind = @kind AND entity_id = @id";

    private const string InsertTokenSql = "INSERT INTO search_tokens (kind, token, entity_id) VALUES (@kind, @value, @id)";

    private const string DeleteTokenSql = "DELETE FROM search_tokens WHERE kind = @kind AND token = @value AND entity_id = @id";

    /// <summary>Writes the difference between what an entity was found by and what it is found by now; none, nothing.</summary>
    public static async Task Change(Db db, string kind, Guid id, SearchDocument before, SearchDocument after)
    {
        if (before == after)
            return;
        var key = Column.Id(id);
        var (old, current) = (before.Tokens(), after.Tokens());
        await db.ExecuteForEach(DeleteTokenSql, old.Where(t => !current.Contains(t)), ("kind", kind), ("id", key)).ConfigureAwait(false);
        await db.ExecuteForEach(InsertTokenSql, current.Where(t => !old.Contains(t)), ("kind", kind), ("id", key)).ConfigureAwait(false);
        if (before.Text == after.Text)
            return;
        if (after.Text.Length == 0)
            await db.Execute(DeleteDocumentSql, new { kind, id = key }).ConfigureAwait(false);
        else
            await db.Execute(PutDocumentSql, new { kind, id = key, text = after.Text }).ConfigureAwait(false);
    }
}
