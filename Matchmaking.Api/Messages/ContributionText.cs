using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Matchmaking.Core.Common;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Api.Messages;

/// <summary>Puts what a feature says of a pair into words: "the ticket is 8% under the fund's usual 12,000,000 yuan" rather than a number without a unit.</summary>
internal static class ContributionText
{
    private static readonly FrozenDictionary<string, Entry> _entries =
        EmbeddedJson.Read<Dictionary<string, Entry>>("Messages.contributions").ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The features that have words.</summary>
    public static IReadOnlyCollection<string> Features => _entries.Keys;

    /// <param name="contribution">Of an item.</param>
    /// <param name="ticket">The item's.</param>
    /// <param name="usual">The fund's usual ticket; null where it is not known.</param>
    /// <param name="language">In which to tell.</param>
    /// <exception cref="KeyNotFoundException">The feature has no words: a test makes sure that every one has.</exception>
    public static string Of(FeatureContribution contribution, Money ticket, Money? usual, Language language)
    {
        var entry = _entries[contribution.Feature];
        if (contribution.Value is not { } value)
            return language == Language.Zh ? $"{entry.Label.Zh}：未知或未说明。" : $"{entry.Label.En}: not known, or not said.";
        var text = new StringBuilder(entry.For(value, ticket, usual).In(language));
        foreach (var (name, shown) in Arguments(value, ticket, usual, language))
            text.Replace(name, shown);
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Shown)> Arguments(double value, Money ticket, Money? usual, Language language)
    {
        yield return ("{ticket}", ReasonText.Amount(ticket.Yuan, language));
        yield return ("{percent}", Percent(value));
        yield return ("{steps}", Counted((1 / value) - 1, "step", language));
        yield return ("{stages}", Show(1 / value, "0"));
        yield return ("{times}", Show(Math.Exp(Math.Abs(value)), "0.0"));
        yield return ("{likeness}", Percent(Math.Min(1, Math.Exp(value))));
        yield return ("{sum}", Show(Math.Exp(value) - 1, "0.0"));
        yield return ("{count}", Show(value, "0"));
        yield return ("{number}", Show(value, "0.0"));
        yield return ("{days}", Counted(value, "day", language));
        yield return ("{levels}", Counted(value, "level", language));
        yield return ("{deviations}", Show(Math.Abs(value), "0.0"));
        yield return ("{rungs}", Show(Math.Abs(value), "0.0"));
        yield return ("{score}", Show(Math.Abs(value), "0.00"));
        yield return ("{points}", Show(100 * Math.Abs(value), "0.##"));
        if (usual is { } known)
        {
            yield return ("{usual}", ReasonText.Amount(Rounded(known.Yuan), language));
            yield return ("{gap}", Show((double)(100 * Math.Abs(ticket.Yuan - known.Yuan) / known.Yuan), "0") + "%");
        }
    }

    /// <summary>To three digits: a mean says no more.</summary>
    private static decimal Rounded(decimal yuan)
    {
        var unit = 1m;
        while (yuan / unit >= 1000)
            unit *= 10;
        return Math.Round(yuan / unit) * unit;
    }

    /// <summary>English has one day and two days; Chinese templates bring their own unit.</summary>
    private static string Counted(double value, string unit, Language language)
    {
        var count = Show(value, "0");
        return language == Language.Zh ? count : $"{count} {unit}{(count == "1" ? "" : "s")}";
    }

    private static string Percent(double share) => Show(100 * share, share is > 0 and < 0.01 ? "0.##" : "0") + "%";

    private static string Show(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <param name="Label">What the feature is about.</param>
    /// <param name="Text">What it says where nothing better fits.</param>
    /// <param name="Full">At 1.</param>
    /// <param name="Zero">At 0.</param>
    /// <param name="Below">Below 0.</param>
    /// <param name="Under">The ticket is smaller than the usual one.</param>
    /// <param name="Over">It is larger.</param>
    /// <param name="Equal">It differs by less than half a percent.</param>
    private sealed record Entry(
        BothLanguages Label, BothLanguages Text, BothLanguages? Full, BothLanguages? Zero, BothLanguages? Below, BothLanguages? Under, BothLanguages? Over, BothLanguages? Equal)
    {
        public BothLanguages For(double value, Money ticket, Money? usual)
        {
            if (usual is { } known && Under is not null)
            {
                var ratio = ticket.Yuan / known.Yuan;
                return ratio < 0.995m ? Under : ratio > 1.005m ? Over! : Equal!;
            }

            var special = value switch
            {
                1 => Full,
                0 => Zero,
                < 0 => Below,
                _ => null,
            };
            return special ?? Text;
        }
    }
}
