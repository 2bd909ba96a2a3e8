using System.Text.Json;
using Matchmaking.Api.Demo;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Taxonomies;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Demo;

// A long month, a short one, a leap day, a turn of the year, and the last day of a month.
[TestFixture(2026, 11, 20)]
[TestFixture(2027, 2, 28)]
[TestFixture(2028, 2, 29)]
[TestFixture(2026, 1, 1)]
[TestFixture(2026, 3, 31)]
internal sealed class DemoSeasonTests(int year, int month, int day)
{
    private static readonly Taxonomy _taxonomy = Taxonomy.Load();

    private readonly DateOnly _today = new(year, month, day);
    private readonly DemoSeason _season = DemoSeason.Generate(new(year, month, day));

    /// <summary>The last day of which the season may know anything.</summary>
    private DateOnly Known => Month.Of(_today).FirstDay.AddDays(-1);

    [Test]
    public void Generate_TwoDaysOfOneMonth_GiveTheSameBytes()
    {
        var first = DemoSeason.Generate(Month.Of(_today).FirstDay);
        var last = DemoSeason.Generate(Month.Of(_today).LastDay);

        var (a, b) = (Bytes(first), Bytes(last));

        Assert.That(a, Is.EqualTo(b));
        Assert.That(a, Has.Length.GreaterThan(1_000_000));
    }

    [Test]
    public void Generate_NextMonth_GivesOtherDays()
    {
        var next = DemoSeason.Generate(Month.Of(_today).AddMonths(1).FirstDay);

        Assert.That(next.OpenSession.Month, Is.EqualTo(_season.OpenSession.Month.AddMonths(1)));
        Assert.That(next.OpenSession.Id, Is.Not.EqualTo(_season.OpenSession.Id));
    }

    [Test]
    public void Generate_Entities_PassTheirRulesUnchanged()
    {
        foreach (var startup in _season.Startups)
            AssertSame(StartupRules.Validate(startup, _taxonomy, Known, acceptAnyUscc: false), startup);
        foreach (var request in _season.Requests)
            AssertSame(FinancingRequestRules.Validate(request, _taxonomy), request);
        foreach (var fund in _season.Funds)
            AssertSame(FundRules.Validate(fund, _taxonomy), fund);
        foreach (var position in _season.Positions)
            AssertSame(PositionRules.Validate(position, _taxonomy, Known), position);
        foreach (var session in _season.Sessions)
            AssertSame(SessionRules.Validate(session, _taxonomy), session);
        foreach (var outcome in _season.Outcomes)
            AssertSame(OutcomeRules.Validate(outcome, Known), outcome);
        var sessions = _season.Sessions.ToDictionary(s => s.Id);
        foreach (var registration in _season.Registrations)
            AssertSame(SessionRules.Validate(registration, sessions[registration.SessionId]), registration);
    }

    [Test]
    public void Generate_References_Resolve()
    {
        var funds = _season.Funds.Select(f => f.Id).ToHashSet();
        var startups = _season.Startups.Select(s => s.Id).ToHashSet();
        var requests = _season.Requests.ToDictionary(r => r.Id);
        var registrations = _season.Registrations.ToDictionary(r => r.Id);

        Assert.Multiple(() =>
        {
            Assert.That(_season.Requests.Select(r => r.StartupId).Distinct(), Is.SubsetOf(startups));
            Assert.That(_season.Positions.Select(p => p.FundId).Distinct(), Is.SubsetOf(funds));
            Assert.That(_season.Positions.Where(p => p.StartupId is not null).Select(p => p.StartupId!.Value).Distinct(), Is.SubsetOf(startups));
            Assert.That(_season.Outcomes.Select(o => o.FundId).Distinct(), Is.SubsetOf(funds));
            Assert.That(_season.Outcomes.Select(o => o.FinancingRequestId).Distinct(), Is.SubsetOf(requests.Keys));
            Assert.That(_season.Outcomes.Select(o => o.SessionId!.Value).Distinct(), Is.SubsetOf(_season.Sessions.Select(s => s.Id)));
            Assert.That(
                _season.Registrations.Where(r => r.Party.Type == PartyType.Startup).All(r => requests[r.FinancingRequestId!.Value].StartupId.Value == r.Party.Id),
                Is.True);
            Assert.That(_season.Preferences.All(p => registrations[p.From].Party.Id == p.OwnerId), Is.True);
            Assert.That(_season.Preferences.All(p => registrations[p.From].Party.Type != registrations[p.To].Party.Type), Is.True);
        });
    }

    [Test]
    public void Generate_Ids_GrowInTheOrderOfCreation()
    {
        AssertGrowing(_season.Funds, f => f.Key, f => f.CreatedAt);
        AssertGrowing(_season.Startups, s => s.Key, s => s.CreatedAt);
        AssertGrowing(_season.Requests, r => r.Key, r => r.CreatedAt);
        AssertGrowing(_season.Positions, p => p.Key, p => p.CreatedAt);
        AssertGrowing(_season.Sessions, s => s.Key, s => s.CreatedAt);
        AssertGrowing(_season.Registrations, r => r.Key, r => r.CreatedAt);
        AssertGrowing(_season.Preferences, p => p.Key, p => p.CreatedAt);
        AssertGrowing(_season.Outcomes, o => o.Id.Value, o => o.CreatedAt);
    }

