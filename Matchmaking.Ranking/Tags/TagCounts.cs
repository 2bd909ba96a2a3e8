using System.Runtime.InteropServices;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Ranking.Tags;

/// <summary>How many of a number of items carry each tag. Grows while items are added; not safe for writers beside readers.</summary>
public sealed class TagCounts
{
    private readonly Dictionary<string, int> _sectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _stages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public TagCounts()
    {
    }

    internal TagCounts(MarketBase counted)
    {
        Items = counted.Items;
        Copy(counted.Sectors, _sectors);
        Copy(counted.Stages, _stages);
        Copy(counted.Places, _places);
    }

    public int Items { get; private set; }

    public IReadOnlyDictionary<string, int> Sectors => _sectors;

    public IReadOnlyDictionary<string, int> Stages => _stages;

    public IReadOnlyDictionary<string, int> Places => _places;

    internal int Sector(string tag) => _sectors.GetValueOrDefault(tag);

    internal int Stage(string tag) => _stages.GetValueOrDefault(tag);

    internal int Place(string tag) => _places.GetValueOrDefault(tag);

    public void Add(CandidateTags item) => Count(item, 1);

    /// <summary>Takes back an item that was added.</summary>
    internal void Remove(CandidateTags item) => Count(item, -1);

    internal TagCounts Copy() => new(MarketBase.Of(this));

    private void Count(CandidateTags item, int by)
    {
        Items += by;
        foreach (var tag in item.Sectors)
            Count(_sectors, tag, by);
        if (item.Stage is { } stage)
            Count(_stages, stage, by);
        foreach (var tag in item.Places)
            Count(_places, tag, by);
    }

    private static void Count(Dictionary<string, int> counts, string tag, int by)
    {
        if ((CollectionsMarshal.GetValueRefOrAddDefault(counts, tag, out _) += by) == 0)
            counts.Remove(tag);
    }

    private static void Copy(IReadOnlyList<TagCount> from, Dictionary<string, int> to)
    {
        foreach (var (tag, count) in from)
            to.Add(tag, count);
    }
}
