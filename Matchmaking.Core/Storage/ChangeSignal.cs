namespace Matchmaking.Core.Storage;

/// <summary>Lets any number of readers wait for the next change of a topic.</summary>
public sealed class ChangeSignal
{
    private TaskCompletionSource _next = NewSource();

    public ChangeSignal(ChangeBroadcast changes, string topic) => changes.Listen(c =>
    {
        if (c.Has(topic))
            Interlocked.Exchange(ref _next, NewSource()).TrySetResult();
    });

    /// <summary>Completes with the next change after this call. Take it before reading what may have changed.</summary>
    public Task Next() => Volatile.Read(ref _next).Task;

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
