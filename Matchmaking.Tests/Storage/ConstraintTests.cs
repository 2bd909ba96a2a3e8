using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>What constraints refuse, and that the refusal names the field as clients know it.</summary>
internal sealed class ConstraintTests(DatabaseEngine engine) : StoreFixture(engine)
{
    [Test]
    public async Task Startup_SameUscc_NamesTheField()
    {
        await Write(db => StartupStore.Entities.Insert(db, Samples.FullStartup(1)));

        var refused = await Write(db => StartupStore.Entities.Insert(db, Samples.BareStartup(2) with { Uscc = Samples.FullStartup(1).Uscc }));

        AssertTaken(refused.Error, "uscc");
    }

    [Test]
    public async Task Startup_SameExternalIdOnUpdate_NamesTheField()
    {
        await Write(db => StartupStore.Entities.Insert(db, Samples.FullStartup(1)));
        await Write(db => StartupStore.Entities.Insert(db, Samples.BareStartup(2)));

        var refused = await Write(db => StartupStore.Entities.Update(db, Samples.BareStartup(2) with { Version = 2, ExternalId = "ext-1" }));

        AssertTaken(refused.Error, "externalId");
    }

    [Test]
    public async Task Fund_SameExternalId_NamesTheField()
    {
        await Write(db => FundStore.Entities.Insert(db, Samples.FullFund(1)));

        var refused = await Write(db => FundStore.Entities.Insert(db, Samples.BareFund(2) with { ExternalId = "ext-1" }));

        AssertTaken(refused.Error, "externalId");
    }

    [Test]
    public async Task Request_SameExternalId_NamesTheField()
    {
        await Write(db => StoreCases.Parties(db, 3));
        await Write(db => FinancingRequestStore.Entities.Insert(db, Samples.FullRequest(0) with { Id = new(Samples.Key(SampleKind.Request, 50)) }));

        var refused = await Write(db => FinancingRequestStore.Entities.Update(db, Samples.BareRequest(1) with { Version = 2, ExternalId = "ext-0" }));

        AssertTaken(refused.Error, "externalId");
    }

    [Test]
    public async Task Registration_FundTwiceInASession_NamesTheParty()
    {
        await Write(db => StoreCases.Registrations(db, 3));
        var again = Samples.FundRegistration(1) with { Id = new(Samples.Key(SampleKind.Registration, 2_000)) };

        var refused = await Write(db => RegistrationStore.Entities.Insert(db, again));

        AssertTaken(refused.Error, "party/id");
    }

    [Test]
    public async Task Registration_RequestTwiceInASession_NamesTheRequest()
    {
        await Write(db => StoreCases.Registrations(db, 3));
        var again = Samples.StartupRegistration(1) with { Id = new(Samples.Key(SampleKind.Registration, 2_000)) };

        var refused = await Write(db => RegistrationStore.Entities.Insert(db, again));

        AssertTaken(refused.Error, "financingRequestId");
    }

    [Test]
    public async Task Registration_ManyGuestsInASession_AreKept()
    {
        await Write(db => StoreCases.Parties(db, 3));
        await Write(db => RegistrationStore.Entities.Insert(db, Samples.BareRegistration(0)));

        var another = await Write(db => RegistrationStore.Entities.Insert(db, Samples.BareRegistration(3)));

        Assert.That(another.Error, Is.Null);
    }

    [Test]
    public async Task Preference_SamePairAgain_NamesTheOtherSide()
    {
        await Write(db => StoreCases.Registrations(db, 3));
        await Write(db => PreferenceStore.Entities.Insert(db, Samples.FullPreference(0)));

        var refused = await Write(db => PreferenceStore.Entities.Insert(db, Samples.FullPreference(0) with { Id = new(Samples.Key(SampleKind.Preference, 9)) }));

        AssertTaken(refused.Error, "to");
    }

