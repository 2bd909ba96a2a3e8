using System.Collections.Concurrent;

namespace Matchmaking.Tests.Fuzz;

/// <summary>The ids of what was created, by the path of the thing with <c>{}</c> for its ids; below a parent its id comes first.</summary>
internal sealed class IdPools
{
    private const int KeptOfEach = 400;

    private readonly ConcurrentDictionary<string, List<string[]>> _pools = new();

    /// <summary>Remembers the thing at a location such as <c>/v1/funds/ID/positions/ID</c>.</summary>
    public void Add(string location)
    {
        var (thing, ids) = Split(location);
        var pool = _pools.GetOrAdd(thing, _ => []);
        lock (pool)
        {
            pool.Add(ids);
            if (pool.Count > KeptOfEach)
                pool.RemoveAt(0);
        }
    }

    public void Remove(string location)
    {
        var (thing, ids) = Split(location);
        if (!_pools.TryGetValue(thing, out var pool))
            return;
        lock (pool)
            pool.RemoveAll(i => i.SequenceEqual(ids));
    }

    /// <summary>The ids of some such thing, below this parent if there is one; null where none is known.</summary>
    public string[]? Pick(string thing, Random random, string? parent = null)
    {
        if (!_pools.TryGetValue(thing, out var pool))
            return null;
        lock (pool)
        {
            var below = parent is null ? pool : pool.Where(i => i[0] == parent).ToList();
            return below.Count == 0 ? null : below[random.Next(below.Count)];
        }
    }

    /// <summary>The thing that a path leads to, or through: the longest beginning that ends with an id.</summary>
    public static string ThingOnTheWayTo(string path)
    {
        var parts = path.Split('/').Select(p => p.StartsWith('{') ? "{}" : p).ToList();
        return string.Join('/', parts.Take(parts.LastIndexOf("{}") + 1));
    }

    private static (string Thing, string[] Ids) Split(string location)
    {
        var parts = location.Split('/');
        return (
            string.Join('/', parts.Select(p => Guid.TryParseExact(p, "D", out _) ? "{}" : p)),
            [.. parts.Where(p => Guid.TryParseExact(p, "D", out _))]);
    }
}
