using Matchmaking.Api.Instances;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Upkeep;

namespace Matchmaking.Api.SavedSearches;

/// <summary>
/// Evaluates saved searches in the background. Two of these beside each other do some work twice and tell nothing twice; where several instances share a database, one is
/// enough, and the lease says which.
/// </summary>
internal sealed class SavedSearchLoop(SavedSearchEvaluator evaluator, Leases leases, BackgroundPace pace, ILogger<SavedSearchLoop> log)
    : BackgroundLoop("Evaluating saved searches", pace.Evaluation, log)
{
    protected override async Task Step(CancellationToken stopping)
    {
        if (await leases.Holds(Leases.SavedSearches, stopping))
            await evaluator.RunOnce(stopping);
    }
}
