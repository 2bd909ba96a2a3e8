namespace Matchmaking.Api.Webhooks;

/// <summary>Sends events to webhooks in the background.</summary>
internal sealed class WebhookDispatcher(WebhookDispatchLoop loop, WebhookRounds rounds) : BackgroundService
{
    /// <summary>Takes one step and waits for what it began.</summary>
    /// <returns>Attempts made.</returns>
    public Task<int> RunOnce(CancellationToken cancel) => rounds.Run(cancel);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.Work(stoppingToken);
}
