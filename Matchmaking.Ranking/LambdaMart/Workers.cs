namespace Matchmaking.Ranking.LambdaMart;

/// <summary>Runs numbered blocks of work on up to so many threads. What a block does must not depend on which thread runs it, or when.</summary>
internal static class Workers
{
    public static void Run(int threads, int blocks, Action<int> work) => Run(threads, blocks, () => 0, (block, _) => work(block));

    /// <param name="threads">Threads that may work at once.</param>
    /// <param name="blocks">Numbered from 0.</param>
    /// <param name="start">Makes what one thread works with.</param>
    /// <param name="work">One block.</param>
    /// <param name="end">Takes what a thread worked with, when there is no block left; called from several threads.</param>
    public static void Run<T>(int threads, int blocks, Func<T> start, Action<int, T> work, Action<T>? end = null)
    {
        if (threads == 1 || blocks == 1)
        {
            var own = start();
            for (var block = 0; block < blocks; block++)
                work(block, own);
            end?.Invoke(own);
            return;
        }

        var next = -1;
        Parallel.For(0, Math.Min(threads, blocks), new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            var own = start();
            for (var block = Interlocked.Increment(ref next); block < blocks; block = Interlocked.Increment(ref next))
                work(block, own);
            end?.Invoke(own);
        });
    }
}
