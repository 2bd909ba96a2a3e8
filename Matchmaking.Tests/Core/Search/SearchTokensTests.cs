using Matchmaking.Core.Search;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Search;

internal sealed class SearchTokensTests
{
    [TestCase("", "")]
    [TestCase("氢", "氢")]
    [TestCase("氢能", "氢 氢能 能")]
    [TestCase("氢燃料", "氢 燃 料 氢燃 燃料")]
    [TestCase("a", "a")]
    [TestCase("evtol", "e v t o l ev vt to ol evt vto tol")]
    [TestCase("ai芯片5g", "a i ai 芯 片 芯片 5 g 5g")]
    [TestCase("氢-能", "氢 能")]
    [TestCase("氢\n能", "氢 能")]
    [TestCase("𠀀𠀁", "𠀀 𠀁 𠀀𠀁")]
    [TestCase("人々カナ〇", "人 々 カ ナ 〇 人々 々カ カナ ナ〇")]
    [TestCase("%_ .,", "")]
    public void OfText_Runs_EveryPiece(string normal, string tokens) =>
        Assert.That(SearchTokens.OfText(normal), Is.EquivalentTo(tokens.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Test]
    public void Labels_OfAnyFact_AreNoPieces()
    {
        var labels = new[] { SearchLabels.Sector("hydrogen"), SearchLabels.Stage("a"), SearchLabels.District("xinzhou") };

        Assert.That(labels, Is.Unique.And.All.StartsWith(":"));
        Assert.That(SearchTokens.OfText(":sector:hydrogen"), Has.None.StartsWith(":"));
    }

    [Test]
    public void Sectors_OfALeaf_HaveAllAboveIt() =>
        Assert.That(SearchLabels.Sectors(["fuel-cell-stacks"]), Is.EqualTo(Strings.Of("fuel-cell-stacks", "fuel-cells", "hydrogen", "new-energy").Select(SearchLabels.Sector)));

    [Test]
    public void Mandate_OfAFundThatNamesNone_HasAll()
    {
        Assert.That(SearchLabels.MandateSectors([]), Has.Member(SearchLabels.Sector("evtol")).And.Member(SearchLabels.Sector("hydrogen")));
        Assert.That(SearchLabels.MandateStages([]), Has.Exactly(8).Items);
        Assert.That(SearchLabels.MandateDistricts(["xinzhou"]), Is.EqualTo(new[] { SearchLabels.District("xinzhou") }));
    }
}
