namespace Matchmaking.Core.Taxonomies;

/// <summary>The forest of sectors: who descends from whom, and how far two sectors are apart.</summary>
internal sealed class SectorTree
{
    private readonly Dictionary<string, string[]> _paths;

    /// <param name="parents">Parent of every code, null for roots; every parent is itself a key.</param>
    /// <exception cref="SectorCycleException">A code is its own ancestor.</exception>
    public SectorTree(IReadOnlyDictionary<string, string?> parents)
    {
        _paths = new(parents.Count, StringComparer.Ordinal);
        foreach (var code in parents.Keys)
            _paths[code] = PathToRoot(code, parents);
    }

    public int Depth(string code) => Path(code).Length - 1;

    /// <summary>Nearest first, without the sector itself.</summary>
    public IReadOnlyList<string> Ancestors(string code) => new ArraySegment<string>(Path(code), 1, Path(code).Length - 1);

    public bool IsAncestorOrSelf(string ancestor, string sector) =>
        _paths.TryGetValue(sector, out var path) && path.Contains(ancestor, StringComparer.Ordinal);

    /// <summary>Edges between two sectors by way of their lowest common ancestor; null when there is none.</summary>
    public int? Distance(string a, string b)
    {
        if (!_paths.TryGetValue(a, out var up) || !_paths.TryGetValue(b, out var down))
            return null;
        for (var i = 0; i < up.Length; i++)
        {
            var j = Array.IndexOf(down, up[i]);
            if (j >= 0)
                return i + j;
        }

        return null;
    }

    private string[] Path(string code) =>
        _paths.TryGetValue(code, out var path) ? path : throw new ArgumentException($"'{code}' is not a sector.", nameof(code));

    private static string[] PathToRoot(string code, IReadOnlyDictionary<string, string?> parents)
    {
        var path = new List<string>();
        for (string? at = code; at is not null; at = parents[at])
        {
            if (path.Count == parents.Count)
                throw new SectorCycleException(code);
            path.Add(at);
        }

        return [.. path];
    }
}

/// <summary>A sector that is its own ancestor.</summary>
// The loader turns it into an error with file and line; nobody else sees it.
#pragma warning disable CA1032, CA1064
internal sealed class SectorCycleException(string code) : Exception($"'{code}' is its own ancestor.")
#pragma warning restore CA1032, CA1064
{
    public string Code { get; } = code;
}
