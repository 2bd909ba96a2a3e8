using System.Threading.Channels;

namespace Matchmaking.Api.Operations;

/// <summary>
/// Tells the worker of new work, and watchers of progress, without asking the database all the time. A signal is a hint: who
/// misses one looks again after a while.
/// </summary>
internal sealed class OperationSignals
{
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private TaskCompletionSource _changed = NewSource();

    /// <summary>There is work.</summary>
    public void Wake() => _work.Writer.TryWrite(true);

    /// <summary>Waits for work, at most this long.</summary>
    public Task AwaitWork(TimeSpan patience, CancellationToken cancel) => OrAfter(_work.Reader.ReadAsync(cancel).AsTask(), patience, cancel);

    /// <summary>Some operation has changed.</summary>
    public void Changed() => Interlocked.Exchange(ref _changed, NewSource()).TrySetResult();

    /// <summary>Completes with the next change after this call. Take it before reading what may have changed.</summary>
    public Task NextChange() => Volatile.Read(ref _changed).Task;

    /// <summary>Waits for a task, but no longer than this.</summary>
    public static async Task OrAfter(Task task, TimeSpan patience, CancellationToken cancel)
    {
        try
        {
            await task.WaitAsync(patience, cancel);
        }
        catch (TimeoutException)
        {
            // Long enough: the caller looks for itself.
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
