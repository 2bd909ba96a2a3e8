namespace Matchmaking.Core.Storage.Postgres;

/// <summary>
/// A table with an array of tokens for each document and a generalised inverted index over them (GIN,
/// https://www.postgresql.org/docs/15/gin-intro.html). Not <c>tsvector</c>: its parsers and dictionaries would only have to be kept from
/// changing tokens that are made already, the same ones as on SQLite.
/// </summary>
internal sealed class PostgresTokenIndex : ITokenIndex
{
    private const string Separator = " ";
    private const string Asked = $"string_to_array(@match, '{Separator}')";

    public string InsertSql(string kind) => $"INSERT INTO search_{kind} (number, tokens) VALUES (@number, string_to_array(@tokens, '{Separator}'))";

    public string DeleteSql(string kind) => $"DELETE FROM search_{kind} WHERE number = @number";

    // TRUNCATE would wait for readers.
    public string ClearSql(string kind) => $"DELETE FROM search_{kind}";

    public string MatchesSql(string kind) => $"SELECT number FROM search_{kind} WHERE tokens @> {Asked}";

    public string HasMatchSql(string kind, string number) =>
        $"EXISTS (SELECT 1 FROM search_{kind} t WHERE t.number = {number} AND t.tokens @> {Asked})";

    public string Tokens(IEnumerable<string> tokens) => string.Join(Separator, tokens);

    public string Match(IEnumerable<string> tokens) => string.Join(Separator, tokens);
}
