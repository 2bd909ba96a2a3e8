using System.Data.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Auth;

/// <summary>Writes down the last uses of keys once a minute, and once more when the program stops and no request is left.</summary>
internal sealed class KeyUseWriter(KeyUses uses, TimeProvider clock, ILogger<KeyUseWriter> log) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Write(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Write(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop itself; StopAsync writes the rest.
        }
    }

    private async Task Write(CancellationToken cancel)
    {
        try
        {
            await uses.Write(cancel);
        }
        catch (Exception failure) when (failure is DatabaseBusyException or DbException)
        {
            // Nothing is lost: the uses stay noted for the next time.
            log.LogWarning(failure, "Last uses of keys could not be written down; they are tried again");
        }
    }
}
