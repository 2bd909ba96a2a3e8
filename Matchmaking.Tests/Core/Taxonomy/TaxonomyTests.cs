using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Taxonomies;

/// <summary>The taxonomy that is shipped.</summary>
internal sealed class TaxonomyTests
{
    private static readonly Taxonomy _taxonomy = Taxonomy.Load();

    [Test]
    public void Load_Twice_SameInstance() => Assert.That(Taxonomy.Load(), Is.SameAs(_taxonomy));

    [Test]
    public void Stages_Shipped_AreTheStagesOfTheDomain() =>
        Assert.That(_taxonomy.Stages.Select(s => s.Code), Is.EqualTo(KebabEnum<Stage>.Names));

    [Test]
    public void Instruments_Shipped_AreTheInstrumentsOfTheDomain() =>
        Assert.That(_taxonomy.Instruments.Select(s => s.Code), Is.EqualTo(KebabEnum<Instrument>.Names));

    [Test]
    public void Chains_Shipped_AreTheFiveThemesAndSectors()
    {
        string[] expected = ["hydrogen", "ai", "beidou", "low-carbon", "low-altitude"];

        Assert.That(_taxonomy.Chains.Select(c => c.Code), Is.EqualTo(expected));
        Assert.That(expected.All(_taxonomy.IsSector), Is.True);
        Assert.That(expected.Select(_taxonomy.ChainOf), Is.EqualTo(expected));
    }

    [TestCase("sei2018", 9)]
    [TestCase("wuhan-965", 20)]
    [TestCase("wuhan-five", 5)]
    [TestCase("wuhan-future", 13)]
    public void Sectors_OfAPublishedList_AreAllThere(string catalogue, int count) =>
        Assert.That(_taxonomy.Sectors.Count(s => s.Catalogues.Contains(catalogue)), Is.EqualTo(count));

    [Test]
    public void Districts_Shipped_ThirteenDistrictsFourZonesAndOutside()
    {
        var kinds = _taxonomy.Districts.CountBy(d => d.Kind).ToDictionary();

        Assert.That(kinds[DistrictKind.District], Is.EqualTo(13));
        Assert.That(kinds[DistrictKind.FunctionalZone], Is.EqualTo(4));
        Assert.That(_taxonomy.Districts.Single(d => d.Kind == DistrictKind.Outside).Code, Is.EqualTo("outside-wuhan"));
        Assert.That(_taxonomy.Districts.Where(d => d.AdministrativeCode is not null).Select(d => d.Kind), Is.All.EqualTo(DistrictKind.District));
        Assert.That(_taxonomy.Districts.Count(d => d.AdministrativeCode?.StartsWith("4201", StringComparison.Ordinal) == true), Is.EqualTo(13));
    }

    [Test]
    public void Recognitions_OnOneLadder_AscendWithoutTies()
    {
        foreach (var rungs in _taxonomy.Recognitions.GroupBy(r => r.Ladder))
            Assert.That(rungs.Select(r => r.Order), Is.Ordered.And.Unique, rungs.Key.ToString());
        Assert.That(
            string.Join(' ', _taxonomy.Recognitions.Where(r => r.Ladder == RecognitionLadder.Ladder).Select(r => r.Code)),
            Is.EqualTo("seedling newly-above-scale innovative-sme srdi-sme little-giant champion seed-unicorn potential-unicorn unicorn"));
    }

    [Test]
    public void Sectors_Shipped_ParentsComeFirstAndDepthIsAtMostFour()
    {
        var seen = new HashSet<string>();
        foreach (var sector in _taxonomy.Sectors)
        {
            Assert.That(sector.Parent is null || seen.Contains(sector.Parent), Is.True, sector.Code);
            Assert.That(_taxonomy.Depth(sector.Code), Is.LessThanOrEqualTo(4), sector.Code);
            seen.Add(sector.Code);
        }
    }

    [Test]
    public void Sectors_NoListNamesThem_SayThatTheyAreOwnOrGiven()
    {
        var unnamed = _taxonomy.Sectors.Where(s => s.Catalogues.Count == 0 && s.Parent is not null);

        Assert.That(unnamed.Select(s => s.Status), Is.All.StartsWith("own").Or.StartsWith("given"));
    }

    // The list of a mandate and what it takes.
    [TestCase("new-energy", "fuel-cell-stacks", true)]
    [TestCase("low-altitude", "evtol", true)]
    [TestCase("low-altitude", "low-altitude", true)]
    [TestCase("evtol", "low-altitude", false)]
    [TestCase("hydrogen", "evtol", false)]
    [TestCase("evtol", "no-such-sector", false)]
    [TestCase("no-such-sector", "no-such-sector", false)]
    public void IsAncestorOrSelf_Shipped_FollowsTheTree(string ancestor, string sector, bool expected) =>
        Assert.That(_taxonomy.IsAncestorOrSelf(ancestor, sector), Is.EqualTo(expected));

    [TestCase("光谷", "ovc")]
    [TestCase(" 洪山 ", "hongshan")]
    [TestCase("洪山区", "hongshan")]
    [TestCase("Hongshan", "hongshan")]
    [TestCase("outside-wuhan", "outside-wuhan")]
    [TestCase("火星", null)]
    public void ResolveDistrict_TextOfASheet_GivesTheCode(string text, string? expected) =>
        Assert.That(_taxonomy.ResolveDistrict(text), Is.EqualTo(expected));

    [TestCase("天使期", "angel")]
    [TestCase("prea", "pre-a")]
    [TestCase("pre-A轮", "pre-a")]
    [TestCase("A+轮", "a")]
    [TestCase("上市前", "pre-ipo")]
    [TestCase("战略融资", null)]
    [TestCase("并购", null)]
    public void ResolveStage_TextOfASheet_GivesTheCode(string text, string? expected) =>
        Assert.That(_taxonomy.ResolveStage(text), Is.EqualTo(expected));

    [Test]
    public void Resolve_OtherKinds_GivesTheCode()
    {
        Assert.That(_taxonomy.ResolveSector("无人机物流"), Is.EqualTo("drone-logistics"));
        Assert.That(_taxonomy.ResolveChain("低空经济"), Is.EqualTo("low-altitude"));
        Assert.That(_taxonomy.ResolveRecognition("小巨人"), Is.EqualTo("little-giant"));
        Assert.That(_taxonomy.ResolveInstrument("拨转股"), Is.EqualTo("grant-to-equity"));
    }

    [Test]
    public void Is_CodeOfAnotherKind_False()
    {
        Assert.That(_taxonomy.IsDistrict("hydrogen"), Is.False);
        Assert.That(_taxonomy.IsChain("evtol"), Is.False);
        Assert.That(_taxonomy.IsRecognition("Little-Giant"), Is.False);
        Assert.That(_taxonomy.IsDistrict("洪山区"), Is.False);
    }
}
