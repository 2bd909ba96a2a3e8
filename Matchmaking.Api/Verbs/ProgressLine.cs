using System.Globalization;
using Matchmaking.Core.Operations;

namespace Matchmaking.Api.Verbs;

/// <summary>One line that tells how far a verb is, written over itself; nothing where the output is not a terminal.</summary>
internal sealed class ProgressLine(TextWriter output) : IDisposable
{
    private const string EraseLine = "\r\u001b[2K";

    private readonly bool _terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
    private long _shown = -1;

    /// <param name="what">What is counted.</param>
    /// <param name="done">So many are done.</param>
    /// <param name="total">Of so many; 0 where that is not known.</param>
    public void Show(string what, long done, long total)
    {
        var percent = total > 0 ? done * 100 / total : done;
        if (!_terminal || percent == _shown)
            return;
        _shown = percent;
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{EraseLine}{what}: {done}{(total > 0 ? $" of {total} ({percent} %)" : "")}"));
        output.Flush();
    }

    /// <summary>The same for what operations tell.</summary>
    public Task Report(OperationProgress progress)
    {
        Show(progress.Phase, progress.Done, progress.Total);
        return Task.CompletedTask;
    }

    public void Clear()
    {
        if (_terminal && _shown >= 0)
            output.Write(EraseLine);
        _shown = -1;
    }

    public void Dispose() => Clear();
}