    [Test]
    public async Task Startup_WithARequest_IsInUse()
    {
        await Write(db => StoreCases.Parties(db, 3));

        var refused = await Write(db => StartupStore.Entities.Delete(db, Samples.BareStartup(0)));

        await AssertInUse(refused.Error, db => StartupStore.Entities.Find(db, Samples.BareStartup(0).Key));
    }

    [Test]
    public async Task Fund_WithAPosition_IsInUse()
    {
        await Write(db => StoreCases.Parties(db, 3));
        await Write(db => PositionStore.Entities.Insert(db, Samples.FullPosition(0)));

        var refused = await Write(db => FundStore.Entities.Delete(db, Samples.BareFund(0)));

        await AssertInUse(refused.Error, db => FundStore.Entities.Find(db, Samples.BareFund(0).Key));
    }

    [Test]
    public async Task Request_ThatIsRegistered_IsInUse()
    {
        await Write(db => StoreCases.Registrations(db, 3));

        var refused = await Write(db => FinancingRequestStore.Entities.Delete(db, Samples.BareRequest(0)));

        await AssertInUse(refused.Error, db => FinancingRequestStore.Entities.Find(db, Samples.BareRequest(0).Key));
    }

    [Test]
    public async Task Session_WithARegistration_IsInUse()
    {
        await Write(db => StoreCases.Registrations(db, 3));

        var refused = await Write(db => SessionStore.Entities.Delete(db, Samples.BareSession(0)));

        await AssertInUse(refused.Error, db => SessionStore.Entities.Find(db, Samples.BareSession(0).Key));
    }

    [Test]
    public async Task Registration_WithAPreference_IsInUse()
    {
        await Write(db => StoreCases.Registrations(db, 3));
        await Write(db => PreferenceStore.Entities.Insert(db, Samples.FullPreference(0)));

        var refused = await Write(db => RegistrationStore.Entities.Delete(db, Samples.StartupRegistration(0)));

        await AssertInUse(refused.Error, db => RegistrationStore.Entities.Find(db, Samples.StartupRegistration(0).Key));
    }

    [Test]
    public async Task Request_OfAStartupThatDoesNotExist_IsAnUnknownReference()
    {
        var refused = await Write(db => FinancingRequestStore.Entities.Insert(db, Samples.FullRequest(0)));

        Assert.That(refused.Error?.Code, Is.EqualTo(Codes.UnknownReference));
        Assert.That(refused.Error!.Kind, Is.EqualTo(ErrorKind.Invalid));
    }

    [Test]
    public async Task Plan_SameNumberInASession_NamesTheNumber()
    {
        await Write(db => SessionStore.Entities.Insert(db, Samples.BareSession(0)));
        await Write(db => FreezeStore.Insert(db, Samples.Freeze(0), [1], []));
        await Write(db => PlanStore.Entities.Insert(db, Samples.DraftPlan(0)));

        var refused = await Write(db => PlanStore.Entities.Insert(db, Samples.DraftPlan(0) with { Id = new(Samples.Key(SampleKind.Plan, 5)) }));

        AssertTaken(refused.Error, "number");
    }

    private static void AssertTaken(DomainError? error, string field)
    {
        Assert.That(error, Is.Not.Null);
        Assert.That(error!.Kind, Is.EqualTo(ErrorKind.Conflict));
        Assert.That(error.Code, Is.EqualTo(Codes.AlreadyExists));
        Assert.That(error.Args, Is.EqualTo(new (string, object?)[] { ("field", field) }));
        Assert.That(error.Fields.Select(f => (f.Pointer, f.Code)), Is.EqualTo(new[] { ("/" + field, Codes.AlreadyExists) }));
    }

    private async Task AssertInUse<T>(DomainError? error, Func<Db, Task<T?>> find)
        where T : class
    {
        Assert.That(error?.Code, Is.EqualTo(Codes.InUse));
        Assert.That(error!.Kind, Is.EqualTo(ErrorKind.Conflict));
        Assert.That(await Read(find), Is.Not.Null);
    }
}
