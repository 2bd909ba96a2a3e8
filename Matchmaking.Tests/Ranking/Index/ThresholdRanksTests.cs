using Matchmaking.Ranking.Index;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

/// <summary>Ranks among thresholds, however these are spread, are those of counting.</summary>
internal sealed class ThresholdRanksTests
{
    private static readonly float[][] _thresholds =
    [
        [],
        [3f],
        [-2f, 0f, 1e-30f, 1f, 1f + 1e-6f, 5f],
        // All but one in one cell.
        [.. Enumerable.Range(0, 40).Select(i => i * 1e-5f), 1e6f],
        [.. Enumerable.Range(-60, 120).Select(i => i / 7f)],
        [float.MinValue, -1f, 0f, float.MaxValue],
    ];

    [TestCaseSource(nameof(_thresholds))]
    public void Of_AnyValue_AsCounted(float[] rising)
    {
        var ranks = new ThresholdRanks(rising);
        float[] values = [.. rising, .. rising.Select(MathF.BitIncrement), .. rising.Select(MathF.BitDecrement), 0f, 0.5f, float.NegativeInfinity, float.PositiveInfinity];

        foreach (var value in values)
            Assert.That(ranks.Of(value), Is.EqualTo(rising.Count(t => value > t)), $"{value:R}");
        foreach (var (lower, upper) in values.Zip(values.Reverse()).Where(p => p.First <= p.Second))
            Assert.That(ranks.Of(lower, upper), Is.EqualTo((ranks.Of(lower), ranks.Of(upper))));
    }
}
