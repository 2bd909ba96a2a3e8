using System.Globalization;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Verbs;

/// <summary>
/// One line that counts percents, written over itself while somebody looks at it. Into a file or a pipe nothing is written.
/// </summary>
internal sealed class TerminalProgress(string phase, TextWriter output, bool isTerminal) : IProgress<CopyProgress>, IDisposable
{
    private long _shown = -1;

    /// <summary>True for the standard output of a terminal.</summary>
    public static bool IsTerminal(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    public void Report(CopyProgress value)
    {
        var percent = value.Total == 0 ? 100 : value.Done * 100 / value.Total;
        if (!isTerminal || percent == _shown)
            return;
        _shown = percent;
        output.Write(string.Create(CultureInfo.InvariantCulture, $"\r{phase} {percent,3}%"));
        output.Flush();
    }

    /// <summary>Ends the line.</summary>
    public void Dispose()
    {
        if (_shown >= 0)
            output.WriteLine();
        _shown = -1;
    }
}
