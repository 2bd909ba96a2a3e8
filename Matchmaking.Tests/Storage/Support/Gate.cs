using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Tests.Storage.Support;

/// <summary>A use case that holds the writer until it is opened, so that what is written meanwhile waits together.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes once the writer stands in the gate.</summary>
    public Task Entered => _entered.Task;

    public async Task<Result<bool>> Hold(Db db)
    {
        _entered.TrySetResult();
        await _open.Task;
        return true;
    }

    public void Open() => _open.TrySetResult();
}
