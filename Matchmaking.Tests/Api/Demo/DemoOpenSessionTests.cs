using Matchmaking.Api.Demo;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Sessions;
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
            Codes.FundClosed, Codes.CommitmentExhausted, Codes.ConcentrationCap, Codes.LossAllowanceBreached, Codes.RequestNotOpen,
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

    // Any graph of pairs in which nobody has more pairs than there are rounds can be scheduled when all are there all the
    // time (Koenig), so that a choice of pairs within everybody's bounds shows that a plan exists.
    [Test]
    public void Minimums_OfEverybody_CanBeMetTogether()
    {
        var met = new HashSet<(RegistrationId Startup, RegistrationId Fund)>();
        int Meetings(Registration party) => met.Count(p => p.Startup == party.Id || p.Fund == party.Id);

        foreach (var startup in Startups.Where(r => r.MinMeetings > 0).OrderBy(r => EligibleFunds(r).Count()))
        {
            var fund = EligibleFunds(startup).Where(f => Meetings(f) < f.MaxMeetings).OrderBy(f => Meetings(f) - f.MinMeetings).FirstOrDefault();
            Assert.That(fund, Is.Not.Null, () => $"{startup.Contact} finds no fund.");
            met.Add((startup.Id, fund!.Id));
        }

        foreach (var fund in Funds)
        {
            var others = Startups.Where(s => EligibleFunds(s).Contains(fund) && !met.Contains((s.Id, fund.Id)) && Meetings(s) < s.MaxMeetings);
            foreach (var startup in others.Take(Math.Max(0, fund.MinMeetings - Meetings(fund))).ToList())
                met.Add((startup.Id, fund.Id));
            Assert.That(Meetings(fund), Is.InRange(fund.MinMeetings, fund.MaxMeetings!.Value), () => $"{fund.Contact} finds too few startups.");
        }

        Assert.That(met.Count, Is.LessThanOrEqualTo(_season.OpenSession.Rounds * _season.OpenSession.Tables));
        Assert.That(_market.Registrations.Select(r => r.AvailableRounds), Is.All.Null);
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
        var must = _season.Preferences.Where(p => p.Value == PreferenceValue.Must).Select(p => (p.From, p.To)).ToHashSet();
        var pins = must.Where(p => must.Contains((p.To, p.From))).ToList();

        Assert.That(pins, Has.Count.EqualTo(2));
        var startup = Startups.Single(r => pins.Any(p => p.From == r.Id));
        Assert.That(EligibleFunds(startup).Select(f => f.Id), Does.Contain(pins.Single(p => p.From == startup.Id).To));
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

    private IEnumerable<Registration> EligibleFunds(Registration startup) =>
        Funds.Where(f => _market.Rankings[new(f.Party.Id!.Value)].Items.Any(i => i.FinancingRequestId == startup.FinancingRequestId));
}
