using System.Collections.Concurrent;
using System.Globalization;

namespace Matchmaking.Benchmarks.Load;

/// <summary>What a phase of the load measured.</summary>
internal sealed class LoadTally
{
    /// <summary>The status of a request that got no answer: the connection failed, or time ran out.</summary>
    public const int NoAnswer = 0;

    private readonly ConcurrentDictionary<string, LatencyHistogram> _kinds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentDictionary<int, Second> _seconds = new();

    public LatencyHistogram All { get; } = new();

    /// <summary>Answers of 200 to 299 and 304 alone: a refusal is quick and would flatter the percentiles.</summary>
    public LatencyHistogram Successes { get; } = new();

    /// <summary>Requests that were not sent, since too many were under way.</summary>
    public int NotSent { get; set; }

    /// <param name="kind">What was asked.</param>
    /// <param name="status">The status, or <see cref="NoAnswer"/>.</param>
    /// <param name="at">When it was to start, from the start of the phase.</param>
    /// <param name="latency">From then to the whole answer.</param>
    public void Add(string kind, int status, TimeSpan at, TimeSpan latency)
    {
        All.Add(latency);
        _kinds.GetOrAdd(kind, _ => new LatencyHistogram()).Add(latency);
        _statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
        var second = _seconds.GetOrAdd((int)at.TotalSeconds, _ => new Second());
        second.Latencies.Add(latency);
        if (IsSuccess(status))
            Successes.Add(latency);
        else
            Interlocked.Increment(ref second.Refused);
    }

    /// <summary>Requests whose status is neither a success nor one of these.</summary>
    public int Unexpected(params IReadOnlyList<int> alsoExpected) => _statuses.Where(s => !IsSuccess(s.Key) && !alsoExpected.Contains(s.Key)).Sum(s => s.Value);

    /// <summary>The first second without a refusal whose 99th percentile is at most this; null when there is none.</summary>
    public int? FirstSecondWithin(double millis) => _seconds
        .Where(s => s.Value.Refused == 0 && s.Value.Latencies.PercentileMillis(0.99) <= millis)
        .Select(s => (int?)s.Key).Min();

    public IReadOnlyDictionary<string, int> Statuses() =>
        _statuses.OrderBy(s => s.Key).ToDictionary(s => s.Key == NoAnswer ? "none" : s.Key.ToString(CultureInfo.InvariantCulture), s => s.Value);

    public IReadOnlyDictionary<string, LatencyView> Kinds() => _kinds.OrderBy(k => k.Key, StringComparer.Ordinal).ToDictionary(k => k.Key, k => LatencyView.Of(k.Value));

    /// <summary>Done, or not changed.</summary>
    public static bool IsSuccess(int status) => status is (>= 200 and < 300) or 304;

    private sealed class Second
    {
        public int Refused;

        public LatencyHistogram Latencies { get; } = new();
    }
}

/// <summary>Milliseconds.</summary>
internal sealed record LatencyView(long Count, double P50, double P99, double P999, double Max)
{
    public static LatencyView Of(LatencyHistogram latencies) => new(
        latencies.Count,
        Round(latencies.PercentileMillis(0.5)),
        Round(latencies.PercentileMillis(0.99)),
        Round(latencies.PercentileMillis(0.999)),
        Round(latencies.MaxMillis));

    private static double Round(double millis) => Math.Round(millis, 2);
}
