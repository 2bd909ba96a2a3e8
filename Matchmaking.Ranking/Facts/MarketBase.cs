using System.Text.Json.Serialization;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Facts;

/// <summary>
/// How often each sector, stage and place occurs among all requests that are not drafts: the base rates that a fund's habits
/// are compared with. Public facts.
/// </summary>
public sealed record MarketBase
{
    public static readonly MarketBase Empty = new();

    /// <summary>Number of requests counted.</summary>
    public int Items { get; init; }

    /// <summary>A request counts once for each of its sectors and each sector above them.</summary>
    public IReadOnlyList<TagCount> Sectors { get; init; } = [];

    public IReadOnlyList<TagCount> Stages { get; init; } = [];

    public IReadOnlyList<TagCount> Places { get; init; } = [];

    /// <summary>Some of the requests counted, always the same ones of the same requests; null in snapshots that were kept before there was one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MarketOffer>? Sample { get; init; }

    /// <summary>Counts requests; drafts among them are left out.</summary>
    public static MarketBase Of(IEnumerable<RequestFacts> requests)
    {
        var tally = new MarketTally();
        foreach (var request in requests)
            tally.Add(request);
        return tally.ToBase();
    }

    /// <summary>A sorted copy of counts.</summary>
    public static MarketBase Of(TagCounts counts) => new()
    {
        Items = counts.Items,
        Sectors = Sorted(counts.Sectors),
        Stages = Sorted(counts.Stages),
        Places = Sorted(counts.Places),
    };

    /// <summary>The same counts with sorted tags.</summary>
    /// <exception cref="ArgumentException">A tag occurs twice.</exception>
    public MarketBase Canonical() => Of(new TagCounts(this)) with { Sample = Sample };

    private static IReadOnlyList<TagCount> Sorted(IReadOnlyDictionary<string, int> counts) =>
        [.. counts.Select(c => new TagCount(c.Key, c.Value)).OrderBy(c => c.Tag, StringComparer.Ordinal)];
}

public readonly record struct TagCount(string Tag, int Count);
