using System.Threading.Channels;

namespace Matchmaking.Api.Operations;

/// <summary>
/// Tells lanes of new work, without their asking the database all the time. A signal is a hint: who misses one looks again
/// after a while.
/// </summary>
internal sealed class OperationSignals
{
    // Each lane its own: of a common one, the lane that looks first would take the signal away.
    private readonly Dictionary<OperationLane, Channel<bool>> _work = Enum.GetValues<OperationLane>().ToDictionary(
        lane => lane, _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));

    /// <summary>There may be work for every lane.</summary>
    public void Wake()
    {
        foreach (var lane in _work.Keys)
            Wake(lane);
    }

    /// <summary>There is work for this lane.</summary>
    public void Wake(OperationLane lane) => _work[lane].Writer.TryWrite(true);

    /// <summary>Waits for work, at most this long.</summary>
    public async Task AwaitWork(OperationLane lane, TimeSpan patience, CancellationToken cancel)
    {
        // The reading ends with the patience: one that was left behind would take the next signal away.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        ended.CancelAfter(patience);
        try
        {
            await _work[lane].Reader.ReadAsync(ended.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Long enough: the caller looks for itself.
        }
    }
}
