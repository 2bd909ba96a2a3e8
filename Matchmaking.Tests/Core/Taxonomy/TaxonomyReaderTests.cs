using Matchmaking.Core.Taxonomies;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Taxonomies;

/// <summary>A broken file is refused with its name and line, never half read.</summary>
internal sealed class TaxonomyReaderTests
{
    private const string Header = "code,zh,en,parent,chain,status,source\n";

    [TestCase("a,a,a,,,own,x\na,b,b,,,own,x", 3, "appears twice")]
    [TestCase("a,a,a,,,own,x\nb,a,b,,,own,x", 3, "already names 'a'")]
    [TestCase("a,a,a,ghost,,own,x", 2, "parent 'ghost' does not exist")]
    [TestCase("r,r,r,,,own,x\na,a,a,b,,own,x\nb,b,b,a,,own,x", 3, "own ancestor")]
    [TestCase("a,a,a,a,,own,x", 2, "own ancestor")]
    [TestCase("# why\n\na,a,a,,,own", 4, "6 fields where the header has 7")]
    [TestCase("a,,a,,,own,x", 2, "'zh' is empty")]
    [TestCase("a,a,a,,,own,", 2, "'source' is empty")]
    [TestCase("Little_Giant,a,a,,,own,x", 2, "kebab-case")]
    [TestCase("a--b,a,a,,,own,x", 2, "kebab-case")]
    [TestCase("a,\"a,a,,,own,x", 2, "quote is not closed")]
    [TestCase("a,\"a\"b,a,,,own,x", 2, "closing quote")]
    [TestCase("a,a,a,,hydrogen,own,x", 2, "chain is 'hydrogen'")]
    public void Parse_BrokenSectors_NamesFileAndLine(string rows, int line, string what)
    {
        var files = new TaxonomyFiles { Sectors = Header + rows };

        Assert.That(
            () => Taxonomy.Parse(files),
            Throws.TypeOf<InvalidDataException>().With.Message.StartsWith($"sectors.csv, line {line}: ").And.Message.Contains(what));
    }

    [TestCase("code,zh,en,status", "no column 'source'")]
    [TestCase("code,zh,en,status,source,zh", "column 'zh' appears twice")]
    [TestCase("# only a comment", "no header")]
    public void Parse_BrokenHeader_Throws(string chains, string what) =>
        Assert.That(
            () => Taxonomy.Parse(new() { Chains = chains }),
            Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("chains.csv").And.Message.Contains(what));

    [Test]
    public void Parse_ChainThatIsNoSector_Throws() =>
        Assert.That(
            () => Taxonomy.Parse(new() { Chains = "code,zh,en,status,source\nx,x,x,own,x" }),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("'x' is not a sector"));

    [Test]
    public void Parse_SectorBelowAChainWithoutSayingSo_Throws()
    {
        var files = new TaxonomyFiles
        {
            Sectors = Header + "x,x,x,,x,own,x\ny,y,y,x,,own,x",
            Chains = "code,zh,en,status,source\nx,x,x,own,x",
        };

        Assert.That(() => Taxonomy.Parse(files), Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("sectors.csv, line 3: chain is ''"));
    }

    [TestCase("a,a,a,own,x,town,", "'town' is not one of district, functional-zone, outside")]
    public void Parse_UnknownKind_Throws(string row, string what) =>
        Assert.That(
            () => Taxonomy.Parse(new() { Districts = "code,zh,en,status,source,kind,adcode\n" + row }),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("districts.csv, line 2").And.Message.Contains(what));

    [Test]
    public void Parse_QuotedFieldsCommentsAndWindowsLines_Read()
    {
        var files = new TaxonomyFiles { Sectors = Header.Replace("\n", "\r\n", StringComparison.Ordinal) + "# note\r\na,\"甲,乙\",\"the \"\"a\"\"\",,,own,x\r\n" };

        var sector = Taxonomy.Parse(files).Sectors.Single();

        Assert.That((sector.Zh, sector.En, sector.Source), Is.EqualTo(("甲,乙", "the \"a\"", "x")));
    }
}
