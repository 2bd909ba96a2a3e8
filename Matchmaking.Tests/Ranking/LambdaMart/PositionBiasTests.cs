using Matchmaking.Ranking.LambdaMart;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.LambdaMart;

internal sealed class PositionBiasTests
{
    private static readonly BoostingOptions _options = new() { Trees = 60, Leaves = 8, MinRowsInLeaf = 20 };

    [Test]
    public void Train_OutcomesOfWhatWasSeen_OrdersByTheTruth()
    {
        var season = ShownSeason.Make(1, groups: 1500);
        var truth = ShownSeason.Make(2, groups: 500);

        var corrected = Ndcg(Train(season, season.Outcomes, season.EstimatedWeights), truth);
        var uncorrected = Ndcg(Train(season, season.Outcomes, null), truth);
        var known = Ndcg(Train(season, season.Outcomes, [.. season.Shown.Select(r => (double)Math.Min(r, 20))]), truth);
        var ideal = Ndcg(Train(season, season.Truth, null), truth);

        TestContext.Out.WriteLine($"NDCG@10 of the truth: {uncorrected:F4} uncorrected, {corrected:F4} corrected, {known:F4} with the true propensities, {ideal:F4} trained on the truth");
        Assert.That(corrected, Is.GreaterThan(uncorrected + (ideal - uncorrected) / 2), "at least half of the loss is made good");
    }

    [Test]
    public void Train_ShownAtRandom_CorrectionDoesNoHarm()
    {
        var season = ShownSeason.Make(3, groups: 800, shownAtRandom: true);
        var truth = ShownSeason.Make(4, groups: 400);

        Assert.That(Ndcg(Train(season, season.Outcomes, season.EstimatedWeights), truth), Is.GreaterThan(Ndcg(Train(season, season.Outcomes, null), truth) - 0.02));
    }

    [Test]
    public void Train_RowsOfAGroupInAnyOrder_SameTrees()
    {
        var season = ShownSeason.Make(5, groups: 60);
        var weights = season.EstimatedWeights;
        int[] order = [.. Enumerable.Range(0, season.Rows.Length).OrderBy(r => r / ShownSeason.Candidates).ThenByDescending(r => r)];

        var forward = Train(season, season.Outcomes, weights);
        var backward = Train(season with { Rows = [.. order.Select(r => season.Rows[r])] }, [.. order.Select(r => season.Outcomes[r])], [.. order.Select(r => weights[r])]);

        Assert.That(season.Rows.Select(r => backward.Score(r)), Is.EqualTo(season.Rows.Select(r => forward.Score(r))));
    }

    [Test]
    public void Estimate_ExpectedOutcomesOfTheModel_FindsItsPropensities([Values] bool betterOnesShownHigher)
    {
        // Merit 0.1 to 1 in ten strata, seen with 1 / rank: expected outcomes, without noise.
        var outcomes = new List<ShownOutcome>();
        for (var stratum = 0; stratum < 10; stratum++)
        {
            for (var i = 0; i < 300; i++)
            {
                var rank = betterOnesShownHigher ? Math.Clamp(10 - stratum + i % 11 - 5, 1, 12) : i % 12 + 1;
                outcomes.Add(new(rank, stratum, (stratum + 1) / 10.0 / rank));
            }
        }

        var bias = PositionBias.Estimate(outcomes);

        for (var rank = 1; rank <= 12; rank++)
            Assert.That(bias.Propensity(rank), Is.EqualTo(1.0 / rank).Within(0.001), $"rank {rank}");
        Assert.That(bias.Propensity(13), Is.EqualTo(bias.Propensity(12)), "never shown: as the one before");
        Assert.That((bias.WinnerWeight(null), bias.WinnerWeight(1)), Is.EqualTo((1.0, 1.0)));
    }

    [Test]
    public void Estimate_FewOutcomes_NeverRisesAndStaysInBounds()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 50; trial++)
        {
            var bias = PositionBias.Estimate(
                [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => new ShownOutcome(random.Next(1, 50), random.NextDouble(), random.Next(4) == 0 ? random.Next(16) : 0))]);

            double[] propensities = [.. Enumerable.Range(1, 40).Select(bias.Propensity)];
            Assert.That(propensities, Is.Ordered.Descending.And.All.InRange(PositionBias.LeastPropensity, 1.0));
            Assert.That(propensities[0], Is.EqualTo(1));
        }
    }

    [Test]
    public void Estimate_NoOutcomes_NoBias()
    {
        Assert.That(PositionBias.Estimate([]).Propensity(30), Is.EqualTo(1));
        Assert.That(PositionBias.Estimate([new(1, 0, 0), new(9, 0, 0)]).Propensity(9), Is.EqualTo(1));
    }

    [TestCase(0, 0, 0)]
    [TestCase(1, double.NaN, 0)]
    [TestCase(1, 0, -1)]
    [TestCase(1, 0, double.PositiveInfinity)]
    public void Estimate_BadOutcome_Refused(int rank, double score, double gain) =>
        Assert.That(() => PositionBias.Estimate([new(rank, score, gain)]), Throws.ArgumentException);

    [TestCase(new[] { 1.0 })]
    [TestCase(new[] { 1, 0.0 })]
    [TestCase(new[] { 1, double.NaN })]
    [TestCase(new[] { 1, 1001.0 })]
    public void Create_BadWinnerWeights_Refused(double[] weights) =>
        Assert.That(Assert.Throws<TrainingDataException>(() => RankingSet.Create(new([1, 2], 1), [1, 0], [2], weights))!.Code, Is.EqualTo("winner-weight"));

    private static TreeEnsemble Train(ShownSeason season, double[] labels, double[]? weights) => new LambdaMartTrainer().Train(season.Set(labels, weights), _options).Ensemble;

    private static double Ndcg(TreeEnsemble ensemble, ShownSeason season) => ensemble.Ndcg(season.Set(season.Truth));
}
