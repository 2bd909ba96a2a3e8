using System.Text.Json;
using Matchmaking.Api.Demo;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Core.Storage.Startups;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Demo;

internal sealed class DemoLoaderTests
{
    private static readonly DemoSeason _season = DemoSeason.Generate(new(2026, 11, 20));

    private string _folder = "";
    private SqliteDatabase _database = null!;

    [SetUp]
    public async Task Open()
    {
        _folder = Directory.CreateTempSubdirectory("matchmaking-demo-").FullName;
        _database = SqliteDatabase.Open(_folder);
        await _database.Migrate(TimeProvider.System, CancellationToken.None);
    }

    [TearDown]
    public async Task Close()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Load_EmptyDatabase_KeepsEverythingAsGenerated()
    {
        var loaded = await _database.Write(db => DemoLoader.Load(db, _season), CancellationToken.None);

        Assert.That(loaded.Error, Is.Null);
        await AssertStored(FundStore.Entities, _season.Funds);
        await AssertStored(StartupStore.Entities, _season.Startups);
        await AssertStored(FinancingRequestStore.Entities, _season.Requests);
        await AssertStored(PositionStore.Entities, _season.Positions);
        await AssertStored(SessionStore.Entities, _season.Sessions);
        await AssertStored(RegistrationStore.Entities, _season.Registrations);
        await AssertStored(PreferenceStore.Entities, _season.Preferences);
        foreach (var session in _season.Sessions)
        {
            var outcomes = await _database.Read(db => OutcomeStore.OfSession(db, session.Id), CancellationToken.None);
            Assert.That(Json(outcomes), Is.EqualTo(Json(_season.Outcomes.Where(o => o.SessionId == session.Id).ToList())));
        }
    }

    [Test]
    public async Task Load_EmptyDatabase_AnswersWithWhatAFirstLookNeeds()
    {
        var loaded = await _database.Write(db => DemoLoader.Load(db, _season), CancellationToken.None);

        var summary = loaded.Value;
        var fund = await _database.Read(db => FundStore.Entities.Find(db, summary.Fund.Value), CancellationToken.None);
        var request = await _database.Read(db => FinancingRequestStore.Entities.Find(db, summary.Request.Value), CancellationToken.None);
        var session = await _database.Read(db => SessionStore.Entities.Find(db, summary.OpenSession.Value), CancellationToken.None);
        Assert.That(fund!.Name, Is.EqualTo("武汉基金"));
        Assert.That(request!.AmountCny, Is.EqualTo(Money.FromYuan(30_000_000)));
        Assert.That(session!.Month, Is.EqualTo(Month.Parse("2026-11")));
    }

    [Test]
    public async Task Load_SecondTime_IsRefusedAndChangesNothing()
    {
        await _database.Write(db => DemoLoader.Load(db, _season), CancellationToken.None);

        var again = await _database.Write(db => DemoLoader.Load(db, _season), CancellationToken.None);

        Assert.That(again.Error!.Code, Is.EqualTo(Codes.AlreadyExists));
        await AssertStored(FundStore.Entities, _season.Funds);
    }

    private async Task AssertStored<T, TRow>(EntityStore<T, TRow> store, IReadOnlyList<T> expected)
        where T : class, IEntity
        where TRow : Row
    {
        var stored = await _database.Read(db => store.All(db), CancellationToken.None);
        Assert.That(Json(stored), Is.EqualTo(Json(expected)));
    }

    private static string Json<T>(IReadOnlyList<T> entities) => JsonSerializer.Serialize(entities, WireJson.Options);
}
