using System.Runtime.InteropServices;

namespace Matchmaking.Ranking.Histories;

/// <summary>
/// Those whose company an investor keeps: the weight of another is the number of rounds together over the root of the product of
/// both numbers of rounds. What the nearest thirty do, added up with these weights.
/// </summary>
internal sealed class Neighbours
{
    private const int Most = 30;

    private readonly Dictionary<Investor, double> _weights = [];
    private readonly Dictionary<string, double> _sectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _places = new(StringComparer.Ordinal);

    public Neighbours(Knowledge knowledge, Investor? investor)
    {
        if (investor is null)
            return;
        foreach (var (other, together) in investor.Together)
            _weights.Add(other, together / Math.Sqrt((double)investor.Rounds.Count * other.Rounds.Count));
        Nearest = [.. _weights.OrderByDescending(w => w.Value).ThenBy(w => w.Key.Number).Take(Most).Select(w => (w.Key, w.Value))];
        Followed = [.. investor.Followed.OrderBy(f => f.Key.Number).Select(f => (f.Key, (double)f.Value))];
        foreach (var (other, weight) in Nearest)
        {
            Rounds += weight * other.History.Counts.Items;
            RecentRounds += weight * knowledge.RecentOf(other);
            Add(_sectors, other.History.Counts.Sectors, weight);
            Add(_places, other.History.Counts.Places, weight);
        }
    }

    /// <summary>The nearest, nearest first, with their weights.</summary>
    public (Investor Investor, double Weight)[] Nearest { get; } = [];

    /// <summary>Those whom it followed into companies, with the number of times.</summary>
    public (Investor Investor, double Times)[] Followed { get; } = [];

    /// <summary>Weighted number of rounds of the nearest.</summary>
    public double Rounds { get; }

    /// <summary>The same of the recent ones.</summary>
    public double RecentRounds { get; }

    /// <summary>0 for one with whom it never was in a company.</summary>
    public double Weight(Investor other) => _weights.GetValueOrDefault(other);

    /// <summary>Weighted number of the nearest ones' rounds with a sector.</summary>
    public double Sector(string tag) => _sectors.GetValueOrDefault(tag);

    /// <summary>Weighted number of the nearest ones' rounds in a place.</summary>
    public double Place(string tag) => _places.GetValueOrDefault(tag);

    private static void Add(Dictionary<string, double> sums, IReadOnlyDictionary<string, int> counts, double weight)
    {
        foreach (var (tag, count) in counts)
            CollectionsMarshal.GetValueRefOrAddDefault(sums, tag, out _) += weight * count;
    }
}
