namespace Matchmaking.Core.Storage.Search;

/// <summary>What a list is searched by beside its filters; all of it must hold.</summary>
/// <param name="Tokens">Tokens that the index has for the row.</param>
/// <param name="Substrings">Normalised texts that occur in a text of the row; only beside tokens, which find the candidates.</param>
/// <param name="Ranges">Spans of numeric columns.</param>
public sealed record SearchCriteria(IReadOnlyList<string> Tokens, IReadOnlyList<string> Substrings, IReadOnlyList<ListRange> Ranges)
{
    public static readonly SearchCriteria None = new([], [], []);

    public bool IsEmpty => Tokens.Count == 0 && Ranges.Count == 0;
}

/// <summary>Rows whose column is not less than <paramref name="Min"/> and not more than <paramref name="Max"/>; null: no bound.</summary>
public sealed record ListRange(string Column, long? Min, long? Max);
