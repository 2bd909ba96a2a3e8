using Matchmaking.Api.Instances;
using Matchmaking.Api.Setup;

namespace Matchmaking.Api.SavedSearches;

/// <summary>
/// Evaluates until the program stops. Two of these beside each other do some work twice and tell nothing twice; where several instances share a database, one is
/// enough, and the lease says which.
/// </summary>
internal sealed class SavedSearchLoop(SavedSearchEvaluator evaluator, Leases leases, BackgroundPace pace, ILogger<SavedSearchLoop> log)
{
    public async Task Work(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pace.Evaluation, stopping);
                if (await leases.Holds(Leases.SavedSearches, stopping))
                    await evaluator.RunOnce(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The stop itself.
            }
            catch (Exception failure)
            {
                log.LogError(failure, "Saved searches could not be evaluated; trying again");
            }
        }
    }
}
