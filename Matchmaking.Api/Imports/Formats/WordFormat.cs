using System.Collections.Frozen;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>One word out of a vocabulary: its code, or its Chinese or English name or an alias in any letter case.</summary>
/// <param name="what">The vocabulary, a key of <c>words.json</c>.</param>
/// <param name="entries">Its entries: code, names.</param>
/// <param name="resolve">The value behind a text; null for an unknown one.</param>
/// <param name="codeOf">The code of a value.</param>
internal sealed class WordFormat(string what, IReadOnlyList<WordEntry> entries, Func<string, object?> resolve, Func<object, string> codeOf) : CellFormat
{
    private readonly FrozenDictionary<string, WordEntry> _byCode = entries.ToFrozenDictionary(e => e.Code, StringComparer.Ordinal);

    public override string Name => "word";

    public override int Width => 18;

    public override IEnumerable<string> Words(Language language) => entries.Select(e => e.In(language));

    public override Cell Write(object value, Language language) =>
        Cell.Of(_byCode.TryGetValue(codeOf(value), out var entry) ? entry.In(language) : codeOf(value));

    protected override Result<object> Parse(Cell cell, HeaderUnit unit)
    {
        if (resolve(cell.Text) is { } value)
            return Result<object>.Of(value);
        return entries.Count <= ListedMax
            ? Refuse(Codes.UnknownValue, ("allowed", string.Join(", ", entries.Select(e => $"{e.Zh} ({e.Code})"))))
            : Refuse(Codes.UnknownCode, ("value", cell.Text), ("what", what));
    }

    /// <summary>Longer vocabularies are not listed in a message.</summary>
    private const int ListedMax = 10;

    /// <summary>Codes of the taxonomy.</summary>
    public static WordFormat Taxonomy(string what, IEnumerable<TaxonomyEntry> taxonomy, Func<string, string?> resolve) =>
        new(what, [.. taxonomy.Select(e => new WordEntry(e.Code, e.Zh, e.En))], resolve, v => (string)v);

    /// <summary>An enum whose names are in the taxonomy.</summary>
    public static WordFormat Enum<T>(string what, IEnumerable<TaxonomyEntry> taxonomy, Func<string, string?> resolve) where T : struct, System.Enum =>
        new(what, [.. taxonomy.Select(e => new WordEntry(e.Code, e.Zh, e.En))], t => resolve(t) is { } code ? KebabEnum<T>.Parse(code) : null, v => KebabEnum<T>.Name((T)v));

    /// <summary>An enum whose names are words of the product; further spellings are in <c>columns.json</c>.</summary>
    public static WordFormat Enum<T>() where T : struct, System.Enum
    {
        var entries = KebabEnum<T>.Names.Select(n => new WordEntry(n, MessageCatalogue.Word(n, Language.Zh), MessageCatalogue.Word(n, Language.En))).ToList();
        var names = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            foreach (var name in (IEnumerable<string>)[entry.Code, entry.Zh, entry.En, .. ColumnTexts.Spellings(typeof(T).Name, entry.Code)])
                names[name] = KebabEnum<T>.Parse(entry.Code);
        }

        return new(typeof(T).Name, entries, names.GetValueOrDefault, v => KebabEnum<T>.Name((T)v));
    }
}

/// <summary>A word by its code and names.</summary>
internal sealed record WordEntry(string Code, string Zh, string En)
{
    public string In(Language language) => language == Language.Zh ? Zh : En;
}
