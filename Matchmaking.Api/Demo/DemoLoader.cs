using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Demo;

/// <summary>What a first look at a loaded season needs.</summary>
/// <param name="OpenSession">The session that is about to be planned.</param>
/// <param name="Fund">武汉基金: it takes most of the open session's asks.</param>
/// <param name="Request">The ask of 30 million yuan in the open session.</param>
/// <param name="Rows">How many things were stored.</param>
internal sealed record DemoSummary(SessionId OpenSession, FundId Fund, FinancingRequestId Request, int Rows);

/// <summary>Stores a season in an empty database, inside the caller's transaction.</summary>
internal static class DemoLoader
{
    /// <returns>The refusal of the first row that a constraint refuses; then nothing is kept.</returns>
    public static async Task<Result<DemoSummary>> Load(Db db, DemoSeason season)
    {
        // In the order of their references.
        var refused = await Insert(db, FundStore.Entities, season.Funds)
            ?? await Insert(db, StartupStore.Entities, season.Startups)
            ?? await Insert(db, FinancingRequestStore.Entities, season.Requests)
            ?? await Insert(db, PositionStore.Entities, season.Positions)
            ?? await Insert(db, SessionStore.Entities, season.Sessions)
            ?? await Insert(db, RegistrationStore.Entities, season.Registrations)
            ?? await Insert(db, PreferenceStore.Entities, season.Preferences);
        if (refused is not null)
            return refused;
        foreach (var outcome in season.Outcomes)
            await OutcomeStore.Insert(db, outcome);
        var rows = season.Funds.Count + season.Startups.Count + season.Requests.Count + season.Positions.Count + season.Sessions.Count
            + season.Registrations.Count + season.Preferences.Count + season.Outcomes.Count;
        return new DemoSummary(season.OpenSession.Id, season.ShowcaseFund.Id, season.ShowcaseRequest.Id, rows);
    }

    private static async Task<DomainError?> Insert<T>(Db db, IEntityStore<T> store, IReadOnlyList<T> entities)
    {
        foreach (var entity in entities)
        {
            if ((await store.Insert(db, entity)).Error is { } refused)
                return refused;
        }

        return null;
    }
}
