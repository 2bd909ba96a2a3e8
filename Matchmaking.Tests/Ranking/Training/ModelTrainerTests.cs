using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Outcomes;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Ranking.Snapshots;
using Matchmaking.Ranking.Training;
using Matchmaking.Ranking.Training.Reports;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Training;

internal sealed class ModelTrainerTests
{
    private const int Sessions = 8;

    private static readonly Month _first = Month.Parse("2026-01");
    private static readonly TrainingRecipe _recipe = new() { Refits = 2, Options = new() { Trees = 30, Leaves = 6, MinRowsInLeaf = 10, Threads = 1 } };
    private static readonly ReferenceModel _prior = new(RankingModels.Prior, null);

    private readonly IReadOnlyList<TrainingSession> _sessions = [.. Enumerable.Range(0, Sessions).Select(Session)];

    [Test]
    public void Train_Sessions_ReportTellsWhatTaughtWhatMeasuredAndHowWell()
    {
        var (file, report) = Train(_sessions);

        var model = new LearnedModel(file);
        Assert.That((model.Version, report.Sessions, report.TrainedFrom, report.TrainedUntil), Is.EqualTo(("m", Sessions, _first, _first.AddMonths(Sessions - 1))));
        Assert.That(report.Directions.Select(d => d.Direction), Is.EqualTo(new[] { RankingDirection.FundToRequests, RankingDirection.RequestToFunds }));
        foreach (var direction in report.Directions)
        {
            Assert.That(direction.Teaching.Concat(direction.Tuning).Concat(direction.Measuring), Is.EqualTo(Enumerable.Range(0, Sessions).Select(_first.AddMonths)));
            Assert.That(direction.Models.Select(m => m.Version), Is.EqualTo(new List<string> { "m", "prior-2" }));
            Assert.That(direction.Trees, Is.EqualTo(file.Part(LearnedModel.PartOf(direction.Direction)).Ensemble.Trees.Count));
            Assert.That(direction.Gains.Single().Ndcg10.Value, Is.EqualTo(direction.Models[0].Ndcg10.Value - direction.Models[1].Ndcg10.Value).Within(2e-4));
            Assert.That(direction.Slices.SelectMany(s => s.Models.Select(m => m.Version)).Distinct(), Is.EqualTo(new List<string> { "m", "prior-2" }));
        }

        Assert.That(report.Directions[0].Slices.Select(s => (s.By, s.Value)), Is.EqualTo(new[] { (QualitySlice.FundKind, "aic"), (QualitySlice.FundKind, "vc") }));
        Assert.That(report.Directions[0].Models[0].Ndcg10.Value, Is.GreaterThan(report.Directions[0].Models[1].Ndcg10.Value), "outcomes follow a taste that the scorecard does not know");
    }

    [Test]
    public void Train_PriorOfTheReport_IsMeasuredByWhatItServes()
    {
        var (_, report) = Train(_sessions);

        var measured = report.Directions[0].Measuring;
        var ranker = new Ranker(RankingModels.Prior);
        var ndcg = new List<double>();
        foreach (var session in _sessions.Where(s => measured.Contains(s.Month)))
        {
            var profiles = new SnapshotProfiles(session.Snapshot);
            foreach (var fund in profiles.Funds)
            {
                var ranking = ranker.RankFund(fund, profiles.Requests, profiles.Context);
                var labels = ranking.Items.Select(i => session.Labels[fund.Mandate.Facts.Id, i.FinancingRequestId!.Value]).ToArray();
                if (labels.Distinct().Count() > 1)
                    ndcg.Add(Matchmaking.Ranking.Metrics.QueryMetrics.Of([.. ranking.Items.Select(i => i.RawScore)], labels)!.Value.Ndcg10);
            }
        }

        Assert.That(report.Directions[0].Models[1].Ndcg10.Value, Is.EqualTo(ndcg.Average()).Within(1e-4));
    }

    [Test]
    public void Train_SessionsInAnyOrder_SameBytesAndReport()
    {
        var (one, ofOne) = Train(_sessions);
        var (two, ofTwo) = Train([.. _sessions.Reverse()]);

        Assert.That(two.ToBytes(), Is.EqualTo(one.ToBytes()));
        Assert.That(Canon(ofTwo), Is.EqualTo(Canon(ofOne)));
    }