    [Test]
    public void Generate_Counts_AreThoseOfASeason()
    {
        var open = _season.Registrations.Where(r => r.SessionId == _season.OpenSession.Id && r.IsActive).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(_season.Funds, Has.Count.EqualTo(25));
            Assert.That(_season.Sessions, Has.Count.EqualTo(13));
            Assert.That(_season.Sessions.SkipLast(1).Select(s => s.Status), Is.All.EqualTo(SessionStatus.Closed));
            Assert.That(open.Count(r => r.Party.Type == PartyType.Startup), Is.EqualTo(40));
            Assert.That(open.Count(r => r.Party.Type == PartyType.Fund), Is.EqualTo(25));
        });
        foreach (var session in _season.Sessions.SkipLast(1))
        {
            var registered = _season.Registrations.Where(r => r.SessionId == session.Id).ToList();
            Assert.That(registered.Count(r => r.Party.Type == PartyType.Startup), Is.InRange(20, 35), session.Title);
            Assert.That(registered.Count(r => r.Party.Type == PartyType.Fund), Is.InRange(15, 22), session.Title);
        }
    }

    [Test]
    public void Generate_OpenSession_IsNotOverOnAnyDayOfTheMonth()
    {
        var session = _season.OpenSession;

        Assert.That(session.Month, Is.EqualTo(Month.Of(_today)));
        Assert.That(session.Status, Is.EqualTo(SessionStatus.Open));
        Assert.That(DateOnly.FromDateTime(session.StartsAt!.Value.AddHours(8).DateTime), Is.EqualTo(Month.Of(_today).LastDay));
        Assert.That(session.Chain, Is.EqualTo("low-altitude"));
    }

    [Test]
    public void Generate_PastSessions_RotateTheChainsMonthByMonth()
    {
        string[] rotation = ["hydrogen", "ai", "beidou", "low-carbon", "low-altitude"];

        for (var i = 1; i < _season.Sessions.Count; i++)
        {
            var before = Array.IndexOf(rotation, _season.Sessions[i - 1].Chain);
            Assert.That(_season.Sessions[i].Chain, Is.EqualTo(rotation[(before + 1) % 5]));
            Assert.That(_season.Sessions[i].Month, Is.EqualTo(_season.Sessions[i - 1].Month.AddMonths(1)));
        }
    }

    [Test]
    public void Generate_InventedThings_CarryThePrefix()
    {
        string[] real =
        [
            "武汉基金", "江城基金", "交银投资 AIC 基金 (武汉)", "农银投资 AIC 基金 (武汉)", "建银投资 AIC 基金 (武汉)", "工银投资 AIC 基金 (武汉)",
            "第五支 AIC 基金(管理人未公布)",
        ];

        Assert.Multiple(() =>
        {
            Assert.That(_season.Funds.Select(f => f.Name).Where(n => !n.StartsWith("示例·", StringComparison.Ordinal)), Is.EqualTo(real));
            Assert.That(_season.Startups.Select(s => s.Name), Is.All.StartsWith("示例·").And.Unique);
            Assert.That(_season.Startups.Select(s => s.Uscc), Is.Unique.And.All.StartsWith("91420100DEMX"));
            Assert.That(_season.Positions.Select(p => p.Name), Is.All.StartsWith("示例·"));
            Assert.That(_season.Funds.Select(f => f.ExternalId), Is.Unique.And.All.StartsWith("demo-"));
        });
    }

    [Test]
    public void Generate_PublicFunds_HaveNoPositionsNoAmountsAndNoCommitments()
    {
        var real = _season.Tastes.Where(f => f.IsPublic).Select(f => f.Fund.Id).ToHashSet();
        var results = _season.Outcomes.Where(o => real.Contains(o.FundId)).Select(o => o.Result).Distinct();

        Assert.That(real, Has.Count.EqualTo(7));
        Assert.That(_season.Positions.Where(p => real.Contains(p.FundId)), Is.Empty);
        Assert.That(_season.Outcomes.Where(o => real.Contains(o.FundId)).Select(o => o.AmountCny), Is.All.Null);
        Assert.That(results, Is.EquivalentTo([OutcomeResult.Met, OutcomeResult.Interested, OutcomeResult.DueDiligence]));
    }

    [Test]
    public void Generate_ShowcaseRequest_IsTheAskOfThirtyMillion()
    {
        var request = _season.ShowcaseRequest;

        Assert.That(request.AmountCny, Is.EqualTo(Money.FromYuan(30_000_000)));
        Assert.That(request.UseOfProceeds.Select(u => u.Purpose), Is.EqualTo(["研发", "全尺寸样机", "试验"]));
        Assert.That(_season.Registrations.Any(r => r.SessionId == _season.OpenSession.Id && r.FinancingRequestId == request.Id), Is.True);
    }

    private static byte[] Bytes(DemoSeason season) => JsonSerializer.SerializeToUtf8Bytes(
        new object[]
        {
            season.Funds, season.Startups, season.Requests, season.Positions, season.Sessions, season.Registrations, season.Preferences, season.Outcomes,
        },
        WireJson.Options);

    private static void AssertSame<T>(Result<T> verdict, T entered) where T : class
    {
        Assert.That(verdict.Error, Is.Null, () => string.Join(", ", verdict.Error!.Fields.Select(f => f.Pointer + " " + f.Code)));
        Assert.That(JsonSerializer.Serialize(verdict.Value, WireJson.Options), Is.EqualTo(JsonSerializer.Serialize(entered, WireJson.Options)));
    }

    private void AssertGrowing<T>(IReadOnlyList<T> entities, Func<T, Guid> key, Func<T, DateTimeOffset> created)
    {
        Assert.That(entities.Select(e => key(e).ToString("D")), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal).And.Unique);
        Assert.That(entities.Select(e => key(e).Version), Is.All.EqualTo(7));
        Assert.That(entities.Select(created), Is.Ordered.And.All.LessThan(new DateTimeOffset(_season.OpenSession.Month.FirstDay, default, TimeSpan.FromHours(8))));
    }
}
