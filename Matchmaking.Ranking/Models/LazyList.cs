using System.Collections;

namespace Matchmaking.Ranking.Models;

/// <summary>A list whose items are computed when the first is read, once, for any number of readers.</summary>
/// <param name="count">How many there will be.</param>
/// <param name="compute">Gives them.</param>
internal sealed class LazyList<T>(int count, Func<T[]> compute) : IReadOnlyList<T>
{
    private readonly Lazy<T[]> _items = new(compute);

    public int Count => count;

    public T this[int index] => _items.Value[index];

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
