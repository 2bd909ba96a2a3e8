using System.Diagnostics;

namespace Matchmaking.Benchmarks.Load;

/// <summary>What the server takes of the machine, noted again and again during a phase.</summary>
/// <param name="processId">Null when the server runs elsewhere: then nothing is known.</param>
internal sealed class ServerFootprint(int? processId)
{
    private const double BytesPerMegabyte = 1_048_576;

    private readonly List<(double RssMb, int Handles, int Connections)> _samples = [];

    public void Sample()
    {
        if (processId is not { } id)
            return;
        using var process = Process.GetProcessById(id);
        _samples.Add((Math.Round(process.WorkingSet64 / BytesPerMegabyte, 1), process.HandleCount, Connections(id)));
    }

    /// <summary>Medians of the first and the last tenth of the samples: single ones swing with the garbage collector.</summary>
    public FootprintView? View()
    {
        if (_samples.Count == 0)
            return null;
        var tenth = Math.Max(1, _samples.Count / 10);
        var (first, last) = (_samples.Take(tenth).ToList(), _samples.TakeLast(tenth).ToList());
        return new FootprintView(
            Medians.Of(first.Select(s => s.RssMb)),
            Medians.Of(last.Select(s => s.RssMb)),
            _samples.Max(s => s.RssMb),
            Medians.Of(first.Select(s => s.Handles)),
            Medians.Of(last.Select(s => s.Handles)),
            Medians.Of(first.Select(s => s.Connections)),
            Medians.Of(last.Select(s => s.Connections)));
    }

    /// <summary>Sockets that it has open; 0 where the system does not tell.</summary>
    private static int Connections(int id)
    {
        var folder = new DirectoryInfo($"/proc/{id}/fd");
        return folder.Exists ? folder.EnumerateFiles().Count(f => f.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true) : 0;
    }
}

internal sealed record FootprintView(double RssMbStart, double RssMbEnd, double RssMbMax, int HandlesStart, int HandlesEnd, int ConnectionsStart, int ConnectionsEnd);
