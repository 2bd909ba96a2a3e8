namespace Matchmaking.Core.Numerics;

/// <summary>
/// Runs independent steps on some threads. Each writes its own part of the result, so that the number of threads changes no bit.
/// </summary>
/// <param name="Threads">At most so many at once.</param>
public readonly record struct Parallelism(int Threads)
{
    /// <param name="count">Number of steps.</param>
    /// <param name="step">Does one step.</param>
    public void For(int count, Action<int> step) => For(count, () => 0, (i, _) => step(i));

    /// <param name="count">Number of steps.</param>
    /// <param name="makeWork">Makes room to work in, at most once a thread.</param>
    /// <param name="step">Does one step.</param>
    /// <param name="finish">Takes what a thread worked in, when no step is left; called from several threads.</param>
    /// <param name="cancel">Ends it before the next step.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void For<TWork>(int count, Func<TWork> makeWork, Action<int, TWork> step, Action<TWork>? finish = null, CancellationToken cancel = default)
    {
        if (Threads <= 1 || count <= 1)
        {
            var work = makeWork();
            for (var i = 0; i < count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                step(i, work);
            }

            finish?.Invoke(work);
            return;
        }

        // Threads take the next step themselves: given ranges, some would wait for others, and make room more than once.
        var next = -1;
        Parallel.For(0, Math.Min(Threads, count), new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancel }, _ =>
        {
            var work = makeWork();
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                cancel.ThrowIfCancellationRequested();
                step(i, work);
            }

            finish?.Invoke(work);
        });
    }

    /// <summary>Where stretches of about the same length begin, and the end: one for each thread, fewer where one would be shorter than it is worth.</summary>
    /// <param name="items">How many to divide.</param>
    /// <param name="least">The shortest stretch that a thread is started for.</param>
    /// <returns>At least two numbers, from 0 to the number of items.</returns>
    public int[] Stretches(int items, int least)
    {
        var bounds = new int[Math.Clamp(items / least, 1, Math.Max(1, Threads)) + 1];
        for (var i = 1; i < bounds.Length; i++)
            bounds[i] = (int)((long)items * i / (bounds.Length - 1));
        return bounds;
    }
}