    [Test]
    public void Train_ShownRanks_CorrectForWhatWasSeen()
    {
        var shown = _sessions.Select(s => s with { Shown = Shown(s) }).ToArray();

        Assert.That(Train(shown).File.ToBytes(), Is.Not.EqualTo(Train(_sessions).File.ToBytes()));
        var ranks = Shown(_sessions[0]);
        var outcomes = ranks.Outcomes(RankingDirection.FundToRequests, _sessions[0].Labels).ToArray();
        Assert.That(outcomes, Has.Some.Matches<Matchmaking.Ranking.LambdaMart.ShownOutcome>(o => o is { Rank: 1 }).And.Some.Matches<Matchmaking.Ranking.LambdaMart.ShownOutcome>(o => o.Gain > 0));
    }

    [Test]
    public void Train_ReferenceThatKnowsTheMeasuredSessions_IsMarked()
    {
        var (file, _) = Train(_sessions);
        var twin = new ReferenceModel(new LearnedModel(file with { Version = "twin" }), _first.AddMonths(Sessions - 1));
        var older = twin with { TrainedUntil = _first.AddMonths(2) };

        var seen = ModelTrainer.Train("m", _sessions, [_prior, twin], _recipe).Report;
        var unseen = ModelTrainer.Train("m", _sessions, [_prior, older], _recipe).Report;

        Assert.That(seen.Directions.Select(d => string.Join(' ', d.Gains.Select(g => g.HasSeen))), Is.All.EqualTo("False True"));
        Assert.That(unseen.Directions.Select(d => string.Join(' ', d.Gains.Select(g => g.HasSeen))), Is.All.EqualTo("False False"));
    }

    [Test]
    public void Train_TooFewSessions_SaysSoBeforeAnyTreeIsGrown()
    {
        Assert.That(() => ModelTrainer.Train("m", [.. _sessions.Take(2)], [_prior], _recipe), Throws.TypeOf<TooFewOutcomesException>());
    }

    private static (Matchmaking.Ranking.ModelFiles.ModelFile File, ModelReport Report) Train(IReadOnlyList<TrainingSession> sessions) =>
        ModelTrainer.Train("m", sessions, [_prior], _recipe);

    private static string Canon(ModelReport report) => System.Text.Json.JsonSerializer.Serialize(report, WireJson.Options);

    /// <summary>Twelve funds that take anything and sixty requests, of which small ones are wanted: the scorecard knows nothing of it.</summary>
    private static TrainingSession Session(int number)
    {
        var random = new Random(number);
        var drawn = new RandomFacts(100 + number).Snapshot(12, 60);
        var median = drawn.Requests.Select(r => r.AmountCny.Fen).Order().ElementAt(drawn.Requests.Count / 2);
        var snapshot = drawn with
        {
            Funds = [.. drawn.Funds.Select(f => new FundFacts(new() { Id = f.Mandate.Id, TicketMaxCny = f.Mandate.TicketMaxCny }, new() { CommitmentCny = Money.FromFen(long.MaxValue / 1000) }))],
            Requests = [.. drawn.Requests.Select(r => r with { Status = RequestStatus.Open, MinTicketCny = Money.FromFen(1), ValidUntil = null, Stage = r.Stage ?? Stage.A })],
            Vetoes = [],
        };
        var day = Samples.AsOf.AddDays(1);
        var outcomes = snapshot.Funds.SelectMany(f => snapshot.Requests, (f, r) => (Fund: f, Request: r))
            .Where(p => random.NextDouble() < (p.Request.AmountCny.Fen < median ? 0.7 : 0.1))
            .Select(p => new OutcomeDetails { FundId = p.Fund.Mandate.Id, FinancingRequestId = p.Request.Id, Result = (OutcomeResult)random.Next(4), OccurredOn = day });
        return new()
        {
            Month = _first.AddMonths(number),
            Snapshot = snapshot,
            Labels = new OutcomeLabels(outcomes, day),
            FundKinds = snapshot.Funds.Select((f, i) => (f.Mandate.Id, Kind: i % 2 == 0 ? "vc" : "aic")).ToDictionary(f => f.Id, f => f.Kind),
        };
    }

    private static ShownRanks Shown(TrainingSession session)
    {
        var profiles = new SnapshotProfiles(session.Snapshot);
        var ranker = new Ranker(RankingModels.Prior);
        return new(profiles.Funds.Select(f => ranker.RankFund(f, profiles.Requests, profiles.Context))
            .Concat(profiles.Requests.Select(r => ranker.RankRequest(r, profiles.Mandates, profiles.Context))));
    }
}
