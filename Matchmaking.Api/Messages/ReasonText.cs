using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Limits;

namespace Matchmaking.Api.Messages;

/// <summary>
/// Puts the reason of a hard limit into words: codes by their names, amounts as people say them (<c>3,000 万元</c>,
/// <c>30,000,000 yuan</c>). The exact values stand beside the message.
/// </summary>
internal sealed class ReasonText
{
    private const decimal TenThousand = 10_000;
    private const decimal HundredMillion = 100_000_000;

    private readonly FrozenDictionary<string, TaxonomyEntry> _names;

    public ReasonText(Taxonomy taxonomy)
    {
        // Where kinds share a code (a chain and its sector) they share the name.
        IEnumerable<TaxonomyEntry> entries = [.. taxonomy.Sectors, .. taxonomy.Stages, .. taxonomy.Districts, .. taxonomy.Instruments];
        _names = entries.DistinctBy(e => e.Code, StringComparer.Ordinal).ToFrozenDictionary(e => e.Code, StringComparer.Ordinal);
    }

    public string Of(LimitReason reason, Language language)
    {
        using var actual = JsonDocument.Parse(reason.Actual.Json);
        using var limit = JsonDocument.Parse(reason.Limit.Json);
        // All numbers of limits are amounts, but for these.
        var (shown, most) = reason.Code == Codes.BreachProbability
            ? Percents(actual.RootElement.GetDecimal(), limit.RootElement.GetDecimal())
            : (Show(actual.RootElement, language), Show(limit.RootElement, language));
        return MessageCatalogue.Text(reason.Code, language, [("actual", shown), ("limit", most)]);
    }

    /// <summary>With one decimal, or as many as tell a probability from the limit that it is over.</summary>
    private static (string Actual, string Limit) Percents(decimal actual, decimal limit)
    {
        var decimals = 1;
        while (decimals < 10 && Math.Round(actual * 100, decimals) <= limit * 100)
            decimals++;
        static string Percent(decimal value) => value.ToString("0.##########", CultureInfo.InvariantCulture) + "%";
        return (Percent(Math.Round(actual * 100, decimals)), Percent(limit * 100));
    }

    private string Show(JsonElement value, Language language) => value.ValueKind switch
    {
        JsonValueKind.Number => Amount(value.GetDecimal(), language),
        JsonValueKind.String => Name(value.GetString()!, language),
        JsonValueKind.Array => string.Join(language == Language.Zh ? "、" : ", ", value.EnumerateArray().Select(v => Show(v, language))),
        _ => "-",
    };

    private string Name(string code, Language language)
    {
        if (_names.TryGetValue(code, out var entry))
            return language == Language.Zh ? entry.Zh : entry.En;
        return MessageCatalogue.Word(code, language);
    }

    /// <param name="yuan">The exact amount; nothing is rounded.</param>
    /// <param name="language">Chinese counts in 万 and 亿.</param>
    public static string Amount(decimal yuan, Language language)
    {
        static string Digits(decimal value) => value.ToString("#,##0.##########", CultureInfo.InvariantCulture);

        if (language == Language.En)
            return Digits(yuan) + " yuan";
        return Math.Abs(yuan) switch
        {
            >= HundredMillion => Digits(yuan / HundredMillion) + " 亿元",
            >= TenThousand => Digits(yuan / TenThousand) + " 万元",
            _ => Digits(yuan) + " 元",
        };
    }
}
