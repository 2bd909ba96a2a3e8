using Matchmaking.Ranking.Training.Reports;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Training.Reports;

internal sealed class GroupSampleTests
{
    [Test]
    public void Mean_Values_IntervalHoldsTheTruthAsOftenAsItSays()
    {
        var random = new Random(3);
        var held = 0;
        for (var trial = 0; trial < 400; trial++)
        {
            // Uniform numbers, whose mean is known.
            var mean = new GroupSample(40, (ulong)trial).Mean([.. Enumerable.Range(0, 40).Select(_ => random.NextDouble())]);
            Assert.That(mean.Value, Is.InRange(mean.Low, mean.High));
            held += mean.Low <= 0.5 && 0.5 <= mean.High ? 1 : 0;
        }

        Assert.That(held, Is.InRange(360, 395), "95% of 400, a little fewer as samples are small");
    }

    [Test]
    public void Mean_EqualValues_NoWidth()
    {
        var mean = new GroupSample(7, 1).Mean([.. Enumerable.Repeat(0.25, 7)]);

        Assert.That((mean.Value, mean.Low, mean.High), Is.EqualTo((0.25, 0.25, 0.25)));
    }

    [Test]
    public void Mean_SameSeed_SameInterval()
    {
        double[] values = [.. Enumerable.Range(0, 9).Select(i => i * i / 81.0)];

        var (once, again, other) = (new GroupSample(9, 5).Mean(values), new GroupSample(9, 5).Mean(values), new GroupSample(9, 6).Mean(values));

        Assert.That(again, Is.EqualTo(once));
        Assert.That(other, Is.Not.EqualTo(once));
    }
}
