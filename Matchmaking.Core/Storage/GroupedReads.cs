using System.Diagnostics;

namespace Matchmaking.Core.Storage;

/// <summary>
/// Reads of the same kind that are asked for while others are under way share the next one, as writes share a commit: one trip to the database then pays for many callers. Whoever asks is answered by a
/// read that began after he asked, so that it is never older than what he knows.
/// </summary>
/// <param name="read">Reads for some keys at once; the keys differ from each other.</param>
/// <param name="between">
/// From one trip to the next at the least, as long as they are shared: where a trip is short and costs much, callers who are spread over several processes gather so. Who is alone waits for nothing.
/// </param>
/// <typeparam name="TKey">What is asked for.</typeparam>
/// <typeparam name="TValues">What is read for all of them.</typeparam>
internal sealed class GroupedReads<TKey, TValues>(Func<IReadOnlyCollection<TKey>, Task<TValues>> read, TimeSpan between)
    where TKey : notnull
{
    /// <summary>How long a group waits for the one before: what holds that one up (a connection that is dead, say) is not to hold up everybody.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private Round? _next;
    private bool _isWorking;
    private bool _wasShared;
    private long _began;

    /// <exception cref="OperationCanceledException">The caller left; the read goes on for the others.</exception>
    public Task<TValues> Read(TKey key, CancellationToken cancel)
    {
        Round round;
        bool begins;
        lock (_gate)
        {
            round = _next ??= new Round();
            round.Add(key);
            begins = !_isWorking;
            _isWorking = true;
        }

        if (begins)
            _ = Work();
        return round.Values.WaitAsync(cancel);
    }

    /// <summary>Runs round after round until nobody waits.</summary>
    private async Task Work()
    {
        while (true)
        {
            if (_wasShared && between - Stopwatch.GetElapsedTime(_began) is { Ticks: > 0 } rest)
                await Task.Delay(rest).ConfigureAwait(false);
            Round? round;
            lock (_gate)
            {
                (round, _next) = (_next, null);
                _isWorking = round is not null;
            }

            if (round is null)
                return;
            (_wasShared, _began) = (round.IsShared, Stopwatch.GetTimestamp());
            await round.Run(read).WaitAsync(_patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class Round
    {
        private readonly HashSet<TKey> _keys = [];
        private readonly TaskCompletionSource<TValues> _values = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _callers;

        public Task<TValues> Values => _values.Task;

        public bool IsShared => _callers > 1;

        public void Add(TKey key)
        {
            _keys.Add(key);
            _callers++;
        }

        /// <summary>Answers all its callers, with a failure too.</summary>
        public async Task Run(Func<IReadOnlyCollection<TKey>, Task<TValues>> read)
        {
            try
            {
                _values.SetResult(await read(_keys).ConfigureAwait(false));
            }
            catch (Exception failure)
            {
                _values.SetException(failure);
            }
        }
    }
}
