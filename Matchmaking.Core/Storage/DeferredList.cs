namespace Matchmaking.Core.Storage;

/// <summary>
/// Values that need nothing but time to make, in the order in which they were added. When there are many, another thread makes
/// them while the one that adds goes on: in an import the writer spent a sixth of its time on JSON and tokens.
/// </summary>
internal sealed class DeferredList<T>
{
    private const int BatchSize = 32;

    private readonly List<Lazy<T>> _items = [];
    private int _begun;

    public int Count => _items.Count;

    /// <param name="make">Depends on nothing that changes.</param>
    public void Add(Func<T> make)
    {
        _items.Add(new Lazy<T>(make));
        if (_items.Count - _begun == BatchSize)
            Begin();
    }

    /// <summary>Forgets those from a place on.</summary>
    public void Truncate(int count)
    {
        _items.RemoveRange(count, _items.Count - count);
        _begun = Math.Min(_begun, count);
    }

    /// <summary>All of them; those that nobody has begun are made now. What a maker threw, it throws here.</summary>
    public IReadOnlyList<T> Values() => [.. _items.Select(i => i.Value)];

    private void Begin()
    {
        var batch = _items.GetRange(_begun, BatchSize);
        _begun = _items.Count;
        _ = Task.Run(() => batch.ForEach(i => _ = i.Value));
    }
}
