using Matchmaking.Api.Messages;

namespace Matchmaking.Api.Imports;

/// <summary>What a column is called: its field, its headers, and further headers that people write.</summary>
/// <param name="Field">As in JSON; also read as a header.</param>
/// <param name="Zh">Chinese header.</param>
/// <param name="En">English header.</param>
/// <param name="Aliases">Other headers, in either language.</param>
/// <param name="Help">What the template says about it; null where the header says enough.</param>
internal sealed record ColumnText(string Field, string Zh, string En, IReadOnlyList<string> Aliases, BothLanguages? Help)
{
    public string Header(Language language) => language == Language.Zh ? Zh : En;
}

/// <summary>The texts of <c>columns.json</c>: names of columns, explanations of what cells can hold, spellings of words.</summary>
internal static class ColumnTexts
{
    private static readonly Lazy<TextFile> _file = new(() => EmbeddedJson.Read<TextFile>("Imports.columns"));

    /// <exception cref="KeyNotFoundException">The file does not know the column.</exception>
    public static ColumnText Of(string kind, string field)
    {
        var entry = _file.Value.Columns[kind][field];
        return new ColumnText(field, entry.Zh, entry.En, entry.Aliases, entry.Help);
    }

    /// <summary>The title of a kind of import.</summary>
    public static string Title(string kind, Language language) => _file.Value.Titles[kind].In(language);

    /// <summary>A text of the templates.</summary>
    public static string Text(string key, Language language) => _file.Value.Texts[key].In(language);

    /// <summary>Further spellings of an enum's value.</summary>
    public static IReadOnlyList<string> Spellings(string type, string code) =>
        _file.Value.Spellings.TryGetValue(type, out var words) && words.TryGetValue(code, out var spellings) ? spellings : [];

    private sealed record TextFile
    {
        public required Dictionary<string, BothLanguages> Titles { get; init; }

        public required Dictionary<string, BothLanguages> Texts { get; init; }

        public required Dictionary<string, Dictionary<string, string[]>> Spellings { get; init; }

        public required Dictionary<string, Dictionary<string, Entry>> Columns { get; init; }
    }

    private sealed record Entry
    {
        public required string Zh { get; init; }

        public required string En { get; init; }

        public IReadOnlyList<string> Aliases { get; init; } = [];

        public BothLanguages? Help { get; init; }
    }
}
