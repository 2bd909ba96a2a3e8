using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.SavedSearches;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Keys;
using Matchmaking.Core.Storage.SavedSearches;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Core.Storage.Webhooks;
using Matchmaking.Core.Webhooks;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Support;

/// <summary>Every entity store, and how to fill the tables that its samples refer to.</summary>
internal static class StoreCases
{
    public static IEnumerable<IStoreCase> All =>
    [
        new StoreCase<Startup>(
            StartupStore.Entities, (_, _) => Task.CompletedTask, (e, v) => e with { Version = v }, _ => ChangeCounters.Market,
            Samples.FullStartup, Samples.BareStartup),
        new StoreCase<FinancingRequest>(
            FinancingRequestStore.Entities, Startups, (e, v) => e with { Version = v }, _ => ChangeCounters.Market,
            Samples.FullRequest, Samples.BareRequest),
        new StoreCase<Fund>(
            FundStore.Entities, (_, _) => Task.CompletedTask, (e, v) => e with { Version = v }, _ => ChangeCounters.Funds,
            Samples.FullFund, Samples.BareFund),
        new StoreCase<Position>(
            PositionStore.Entities, StartupsAndFunds, (e, v) => e with { Version = v }, _ => null,
            Samples.FullPosition, Samples.BarePosition),
        new StoreCase<Session>(
            SessionStore.Entities, (_, _) => Task.CompletedTask, (e, v) => e with { Version = v }, s => ChangeCounters.Session(s.Id),
            Samples.FullSession, Samples.BareSession),
        new StoreCase<Registration>(
            RegistrationStore.Entities, Parties, (e, v) => e with { Version = v }, r => ChangeCounters.Session(r.SessionId),
            Samples.StartupRegistration, Samples.FundRegistration, Samples.GuestRegistration, Samples.BareRegistration),
        new StoreCase<Preference>(
            PreferenceStore.Entities, Registrations, (e, v) => e with { Version = v }, p => ChangeCounters.Session(p.SessionId),
            Samples.FullPreference, Samples.BarePreference),
        new StoreCase<SessionPlan>(
            PlanStore.Entities, FreezesAndAPlan, (e, v) => e with { Version = v }, _ => null,
            Samples.PublishedPlan, Samples.DraftPlan),
        new StoreCase<Webhook>(
            WebhookStore.Entities, Keys, (e, v) => e with { Version = v }, _ => null,
            Samples.FullWebhook, Samples.BareWebhook),
        new StoreCase<SavedSearch>(
            SavedSearchStore.Entities, Keys, (e, v) => e with { Version = v }, _ => null,
            Samples.FullSavedSearch, Samples.BareSavedSearch),
    ];

    /// <summary>Startups, their requests, funds and sessions 0..count-1.</summary>
    public static async Task Parties(Db db, int count)
    {
        await StartupsAndFunds(db, count);
        for (var n = 0; n < count; n++)
        {
            Check(await FinancingRequestStore.Entities.Insert(db, Samples.BareRequest(n)));
            Check(await SessionStore.Entities.Insert(db, Samples.BareSession(n)));
        }
    }

    /// <summary>All of <see cref="Parties"/>, and registration n of startup n, and 1,000 + n of fund n, both in the session of n.</summary>
    public static async Task Registrations(Db db, int count)
    {
        await Parties(db, count);
        for (var n = 0; n < count; n++)
        {
            Check(await RegistrationStore.Entities.Insert(db, Samples.StartupRegistration(n)));
            Check(await RegistrationStore.Entities.Insert(db, Samples.FundRegistration(n) with { Id = new(Samples.Key(SampleKind.Registration, 1_000 + n)) }));
        }
    }

    private static async Task FreezesAndAPlan(Db db, int count)
    {
        for (var n = 0; n < count; n++)
            Check(await SessionStore.Entities.Insert(db, Samples.BareSession(n)));
        for (var n = 0; n < count; n++)
            await FreezeStore.Insert(db, Samples.Freeze(n), [1], []);
        // What published plans are superseded by; it lies in the last session and behind all samples.
        Check(await PlanStore.Entities.Insert(db, Samples.DraftPlan(Samples.SupersedingPlan) with { SessionId = Samples.SessionOf(0), FreezeId = Samples.Freeze(0).Id }));
    }

    private static async Task Keys(Db db, int count)
    {
        for (var n = 0; n < count; n++)
            await KeyStore.Insert(db, Samples.BareKey(n), $"{n:x64}");
    }

    private static async Task Startups(Db db, int count)
    {
        for (var n = 0; n < count; n++)
            Check(await StartupStore.Entities.Insert(db, Samples.BareStartup(n)));
    }

    private static async Task StartupsAndFunds(Db db, int count)
    {
        await Startups(db, count);
        for (var n = 0; n < count; n++)
            Check(await FundStore.Entities.Insert(db, Samples.BareFund(n)));
    }

    private static void Check<T>(Result<T> result) => Assert.That(result.Error, Is.Null);
}
