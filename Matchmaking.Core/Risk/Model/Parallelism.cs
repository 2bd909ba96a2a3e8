namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// Runs independent steps on some threads. Each writes its own part of the result, so that the number of threads changes no bit.
/// </summary>
/// <param name="Threads">At most so many at once.</param>
internal readonly record struct Parallelism(int Threads)
{
    /// <param name="count">Number of steps.</param>
    /// <param name="makeWork">Makes room to work in, once a thread.</param>
    /// <param name="step">Does one step.</param>
    public void For<TWork>(int count, Func<TWork> makeWork, Action<int, TWork> step)
    {
        if (Threads <= 1)
        {
            var work = makeWork();
            for (var i = 0; i < count; i++)
                step(i, work);
            return;
        }

        Parallel.For(
            0, count, new ParallelOptions { MaxDegreeOfParallelism = Threads }, makeWork,
            (i, _, work) =>
            {
                step(i, work);
                return work;
            },
            _ => { });
    }
}
