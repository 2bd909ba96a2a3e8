using Matchmaking.Api.Demo;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Rankings;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Demo;

[TestFixture(2026, 11, 20)]
[TestFixture(2027, 2, 1)]
[TestFixture(2028, 2, 29)]
internal sealed class DemoOpenSessionTests
{
    private readonly DemoSeason _season;
    private readonly DemoMarket _market;

    public DemoOpenSessionTests(int year, int month, int day)
    {
        var today = new DateOnly(year, month, day);
        _season = DemoSeason.Generate(today);
        _market = new DemoMarket(_season, today);
    }

    private IEnumerable<Registration> Startups => _market.Registrations.Where(r => r.IsActive && r.Party.Type == PartyType.Startup);

    private IEnumerable<Registration> Funds => _market.Registrations.Where(r => r.Party.Type == PartyType.Fund);

    [Test]
    public void Rankings_OfTheOpenSession_ShowEveryHardLimit()
    {
        string[] expected =
        [
            Codes.SectorMismatch, Codes.StageMismatch, Codes.TicketBelowMin, Codes.TicketAboveMax, Codes.InstrumentMismatch, Codes.DistrictMismatch,
            Codes.FundClosed, Codes.CommitmentExhausted, Codes.ConcentrationCap, Codes.LossAllowanceBreached, Codes.BreachProbability, Codes.RequestNotOpen,
            Codes.RequestExpired, Codes.Vetoed, Codes.MissingStage, Codes.MissingSector, Codes.MissingDistrict, Codes.MissingCommitment,
        ];

        var seen = _market.Rankings.Values.SelectMany(r => r.Excluded!).SelectMany(e => e.Reasons).Select(r => r.Code).ToHashSet();

        Assert.That(expected, Is.SubsetOf(seen));
    }

    [Test]
    public void Rankings_OfTheShowcaseFund_TakeMostAsks()
    {
        var ranking = _market.Rankings[_season.ShowcaseFund.Id];

        Assert.That(ranking.Total, Is.GreaterThanOrEqualTo(25));
        Assert.That(ranking.Items.Select(i => i.FinancingRequestId), Does.Contain(_season.ShowcaseRequest.Id));
    }

    [Test]
    public void Minimums_OfStartups_LeaveThreeFundsToChooseFrom()
    {
        var promised = Startups.Where(r => r.MinMeetings > 0).ToList();

        Assert.That(promised, Has.Count.GreaterThanOrEqualTo(25));
        foreach (var startup in promised)
            Assert.That(EligibleFunds(startup).Count(), Is.GreaterThanOrEqualTo(3));
    }

    [Test]
    public void Plan_OfTheOpenSession_MeetsEveryMinimumAndThePin()
    {
        var (startups, funds) = (Startups.ToList(), Funds.ToList());
        var pairs = from s in Enumerable.Range(0, startups.Count)
                    from f in Enumerable.Range(0, funds.Count)
                    let item = Item(startups[s], funds[f])
                    where item is not null
                    select new MeetingPair(s, f, (long)(10_000 * item.Score));
        var pin = Pin();
        var problem = MeetingProblem.Create(
            [.. startups.Select(Participant)],
            [.. funds.Select(Participant)],
            _season.OpenSession.Rounds,
            _season.OpenSession.Tables,
            pairs,
            pins: [new(startups.FindIndex(s => s.Id == pin.Startup), funds.FindIndex(f => f.Id == pin.Fund))]);

        var result = new ExactMeetingSolver().Solve(problem, null, CancellationToken.None);

        Assert.That(result, Is.InstanceOf<MeetingPlanResult.Planned>());
        var plan = ((MeetingPlanResult.Planned)result).Plan;
        Assert.That(plan.Optimal, Is.True);
        Assert.That(plan.Meetings, Has.Count.GreaterThan(100));

        static MeetingParticipant Participant(Registration r) => new(r.Id.Value, r.MinMeetings, r.MaxMeetings!.Value, r.AvailableRounds);
    }

    [Test]
    public void Preferences_OfTheOpenSession_AreOfEveryKindAndSetByParties()
    {
        Assert.That(_season.Preferences.Select(p => p.Value).Distinct(), Is.EquivalentTo(Enum.GetValues<PreferenceValue>()));
        Assert.That(_season.Preferences.Select(p => p.ByOrganizer), Is.All.False);
        Assert.That(_season.Preferences.Select(p => (p.From, p.To)), Is.Unique);
    }

    [Test]
    public void Preferences_MustOfBothSides_IsAPairThatPassesEveryLimit()
    {
        var pin = Pin();

        var item = Item(Startups.Single(r => r.Id == pin.Startup), Funds.Single(r => r.Id == pin.Fund));

        Assert.That(item, Is.Not.Null);
    }

    [Test]
    public void Requests_OfTheOpenSession_AreOpen()
    {
        var requests = _season.Requests.ToDictionary(r => r.Id);

        Assert.That(Startups.Select(r => requests[r.FinancingRequestId!.Value].Status.Kebab()), Is.All.EqualTo("open"));
    }

    [Test]
    public void Books_OfTheFunds_ShowEveryStateOfTheAllowance()
    {
        var accounts = _season.Tastes.ToDictionary(f => f.Fund.ExternalId!, f => (Fund: f, Account: _market.Account(f.Fund)));
        var near = accounts["demo-luojia-seed"].Account;
        var breached = accounts["demo-luyuan-angel"].Account;
        var exhausted = accounts["demo-chaotou-angel"].Account;

        Assert.Multiple(() =>
        {
            Assert.That(near.IsBreached, Is.False);
            Assert.That(near.Headroom!.Value.Yuan, Is.InRange(0.01m * near.Invested.Yuan, 0.02m * near.Invested.Yuan));
            Assert.That(breached.IsBreached, Is.True);
            Assert.That(exhausted.UncalledCommitment, Is.EqualTo(Money.FromYuan(500_000)));
            Assert.That(exhausted.IsBreached, Is.False);
            Assert.That(accounts[DemoPublicFunds.Showcase].Account.Status, Is.EqualTo(LossStatus.NoInvestment));
        });
        foreach (var (fund, account) in accounts.Values.Where(a => a.Fund.Fund.CommitmentCny is not null))
        {
            Assert.That(account.Invested, Is.LessThanOrEqualTo(fund.Fund.CommitmentCny!.Value), fund.Fund.Name);
            if (fund.Book == BookShape.Healthy && fund.Fund.Status == FundStatus.Open)
                Assert.That(account.LossRatio, Is.LessThan(0.35m), fund.Fund.Name);
        }
    }

    /// <summary>The one pair that both sides must have.</summary>
    private (RegistrationId Startup, RegistrationId Fund) Pin()
    {
        var must = _season.Preferences.Where(p => p.Value == PreferenceValue.Must).Select(p => (p.From, p.To)).ToHashSet();
        return Startups.SelectMany(s => Funds.Select(f => (s.Id, f.Id))).Single(p => must.Contains(p) && must.Contains((p.Item2, p.Item1)));
    }

    private RankedItem? Item(Registration startup, Registration fund) =>
        _market.Rankings[new(fund.Party.Id!.Value)].Items.SingleOrDefault(i => i.FinancingRequestId == startup.FinancingRequestId);

    private IEnumerable<Registration> EligibleFunds(Registration startup) => Funds.Where(f => Item(startup, f) is not null);
}
