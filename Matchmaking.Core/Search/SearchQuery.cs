using System.Text;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Search;

/// <summary>
/// What somebody searches for: terms between blanks, each of which must occur in one of the texts of an entity, anywhere in
/// it, after both are normalised (<see cref="SearchText"/>). Two terms may occur in different texts and in any order.
/// </summary>
/// <param name="Tokens">Tokens that the index must have; at least one.</param>
/// <param name="Substrings">The normalised terms that tokens alone do not prove.</param>
public sealed record SearchQuery(IReadOnlyList<string> Tokens, IReadOnlyList<string> Substrings)
{
    /// <summary>Longest query in UTF-16 units, as given.</summary>
    public const int LengthMax = 100;

    public const int TermsMax = 8;

    // A long term has many pieces; beyond some they hardly leave out more, and a term of several is compared with the text anyway.
    private const int PiecesMax = 6;

    /// <returns><c>too-long, invalid-text, too-many</c>, or <c>search-term-missing</c> when there is no letter, digit or Han character.</returns>
    public static Result<SearchQuery> Parse(string text)
    {
        if (text.Length > LengthMax)
            return new DomainError(ErrorKind.Invalid, Codes.TooLong, ("max", LengthMax));
        if (text.EnumerateRunes().Any(r => Rune.IsControl(r) || r == Rune.ReplacementChar))
            return new DomainError(ErrorKind.Invalid, Codes.InvalidText);
        var terms = SearchText.Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        if (terms.Count > TermsMax)
            return new DomainError(ErrorKind.Invalid, Codes.TooMany, ("max", TermsMax));
        return Of(terms) is { } query ? query : new DomainError(ErrorKind.Invalid, Codes.SearchTermMissing);
    }

    private static SearchQuery? Of(List<string> terms)
    {
        var tokens = new List<string>();
        var substrings = new List<string>();
        foreach (var term in terms)
        {
            var pieces = SearchTokens.OfTerm(term);
            tokens.AddRange(pieces.Take(PiecesMax));
            if (pieces is not [var only] || only != term)
                substrings.Add(term);
        }

        return tokens.Count == 0 ? null : new SearchQuery([.. tokens.Distinct(StringComparer.Ordinal)], substrings);
    }
}
