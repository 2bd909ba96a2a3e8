using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Features;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Features;

internal sealed class RecognitionStrengthsTests
{
    [Test]
    public void Combine_EveryRecognitionOfTheTaxonomy_HasAStrengthBelowOne() => Assert.That(
        Taxonomy.Load().Recognitions.Select(r => RecognitionStrengths.Combine([r.Code])), Is.All.GreaterThan(0).And.All.LessThan(1));

    [Test]
    public void Combine_RungsOfOneLadder_GrowWithTheirOrder()
    {
        foreach (var ladder in Taxonomy.Load().Recognitions.GroupBy(r => r.Ladder))
            Assert.That(ladder.OrderBy(r => r.Order).Select(r => RecognitionStrengths.Combine([r.Code])), Is.Ordered.Ascending, ladder.Key.ToString());
    }

    [Test]
    public void Combine_OneMore_NeverLess()
    {
        Assert.That(RecognitionStrengths.Combine([]), Is.Zero);
        Assert.That(RecognitionStrengths.Combine(["gazelle", "hnte"]), Is.EqualTo(1 - (1 - 0.35) * (1 - 0.2)).Within(1e-15));
        Assert.That(RecognitionStrengths.Combine(["hnte", "not-a-code"]), Is.EqualTo(RecognitionStrengths.Combine(["hnte"])));
    }
}
