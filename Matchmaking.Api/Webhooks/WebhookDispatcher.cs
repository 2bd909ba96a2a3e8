using Matchmaking.Api.Instances;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Upkeep;

namespace Matchmaking.Api.Webhooks;

/// <summary>
/// Sends events to webhooks in the background. Two of these beside each other send nothing wrong and nothing twice; where several instances share a database, one is
/// enough, and the lease says which.
/// </summary>
internal sealed class WebhookDispatcher(WebhookRounds rounds, Leases leases, BackgroundPace pace, ILogger<WebhookDispatcher> log)
    : BackgroundLoop("Sending to webhooks", pace.Dispatch, log)
{
    private readonly List<Task<int>> _lanes = [];

    /// <summary>Takes one step and waits for what it began.</summary>
    /// <returns>Attempts made.</returns>
    public Task<int> RunOnce(CancellationToken cancel) => rounds.Run(cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await base.ExecuteAsync(stoppingToken);
        await Task.WhenAll(_lanes);
    }

    protected override async Task Step(CancellationToken stopping)
    {
        _lanes.RemoveAll(l => l.IsCompleted);
        if (await leases.Holds(Leases.Webhooks, stopping))
            _lanes.AddRange(await rounds.Begin(stopping));
    }
}
