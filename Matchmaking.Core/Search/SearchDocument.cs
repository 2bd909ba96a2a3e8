namespace Matchmaking.Core.Search;

/// <summary>What the index knows of one entity.</summary>
/// <param name="Text">Its texts, normalised, one a line: a term never spans two.</param>
/// <param name="Labels">Its <see cref="SearchLabels"/>, one blank between two, each once, in order.</param>
public sealed record SearchDocument(string Text, string Labels)
{
    /// <summary>Nothing is found by it.</summary>
    public static readonly SearchDocument Empty = new("", "");

    /// <param name="texts">As entered; null: not given.</param>
    /// <param name="labels">In any order.</param>
    public static SearchDocument Of(IEnumerable<string?> texts, IEnumerable<string> labels) => new(
        string.Join('\n', texts.OfType<string>().Select(SearchText.Normalize)),
        string.Join(' ', labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));

    /// <summary>All that it is found by.</summary>
    public IReadOnlySet<string> Tokens()
    {
        var tokens = SearchTokens.OfText(Text);
        tokens.UnionWith(Labels.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return tokens;
    }
}
