namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>
/// Tables of SQLite's full-text index FTS5 (sqlite.org/fts5.html) with tokens that are made already: <c>content=''</c> and
/// <c>detail=none</c> keep nothing but which documents have a token, and the <c>ascii</c> tokenizer splits at the blanks. New
/// postings are appended and merged later, so that a document's hundred tokens cost a few pages; as rows of a B-tree they lay all over it,
/// and an import of 20,000 rows wrote 3 GB.
/// </summary>
internal sealed class SqliteTokenIndex : ITokenIndex
{
    public string InsertSql(string kind) => $"INSERT INTO search_{kind} (rowid, tokens) VALUES (@number, @tokens)";

    public string DeleteSql(string kind) => $"INSERT INTO search_{kind} (search_{kind}, rowid, tokens) VALUES ('delete', @number, @tokens)";

    public string ClearSql(string kind) => $"INSERT INTO search_{kind} (search_{kind}) VALUES ('delete-all')";

    public string MatchesSql(string kind) => $"SELECT rowid AS number FROM search_{kind} WHERE search_{kind} MATCH @match";

    public string HasMatchSql(string kind, string number) =>
        $"EXISTS (SELECT 1 FROM search_{kind} WHERE search_{kind}.rowid = {number} AND search_{kind} MATCH @match)";

    public string Tokens(IEnumerable<string> tokens) => string.Join(' ', tokens);

    public string Match(IEnumerable<string> tokens) => string.Join(" AND ", tokens.Select(t => $"\"{t}\""));
}
