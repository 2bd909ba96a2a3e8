using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Search;

namespace Matchmaking.Api.Http;

/// <summary>Limit and cursor of a list that is read in the order of ids.</summary>
/// <param name="Scope">The list and its filters: a cursor belongs to exactly one.</param>
/// <param name="After">The id behind which the page starts.</param>
/// <param name="Limit">Rows a page.</param>
internal sealed record Paging(string Scope, Guid? After, int Limit)
{
    /// <summary>Reads limit and cursor; a bad cursor is reported by <see cref="QueryReader.Finish"/>.</summary>
    public static Paging Read(HttpContext http, QueryReader query, IReadOnlyList<ListFilter> filters, SearchCriteria? search = null)
    {
        var limit = query.Limit();
        var cursor = query.Text("cursor");
        var scope = $"{http.Request.Path}?{string.Join('&', filters.Select(f => $"{f.Column}={string.Join(',', f.Values)}"))}{Scoped(search ?? SearchCriteria.None)}";
        Guid? after = null;
        if (cursor is not null)
        {
            if (IdText.TryParse(Cursor.Decode(scope, cursor), out var position))
                after = position;
            else
                query.Refuse("cursor", Codes.InvalidCursor);
        }

        return new Paging(scope, after, limit);
    }

    // Line breaks occur in no token and no term, so that no two searches look the same.
    private static string Scoped(SearchCriteria search) => string.Concat(
        [
            .. search.Tokens.Select(t => "\ntoken " + t),
            .. search.Substrings.Select(t => "\ntext " + t),
            .. search.Ranges.Select(r => $"\n{r.Column} {r.Min}..{r.Max}"),
        ]);

    public PageView<TView> View<T, TView>(Page<T> page, Func<T, TView> view) =>
        new([.. page.Items.Select(view)], page.Next is { } next ? Cursor.Encode(Scope, next.ToString("D")) : null);
}
