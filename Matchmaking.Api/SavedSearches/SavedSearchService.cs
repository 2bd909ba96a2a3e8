namespace Matchmaking.Api.SavedSearches;

/// <summary>Evaluates saved searches in the background.</summary>
internal sealed class SavedSearchService(SavedSearchLoop loop) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.Work(stoppingToken);
}
