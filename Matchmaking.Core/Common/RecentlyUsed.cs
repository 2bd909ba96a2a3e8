using System.Diagnostics.CodeAnalysis;

namespace Matchmaking.Core.Common;

/// <summary>
/// Values by key, of which those that were not used for longest go when more is kept than fits. Not safe for several threads: whoever owns it
/// holds a lock, since what it decides (is it there, then make it) takes more than one call.
/// </summary>
/// <param name="most">That all values together may weigh.</param>
/// <param name="weigh">What a value weighs, always the same; default 1 each, so that values are counted.</param>
public sealed class RecentlyUsed<TKey, TValue>(long most, Func<TValue, long>? weigh = null)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _leastRecentFirst = new();

    public int Count => _nodes.Count;

    /// <summary>What all values weigh together.</summary>
    public long Weight { get; private set; }

    /// <summary>Looks without using.</summary>
    public bool TryPeek(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var known = _nodes.TryGetValue(key, out var node);
        value = known ? node!.Value.Value : default;
        return known;
    }

    /// <summary>Finds a value, which becomes the one used last.</summary>
    public bool TryUse(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!TryPeek(key, out value))
            return false;
        var node = _nodes[key];
        _leastRecentFirst.Remove(node);
        _leastRecentFirst.AddLast(node);
        return true;
    }

    /// <summary>The value that was not used for longest.</summary>
    public bool TryPeekOldest([MaybeNullWhen(false)] out TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        (key, value) = _leastRecentFirst.First is { } oldest ? oldest.Value : default;
        return Count > 0;
    }

    /// <summary>Keeps a value in the place of the one of that key, as the one used last. It goes at once itself when it alone weighs too much.</summary>
    public void Set(TKey key, TValue value)
    {
        Remove(key);
        _nodes[key] = _leastRecentFirst.AddLast((key, value));
        Weight += WeightOf(value);
        while (Weight > most && _leastRecentFirst.First is { } oldest)
            Remove(oldest.Value.Key);
    }

    public void Remove(TKey key)
    {
        if (!_nodes.Remove(key, out var node))
            return;
        _leastRecentFirst.Remove(node);
        Weight -= WeightOf(node.Value.Value);
    }

    private long WeightOf(TValue value) => weigh?.Invoke(value) ?? 1;
}
