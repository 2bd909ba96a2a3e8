namespace Matchmaking.Core.Storage;

/// <summary>
/// Reads of the same kind that are asked for while others are under way share the next one, as writes share a commit: one trip to the database then pays for many callers. Whoever asks is answered by a
/// read that began after he asked, so that it is never older than what he knows.
/// </summary>
/// <param name="read">Reads for some keys at once; the keys differ from each other.</param>
/// <typeparam name="TKey">What is asked for.</typeparam>
/// <typeparam name="TValues">What is read for all of them.</typeparam>
internal sealed class GroupedReads<TKey, TValues>(Func<IReadOnlyCollection<TKey>, Task<TValues>> read)
    where TKey : notnull
{
    /// <summary>How long a group waits for the one before: what holds that one up (a connection that is dead, say) is not to hold up everybody.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private Round? _next;
    private int _running;

    /// <exception cref="OperationCanceledException">The caller left; the read goes on for the others.</exception>
    public Task<TValues> Read(TKey key, CancellationToken cancel)
    {
        Round round;
        bool isNew, begins;
        lock (_gate)
        {
            isNew = _next is null;
            round = _next ??= new Round();
            round.Keys.Add(key);
            begins = _running == 0;
            if (begins)
                Take();
        }

        if (begins)
            _ = Run(round);
        else if (isNew)
            _ = RunLate(round);
        return round.Values.Task.WaitAsync(cancel);
    }

    /// <summary>Runs a round, and whatever has gathered meanwhile.</summary>
    private async Task Run(Round? round)
    {
        while (round is not null)
        {
            try
            {
                round.Values.SetResult(await read(round.Keys).ConfigureAwait(false));
            }
            catch (Exception failure)
            {
                round.Values.SetException(failure);
            }

            lock (_gate)
            {
                _running--;
                round = Take();
            }
        }
    }

    private async Task RunLate(Round round)
    {
        await Task.Delay(_patience).ConfigureAwait(false);
        lock (_gate)
        {
            if (_next != round)
                return;
            Take();
        }

        await Run(round).ConfigureAwait(false);
    }

    /// <returns>Those who wait, to be run now; null when nobody does.</returns>
    private Round? Take()
    {
        var taken = _next;
        _next = null;
        if (taken is not null)
            _running++;
        return taken;
    }

    private sealed class Round
    {
        public HashSet<TKey> Keys { get; } = [];

        public TaskCompletionSource<TValues> Values { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
