using Matchmaking.Ranking.LambdaMart;
using Matchmaking.Ranking.Trainers;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Trainers;

internal sealed class RankingSetTests
{
    private const float None = float.NaN;

    [TestCase("no-rows", new float[0], new double[0], new int[0])]
    [TestCase("label-count", new[] { 1f, 2 }, new double[] { 1 }, new[] { 2 })]
    [TestCase("label-out-of-range", new[] { 1f, 2 }, new double[] { 1, 5 }, new[] { 2 })]
    [TestCase("label-out-of-range", new[] { 1f, 2 }, new[] { 1, -1.0 }, new[] { 2 })]
    [TestCase("label-out-of-range", new[] { 1f, 2 }, new[] { 1, 0.5 }, new[] { 2 })]
    [TestCase("label-out-of-range", new[] { 1f, 2 }, new[] { 1, double.NaN }, new[] { 2 })]
    [TestCase("infinite-value", new[] { 1f, float.NegativeInfinity }, new double[] { 1, 0 }, new[] { 2 })]
    [TestCase("group-sizes", new[] { 1f, 2 }, new double[] { 1, 0 }, new[] { 3 })]
    [TestCase("group-sizes", new[] { 1f, 2 }, new double[] { 1, 0 }, new[] { 2, 0 })]
    [TestCase("group-sizes", new[] { 1f, 2 }, new double[] { 1, 0 }, new[] { int.MaxValue, int.MaxValue })]
    public void Create_BadRows_Refused(string code, float[] values, double[] labels, int[] groups) =>
        Assert.That(Assert.Throws<TrainingDataException>(() => RankingSet.Create(new(values, 1), labels, groups))!.Code, Is.EqualTo(code));

    [TestCase("one-group", new[] { 1f, 2 }, new double[] { 1, 0 }, new[] { 2 })]
    [TestCase("one-class", new[] { 1f, 2, 3 }, new double[] { 1, 1, 2 }, new[] { 2, 1 })]
    [TestCase("all-missing", new[] { None, None, None }, new double[] { 1, 0, 2 }, new[] { 2, 1 })]
    public void Train_NothingToLearn_Refused(string code, float[] values, double[] labels, int[] groups)
    {
        var set = RankingSet.Create(new(values, 1), labels, groups);

        Assert.That(Assert.Throws<TrainingDataException>(() => new LambdaMartTrainer().Train(set, new()))!.Code, Is.EqualTo(code));
    }
}
