namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// A set of a given size all of whose members are pairwise joined, by branch and bound: a branch ends where fewer candidates are left than
/// are still needed. Finding one is NP-hard, so the search gives up after a budget.
/// </summary>
internal sealed class CliqueSearch
{
    private const int Budget = 200_000;

    private readonly HashSet<(int, int)> _joined;
    private readonly int _size;
    private readonly List<int> _clique = [];
    private int _budget = Budget;

    private CliqueSearch(HashSet<(int, int)> joined, int size) => (_joined, _size) = (joined, size);

    /// <param name="count">Nodes are 0..count - 1.</param>
    /// <param name="edges">Each once, the smaller node first.</param>
    /// <param name="size">Wanted size.</param>
    /// <returns>Null where there is none, or none was found.</returns>
    public static IReadOnlyList<int>? Find(int count, IReadOnlyList<(int First, int Second)> edges, int size)
    {
        var degree = new int[count];
        foreach (var (a, b) in edges)
        {
            degree[a]++;
            degree[b]++;
        }

        // Members of such a set have at least size - 1 partners; those with most come first.
        int[] candidates = [.. Enumerable.Range(0, count).Where(v => degree[v] >= size - 1).OrderByDescending(v => degree[v]).ThenBy(v => v)];
        var search = new CliqueSearch([.. edges], size);
        return search.Grow(candidates) ? search._clique : null;
    }

    private bool Grow(int[] candidates)
    {
        if (_clique.Count == _size)
            return true;
        for (var i = 0; i <= candidates.Length - (_size - _clique.Count); i++)
        {
            if (--_budget < 0)
                return false;
            var v = candidates[i];
            _clique.Add(v);
            if (Grow([.. candidates.Skip(i + 1).Where(u => _joined.Contains((Math.Min(u, v), Math.Max(u, v))))]))
                return true;
            _clique.RemoveAt(_clique.Count - 1);
        }

        return false;
    }
}
