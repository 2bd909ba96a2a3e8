using System.Diagnostics;

namespace Matchmaking.Benchmarks.Load;

/// <summary>What the server takes of the machine, noted again and again during a phase.</summary>
/// <param name="processId">Null when the server runs elsewhere: then nothing is known.</param>
internal sealed class ServerFootprint(int? processId)
{
    private const double BytesPerMegabyte = 1_048_576;

    private readonly List<(double RssMb, int Handles)> _samples = [];

    public void Sample()
    {
        if (processId is not { } id)
            return;
        using var process = Process.GetProcessById(id);
        _samples.Add((Math.Round(process.WorkingSet64 / BytesPerMegabyte, 1), process.HandleCount));
    }

    /// <summary>Medians of the first and the last tenth of the samples: single ones swing with the garbage collector.</summary>
    public FootprintView? View()
    {
        if (_samples.Count == 0)
            return null;
        var tenth = Math.Max(1, _samples.Count / 10);
        var (first, last) = (_samples.Take(tenth).ToList(), _samples.TakeLast(tenth).ToList());
        return new FootprintView(
            Median(first.Select(s => s.RssMb)), Median(last.Select(s => s.RssMb)), _samples.Max(s => s.RssMb), Median(first.Select(s => s.Handles)), Median(last.Select(s => s.Handles)));
    }

    private static T Median<T>(IEnumerable<T> values)
    {
        var ordered = values.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}

internal sealed record FootprintView(double RssMbStart, double RssMbEnd, double RssMbMax, int HandlesStart, int HandlesEnd);
