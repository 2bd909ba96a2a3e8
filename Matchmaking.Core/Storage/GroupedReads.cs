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
    /// <summary>Under way at once: fewer make larger groups; with one, whatever holds it up would hold up everybody.</summary>
    private const int RoundsMost = 4;

    private readonly Lock _gate = new();
    private Round? _next;
    private int _running;

    /// <exception cref="OperationCanceledException">The caller left; the read goes on for the others.</exception>
    public Task<TValues> Read(TKey key, CancellationToken cancel)
    {
        Round round;
        bool begins;
        lock (_gate)
        {
            round = _next ??= new Round();
            round.Keys.Add(key);
            begins = _running < RoundsMost;
            if (begins)
            {
                _running++;
                _next = null;
            }
        }

        if (begins)
            _ = Run(round);
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
                (round, _next) = (_next, null);
                if (round is null)
                    _running--;
            }
        }
    }

    private sealed class Round
    {
        public HashSet<TKey> Keys { get; } = [];

        public TaskCompletionSource<TValues> Values { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
