using Matchmaking.Core.Common;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Ranking.Snapshots;
using Matchmaking.Ranking.Training;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Training;

internal sealed class SnapshotGroupsTests
{
    private static readonly Month _session = Month.Of(Samples.AsOf);
    private static readonly OutcomeLabels _none = new([], Samples.AsOf);

    [Test]
    public void Of_FundsAsSubjects_RowsAreWhatAModelThatServesSees()
    {
        var snapshot = RankingSnapshot.FromBytes(new RandomFacts(21).Snapshot(40, 80).ToBytes());

        var groups = SnapshotGroups.Of(Session(snapshot, _none), RankingDirection.FundToRequests, []);

        var ranker = new Ranker(new LearnedModel(RandomModels.File(2)));
        var context = new RankingContext(snapshot.AsOf, MarketProfile.Of(snapshot.Market), new VetoSet(snapshot.Vetoes)) { Preferences = new(snapshot.Preferences!) };
        RequestProfile[] requests = [.. snapshot.Requests.Select(RequestProfile.Of)];
        var served = snapshot.Funds.Select(f => ranker.RankFund(FundProfile.Of(f, new LossModelCache()), requests, context)).Where(r => r.Total > 0).ToArray();
        Assert.That(served.Sum(s => s.Total), Is.GreaterThan(20));
        Assert.That(groups.Select(g => g.Rows), Is.EqualTo(served.Select(Rows)));
        Assert.That(groups.Select(g => g.Session), Is.All.EqualTo(_session));
    }

    [Test]
    public void Of_RequestsAsSubjects_RowsDoNotDependOnTheFundsBooks()
    {
        var snapshot = new RandomFacts(22).Snapshot(12, 40);
        var poorer = snapshot with { Funds = [.. snapshot.Funds.Select(f => f with { Book = new FundBook { CommitmentCny = Money.FromFen(1) } })] };

        var groups = SnapshotGroups.Of(Session(snapshot, _none), RankingDirection.RequestToFunds, []);

        Assert.That(groups, Is.Not.Empty);
        Assert.That(SnapshotGroups.Of(Session(poorer, _none), RankingDirection.RequestToFunds, []).Select(g => g.Rows), Is.EqualTo(groups.Select(g => g.Rows)));
    }

    [Test]
    public void Of_Outcomes_BothDirectionsCarryTheSameLabelsAndWeights()
    {
        var snapshot = new RandomFacts(23).Snapshot(30, 40);
        MandateProfile[] mandates = [.. snapshot.Funds.Select(f => MandateProfile.Of(f.Mandate))];
        RankingContext context = new(snapshot.AsOf, MarketProfile.Of(snapshot.Market), new VetoSet(snapshot.Vetoes));
        var ranked = snapshot.Requests.Select(r => new Ranker(RankingModels.Prior).RankRequest(RequestProfile.Of(r), mandates, context)).MaxBy(r => r.Total)!;
        var wanted = new FinancingRequestId(ranked.Subject.Id);
        var outcomes = snapshot.Funds.SelectMany(f => snapshot.Requests, (f, r) => Happened(f.Mandate.Id, r.Id, OutcomeResult.Interested));
        var labels = new OutcomeLabels(outcomes.Where(o => o.FinancingRequestId == wanted), Samples.AsOf);

        var ofRequests = SnapshotGroups.Of(Session(snapshot, labels), RankingDirection.RequestToFunds, [], (_, request) => request == wanted ? 3 : 1);
        var ofFunds = SnapshotGroups.Of(Session(snapshot, labels), RankingDirection.FundToRequests, [], (_, request) => request == wanted ? 3 : 1);

        Assert.That(ofRequests.SelectMany(g => g.Labels).Count(l => l == 2), Is.EqualTo(ranked.Total).And.GreaterThan(0));
        Assert.That(ofFunds.SelectMany(g => g.Labels).Count(l => l == 2), Is.InRange(1, ranked.Total), "private limits leave out more");
        foreach (var group in ofRequests.Concat(ofFunds))
            Assert.That(group.WinnerWeights, Is.EqualTo(group.Labels.Select(l => l == 2 ? 3.0 : 1)));
    }

    [Test]
    public void Labels_ManyOutcomesOfAPair_TheHighestUpToTheDay()
    {
        var (fund, request) = (Samples.Fund(1), Samples.Request(1));
        OutcomeDetails[] outcomes =
        [
            Happened(fund, request, OutcomeResult.Met, -9),
            Happened(fund, request, OutcomeResult.DueDiligence, -5),
            Happened(fund, request, OutcomeResult.Passed, -2),
            Happened(fund, request, OutcomeResult.Invested, 1),
        ];

        Assert.That(new[] { -10, -9, -5, -2, 0, 1 }.Select(d => new OutcomeLabels(outcomes, Samples.AsOf.AddDays(d))[fund, request]), Is.EqualTo(new List<int> { 0, 1, 3, 3, 3, 4 }));
        Assert.That(new OutcomeLabels(outcomes, Samples.AsOf)[fund, Samples.Request(2)], Is.Zero);
    }

    [Test]
    public void Labels_EveryResult_HasItsGrade()
    {
        var grades = Enum.GetValues<OutcomeResult>().Select(r => new OutcomeLabels([Happened(Samples.Fund(1), Samples.Request(1), r)], Samples.AsOf)[Samples.Fund(1), Samples.Request(1)]);

        Assert.That(grades, Is.EqualTo(new List<int> { 1, 2, 3, 4, 4, 0 }));
    }

    private static TrainingSession Session(RankingSnapshot snapshot, OutcomeLabels labels) => new() { Month = _session, Snapshot = snapshot, Labels = labels };

    private static OutcomeDetails Happened(FundId fund, FinancingRequestId request, OutcomeResult result, int days = 0) =>
        new() { FundId = fund, FinancingRequestId = request, Result = result, OccurredOn = Samples.AsOf.AddDays(days) };

    /// <summary>In the order of ids, as groups have them.</summary>
    private static float[] Rows(RankingBody served) =>
    [
        .. served.Items.OrderBy(i => i.FinancingRequestId.ToString(), StringComparer.Ordinal)
            .SelectMany(i => i.Contributions.Select(c => c.Value is { } value ? (float)value : float.NaN)),
    ];
}
