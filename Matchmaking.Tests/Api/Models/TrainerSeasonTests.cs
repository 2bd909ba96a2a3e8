using Matchmaking.Api.Models;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Ranking.Snapshots;
using Matchmaking.Ranking.Training;
using Matchmaking.Ranking.Training.Reports;
using Matchmaking.Tests.Ranking.Trainers;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Models;

/// <summary>What every trainer makes of the demo season. Those that are not in this build are skipped.</summary>
[TestFixtureSource(typeof(TrainerCases), nameof(TrainerCases.All))]
internal sealed class TrainerSeasonTests(string name)
{
    private static readonly DateOnly _cutOff = new(2026, 11, 20);
    private static readonly Lazy<Task<IReadOnlyList<TrainingSession>>> _sessions = new(Read);

    private ModelFile _file = null!;
    private ModelReport _report = null!;

    private TrainingRecipe Recipe => new() { Trainer = TrainerCases.Find(name), Refits = 2 };

    [OneTimeSetUp]
    public async Task Train() => (_file, _report) = ModelTrainer.Train("m", await _sessions.Value, [new(RankingModels.Prior, null)], Recipe);

    [Test]
    public void Train_SessionsHeldOut_OrdersThemBetterThanTheScorecard()
    {
        foreach (var direction in _report.Directions)
        {
            var (own, prior) = (direction.Models[0].Ndcg10, direction.Models[1].Ndcg10);
            TestContext.Out.WriteLine($"{name}, {direction.Direction}: NDCG@10 {own.Value:F4}, scorecard {prior.Value:F4}, {direction.Trees} trees");
            Assert.That(own.Value, Is.GreaterThan(prior.Value), $"{direction.Direction}");
        }

        Assert.That(_report.Better(), Is.Null, "it may be promoted");
    }

    [Test]
    public async Task Train_Again_SameBytes()
    {
        var again = ModelTrainer.Train("m", await _sessions.Value, [new(RankingModels.Prior, null)], Recipe with { Options = Recipe.Options with { Threads = 2 } }).File;

        Assert.That(again.ToBytes(), Is.EqualTo(_file.ToBytes()));
    }

    [Test]
    public async Task RankFund_ModelReadBack_ExplainsItselfToTheScore()
    {
        var model = new LearnedModel(ModelFile.Read(_file.ToBytes()));
        var session = (await _sessions.Value)[^1];
        var profiles = new SnapshotProfiles(session.Snapshot);

        var ranking = profiles.Funds.Select(f => new Ranker(model).RankFund(f, profiles.Requests, profiles.Context)).First(r => r.Items.Count > 3);

        Assert.That(ranking.Items.Select(i => i.RawScore), Is.Ordered.Descending);
        foreach (var item in ranking.Items)
            Assert.That(item.Baseline + item.Contributions.Sum(c => c.Contribution), Is.EqualTo(item.RawScore).Within(1e-9));
    }

    private static async Task<IReadOnlyList<TrainingSession>> Read()
    {
        await using var server = await TestServer.StartAsync(change: s => s with { Demo = true });
        return await server.Services.GetRequiredService<TrainingSessions>().Read(_cutOff, _ => Task.CompletedTask, CancellationToken.None);
    }
}
