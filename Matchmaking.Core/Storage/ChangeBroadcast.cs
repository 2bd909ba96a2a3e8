namespace Matchmaking.Core.Storage;

/// <summary>
/// Tells this process what has been committed: by itself and, where others share the database, by them. A hint, so that nobody has
/// to ask all the time: it may come twice, late or, when the way to the database was cut, as <see cref="ChangeSet.Everything"/>. Who must be right
/// compares versions.
/// </summary>
public sealed class ChangeBroadcast
{
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<Action<ChangeSet>> _listeners = [];

    /// <param name="listener">Called on the threads that commit: it notes and returns, and throws nothing.</param>
    public void Listen(Action<ChangeSet> listener)
    {
        lock (_gate)
            _listeners = [.. _listeners, listener];
    }

    internal void Tell(ChangeSet changes)
    {
        if (changes.IsEmpty)
            return;
        foreach (var listener in _listeners)
            listener(changes);
    }
}
