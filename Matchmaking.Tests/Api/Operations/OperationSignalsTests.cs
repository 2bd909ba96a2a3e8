using Matchmaking.Api.Operations;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Operations;

/// <summary>No clock decides: what must not come is told apart by what came before it, and what must come is waited for as long as it takes.</summary>
internal sealed class OperationSignalsTests
{
    private static readonly TimeSpan _forever = Timeout.InfiniteTimeSpan;

    private readonly OperationSignals _signals = new();

    [Test, CancelAfter(60_000)]
    public async Task Wake_BothLanesWait_EachGetsItsOwnSignalAlone(CancellationToken end)
    {
        var data = _signals.AwaitWork(OperationLane.Data, _forever, end);
        var compute = _signals.AwaitWork(OperationLane.Compute, _forever, end);

        _signals.Wake(OperationLane.Compute);
        await compute;
        Assert.That(data.IsCompleted, Is.False);

        _signals.Wake(OperationLane.Data);
        await data;
    }

    [Test, CancelAfter(60_000)]
    public async Task AwaitWork_SignalsOfBefore_OneIsEnoughForAll(CancellationToken end)
    {
        _signals.Wake(OperationLane.Data);
        _signals.Wake(OperationLane.Data);

        await _signals.AwaitWork(OperationLane.Data, _forever, end);
        var next = _signals.AwaitWork(OperationLane.Data, _forever, end);

        Assert.That(next.IsCompleted, Is.False);
        _signals.Wake(OperationLane.Data);
        await next;
    }

    [Test, CancelAfter(60_000)]
    public async Task AwaitWork_PatienceEnded_TheNextSignalIsForWhoWaitsThen(CancellationToken end)
    {
        await _signals.AwaitWork(OperationLane.Data, TimeSpan.Zero, end);
        var next = _signals.AwaitWork(OperationLane.Data, _forever, end);

        _signals.Wake(OperationLane.Data);

        await next;
    }

    [Test]
    public void AwaitWork_Cancelled_Ends()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = _signals.AwaitWork(OperationLane.Data, _forever, cancel.Token);

        cancel.Cancel();

        Assert.That(() => waiting, Throws.InstanceOf<OperationCanceledException>());
    }
}
