namespace Matchmaking.Core.Storage;

/// <summary>
/// How a database keeps sets of tokens and finds the documents that have all of some. There is one index for each kind of
/// entity, <c>search_{kind}</c>; documents are numbered by <c>search_documents</c>.
/// </summary>
public interface ITokenIndex
{
    /// <summary>Adds a document that is not there: <c>@number</c>, <c>@tokens</c>.</summary>
    string InsertSql(string kind);

    /// <summary>Removes a document: <c>@number</c>, and the <c>@tokens</c> that it was added with.</summary>
    string DeleteSql(string kind);

    /// <summary>Removes all documents of a kind.</summary>
    string ClearSql(string kind);

    /// <summary>The numbers of the documents that have what <c>@match</c> asks for, as a table with one column, <c>number</c>.</summary>
    string MatchesSql(string kind);

    /// <summary>A condition: the document of <paramref name="number"/> has what <c>@match</c> asks for.</summary>
    string HasMatchSql(string kind, string number);

    /// <summary>A value of <c>@tokens</c>.</summary>
    string Tokens(IEnumerable<string> tokens);

    /// <summary>A value of <c>@match</c>: all of these, which are not none.</summary>
    string Match(IEnumerable<string> tokens);
}
