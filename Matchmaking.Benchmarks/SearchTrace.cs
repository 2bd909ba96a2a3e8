using System.Diagnostics;
using System.Globalization;

using Matchmaking.Core.Plans;

namespace Matchmaking.Benchmarks;

/// <summary>Notes when a search came to better values and bounds; after the first second it says so too, a line a second at most.</summary>
/// <param name="clock">Running since the measurement began.</param>
/// <param name="error">Where progress is told.</param>
internal sealed class SearchTrace(Stopwatch clock, TextWriter error) : IProgress<SolveProgress>
{
    private readonly List<Entry> _entries = [];
    private double _next = 1;

    /// <summary>By time; each differs from the one before.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The first plan; null while there is none.</summary>
    public Entry? First => _entries.Find(e => e.Value is not null);

    public void Report(SolveProgress value)
    {
        var seconds = clock.Elapsed.TotalSeconds;
        var entry = new Entry(Math.Round(seconds, 4), value.Value / 10_000m, value.UpperBound / 10_000m);
        if (_entries.Count == 0 || _entries[^1] with { Seconds = entry.Seconds } != entry)
            _entries.Add(entry);
        if (seconds < _next)
            return;
        _next = seconds + 1;
        error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:f1} s: value {entry.Value}, bound {entry.UpperBound}"));
    }

    /// <summary>What was known after some seconds; value and bound are sums of weights (scores), value is null without a plan.</summary>
    internal sealed record Entry(double Seconds, decimal? Value, decimal UpperBound);
}
