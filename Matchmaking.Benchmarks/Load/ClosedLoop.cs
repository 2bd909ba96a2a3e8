using System.Diagnostics;

namespace Matchmaking.Benchmarks.Load;

/// <summary>As many callers as there are, each of whom asks again as soon as it is answered: what a server answers at most.</summary>
internal static class ClosedLoop
{
    /// <param name="sends">What the callers do, in turn: the first caller the first, and so on; each answers with the status.</param>
    /// <param name="isExpected">Whether a status is an answer that counts.</param>
    /// <param name="callers">At once.</param>
    /// <param name="duration">For how long.</param>
    /// <returns>Answers a second.</returns>
    /// <exception cref="LoadException">One had another status.</exception>
    public static async Task<double> Run(IReadOnlyList<Func<Task<int>>> sends, Func<int, bool> isExpected, int callers, TimeSpan duration)
    {
        var (answers, started) = (0L, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var send = sends[caller % sends.Count];
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var answer = await send().ConfigureAwait(false);
                if (!isExpected(answer))
                    throw new LoadException($"A caller was answered {answer}.");
                Interlocked.Increment(ref answers);
            }
        }))).ConfigureAwait(false);
        return answers / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
