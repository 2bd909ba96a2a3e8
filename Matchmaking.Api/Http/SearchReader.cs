using Matchmaking.Core.Common;
using Matchmaking.Core.Search;
using Matchmaking.Core.Storage.Search;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Http;

/// <summary>Reads what a list is searched by: free text, labels of the index, spans of amounts.</summary>
internal sealed class SearchReader(QueryReader query)
{
    private readonly List<string> _labels = [];
    private readonly List<ListRange> _ranges = [];
    private SearchQuery? _text;

    /// <summary>Free text in <c>?q=</c>.</summary>
    public SearchReader FreeText()
    {
        if (query.Text("q") is not { } text)
            return this;
        if (SearchQuery.Parse(text).TryGet(out var parsed, out var error))
            _text = parsed;
        else
            query.Refuse("q", error.Code, [.. error.Args]);
        return this;
    }

    /// <summary>A sector with all below it in <c>?sector=</c>.</summary>
    public SearchReader Sector(Taxonomy taxonomy) => Label(query.Code("sector", taxonomy.IsSector, "sector"), SearchLabels.Sector);

    /// <summary>A stage out of the mandate's in <c>?stage=</c>.</summary>
    public SearchReader Stage() => Label(query.Enum<Stage>("stage")?.Kebab(), SearchLabels.Stage);

    /// <summary>A district out of the mandate's in <c>?district=</c>.</summary>
    public SearchReader District(Taxonomy taxonomy) => Label(query.Code("district", taxonomy.IsDistrict, "district"), SearchLabels.District);

    /// <summary>Amounts in yuan from <c>?minAmountCny=</c> to <c>?maxAmountCny=</c>, both included.</summary>
    public SearchReader Amounts(string column)
    {
        var (min, max) = (query.Amount("minAmountCny"), query.Amount("maxAmountCny"));
        if (min > max)
            query.Refuse("minAmountCny", Codes.WrongOrder, ("relation", "above"), ("other", "maxAmountCny"));
        if (min is not null || max is not null)
            _ranges.Add(new ListRange(column, min?.Fen, max?.Fen));
        return this;
    }

    public SearchCriteria Criteria() => new([.. _text?.Tokens ?? [], .. _labels], _text?.Substrings ?? [], _ranges);

    private SearchReader Label(string? code, Func<string, string> label)
    {
        if (code is not null)
            _labels.Add(label(code));
        return this;
    }
}
