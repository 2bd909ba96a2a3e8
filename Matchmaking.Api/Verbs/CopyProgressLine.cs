using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Verbs;

/// <summary>How far a copy of the database is, on a terminal.</summary>
/// <param name="output">Where the verb writes.</param>
/// <param name="unit">What is counted: <c>pages</c> or <c>bytes</c>.</param>
internal sealed class CopyProgressLine(TextWriter output, string unit) : IProgress<CopyProgress>, IDisposable
{
    private readonly ProgressLine _line = new(output);

    public void Report(CopyProgress value) => _line.Show(unit, value.Done, value.Total);

    public void Dispose() => _line.Dispose();
}
