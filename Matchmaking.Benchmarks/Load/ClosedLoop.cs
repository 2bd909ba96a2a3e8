using System.Diagnostics;

namespace Matchmaking.Benchmarks.Load;

/// <summary>As many callers as there are, each of whom asks again as soon as it is answered: what a server answers at most.</summary>
internal static class ClosedLoop
{
    /// <returns>Answers a second.</returns>
    /// <exception cref="LoadException">One had another status.</exception>
    public static async Task<double> Run(RawClient client, ReadOnlyMemory<byte> request, int status, int callers, TimeSpan duration)
    {
        var (answers, started) = (0L, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var answer = await client.Send(request).ConfigureAwait(false);
                if (answer != status)
                    throw new LoadException($"{answer} instead of {status}.");
                Interlocked.Increment(ref answers);
            }
        }))).ConfigureAwait(false);
        return answers / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
