using System.Diagnostics;

namespace Matchmaking.Benchmarks.Load;

/// <summary>
/// Sends requests when they are due, whether or not the ones before were answered, as independent callers do. A latency
/// counts from the moment at which a request was due: what a slow answer makes others wait is measured, not left out
/// (coordinated omission).
/// </summary>
/// <param name="next">What is sent; asked by one thread.</param>
/// <param name="output">Told how it goes.</param>
internal sealed class OpenLoop(Func<LoadRequest> next, TextWriter output)
{
    /// <summary>Requests under way; more would measure the client.</summary>
    private const int UnderWayMax = 20_000;

    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan _reportEvery = TimeSpan.FromSeconds(10);

    private int _underWay;

    /// <param name="phase">For the report.</param>
    /// <param name="rate">Requests a second.</param>
    /// <param name="duration">How long requests are sent; the answers of the last are waited for.</param>
    /// <param name="observe">Called with each report.</param>
    public async Task<LoadTally> Run(string phase, double rate, TimeSpan duration, Action observe)
    {
        var tally = new LoadTally();
        var start = Stopwatch.GetTimestamp();
        var (sent, total, reported) = (0L, (long)(rate * duration.TotalSeconds), TimeSpan.Zero);
        using var timer = new PeriodicTimer(_tick);
        while (sent < total)
        {
            var elapsed = Stopwatch.GetElapsedTime(start);
            for (var due = Math.Min(total, 1 + (long)(elapsed.TotalSeconds * rate)); sent < due; sent++)
            {
                if (Volatile.Read(ref _underWay) >= UnderWayMax)
                    tally.NotSent++;
                else
                    Begin(tally, start, TimeSpan.FromSeconds(sent / rate));
            }

            if (elapsed - reported >= _reportEvery)
            {
                reported = elapsed;
                observe();
                output.WriteLine(FormattableString.Invariant(
                    $"{phase} {elapsed.TotalSeconds:0} s: {tally.All.Count} answered, p50 {tally.All.PercentileMillis(0.5):0.0} ms, p99 {tally.All.PercentileMillis(0.99):0.0} ms, {Volatile.Read(ref _underWay)} under way"));
            }

            await timer.WaitForNextTickAsync().ConfigureAwait(false);
        }

        // Every request ends by itself, answered or timed out.
        while (Volatile.Read(ref _underWay) > 0)
            await timer.WaitForNextTickAsync().ConfigureAwait(false);
        return tally;
    }

    private void Begin(LoadTally tally, long start, TimeSpan due)
    {
        var request = next();
        Interlocked.Increment(ref _underWay);
        // Not awaited: the next request does not wait for this one. Send answers with a status whatever happens.
        _ = Task.Run(async () =>
        {
            var status = await request.Send().ConfigureAwait(false);
            tally.Add(request.Kind, status, due, Stopwatch.GetElapsedTime(start) - due);
            Interlocked.Decrement(ref _underWay);
        });
    }
}
