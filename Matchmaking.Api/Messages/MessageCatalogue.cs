using System.Collections.Frozen;
using System.Text;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Messages;

/// <summary>What messages are told in, and what sheets are written in.</summary>
internal enum Language
{
    En,
    Zh,
}

/// <summary>Every text that an answer can carry, by code, in two languages. Placeholders are <c>{name}</c>.</summary>
internal static class MessageCatalogue
{
    // Placeholders that stand for a word of the product; all others are values and are shown as they are.
    private static readonly FrozenSet<string> _wordArguments = new[] { "what", "why", "status", "needed", "relation", "other" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, BothLanguages> _entries = Load("messages");

    private static readonly FrozenDictionary<string, BothLanguages> _words = Load("words");

    public static IReadOnlyCollection<string> AllCodes => _entries.Keys;

    /// <exception cref="KeyNotFoundException">The code has no text: a test makes sure that every code has.</exception>
    public static string Text(string code, Language language, IReadOnlyList<(string Name, object? Value)> args)
    {
        var text = new StringBuilder(_entries[code].In(language));
        foreach (var (name, value) in args)
        {
            text.Replace("{" + name + "}", value switch
            {
                string word when _wordArguments.Contains(name) => Word(word, language),
                Money amount => ReasonText.Amount(amount.Yuan, language),
                _ => Show(value),
            });
        }

        return text.ToString();
    }

    /// <summary>A word of the product in a language; what is no such word is given back.</summary>
    public static string Word(string word, Language language) =>
        _words.TryGetValue(word, out var entry) ? entry.In(language) : word;

    public static bool HasWord(string word) => _words.ContainsKey(word);

    /// <summary>The language of an <c>Accept-Language</c> header: Chinese when it is preferred to English, else English.</summary>
    public static Language Choose(string? acceptLanguage)
    {
        var (chinese, english) = (0.0, 0.0);
        foreach (var part in (acceptLanguage ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Microsoft.Net.Http.Headers.StringWithQualityHeaderValue.TryParse(part, out var value))
                continue;
            var quality = value.Quality ?? 1;
            if (value.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                chinese = Math.Max(chinese, quality);
            else if (value.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) || value.Value == "*")
                english = Math.Max(english, quality);
        }

        return chinese > english ? Language.Zh : Language.En;
    }

    /// <summary>A value as messages show it, the same in every language.</summary>
    public static string Show(object? value) => value switch
    {
        null => "-",
        string text => text,
        Money amount => amount.Yuan.ToString("¥#,##0.##", System.Globalization.CultureInfo.InvariantCulture),
        System.Collections.IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Show)),
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static FrozenDictionary<string, BothLanguages> Load(string file) =>
        EmbeddedJson.Read<Dictionary<string, BothLanguages>>($"Messages.{file}").ToFrozenDictionary(StringComparer.Ordinal);
}
