using System.Text;
using Matchmaking.Api.Imports;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

/// <summary>Headers and the columns that they mean.</summary>
internal sealed class SheetTests
{
    private static readonly SheetKinds _kinds = new(Taxonomy.Load());

    private static IEnumerable<SheetKind> Kinds => _kinds.All;

    [Test]
    public void Kinds_AreThoseOfTheContract() => Assert.That(
        Kinds.Select(k => k.Name), Is.EqualTo((string[])["startups", "financing-requests", "funds", "positions", "registrations", "outcomes"]));

    [TestCaseSource(nameof(Kinds))]
    public void Columns_UnderEachOfTheirHeaders_AreFound(SheetKind kind)
    {
        foreach (var column in kind.Sheet.Columns)
        {
            foreach (var header in (string[])[column.Field, column.Header(Language.Zh), column.Header(Language.En), .. column.Text.Aliases])
            {
                var error = Bind(kind, [header]).Error;
                Assert.That(error?.Fields.Select(f => f.Code), Is.Null.Or.All.EqualTo("missing-column"), $"{kind.Name}: {header}");
            }
        }
    }

    [TestCaseSource(nameof(Kinds))]
    public void Bind_ItsOwnHeaders_InBothLanguages(SheetKind kind)
    {
        foreach (var language in Enum.GetValues<Language>())
            Assert.That(Bind(kind, [.. kind.Sheet.Columns.Select(c => c.Header(language))]).Error, Is.Null);
    }

    [TestCase("融资需求(万元)")]
    [TestCase("融资需求（万元）")]
    [TestCase("融资需求/万元")]
    [TestCase("Amount (CNY 10k)")]
    [TestCase("*融资金额（单位：万元）")]
    public void Bind_UnitInTheHeader_AppliesToBareNumbers(string header)
    {
        var kind = _kinds.Find("financing-requests")!;
        var sheet = Bind(kind, ["企业名称", "标题", header], ["A", "B", "3000"]).Value;

        Assert.That(sheet.Read(0).Value(kind.Sheet.Columns.Single(c => c.Field == "amountCny"))!.ToString(), Is.EqualTo("30000000"));
    }

    [TestCase("融资需求(万美元)", "unknown-column")]
    [TestCase("Amount (USD)", "unknown-column")]
    [TestCase("颜色", "unknown-column")]
    [TestCase("需求金额", "duplicate-column")]
    public void Bind_HeaderThatCannotBe_IsRefused(string header, string code)
    {
        var error = Bind(_kinds.Find("financing-requests")!, ["企业名称", "标题", "融资金额(万元)", header]).Error!;

        Assert.That((error.Code, error.Fields.Single().Pointer), Is.EqualTo((code, "/header/3")));
    }

    [Test]
    public void Bind_ColumnsMissing_NamesEach()
    {
        var error = Bind(_kinds.Find("financing-requests")!, ["轮次"]).Error!;

        Assert.That(error.Fields.Select(f => f.Code), Is.EqualTo((string[])["missing-column", "missing-column", "missing-column"]));
        Assert.That(error.Fields[0].Args[0].Value!.ToString(), Does.Contain("企业名称 (startupName)").And.Contain("startupId"));
    }

    [Test]
    public void Bind_ColumnWithoutAHeader_IsNotes()
    {
        var kind = _kinds.Find("startups")!;
        var sheet = Bind(kind, ["名称", "", "专利"], ["A", "a remark", "3"]).Value;

        Assert.That(sheet.Read(0).Errors, Is.Empty);
        Assert.That(sheet.Read(0).Value(kind.Sheet.Columns.Single(c => c.Field == "patents")), Is.EqualTo(3));
    }

    [Test]
    public void Read_MoreCellsThanHeaders_IsAMisalignedRow()
    {
        var sheet = Bind(_kinds.Find("startups")!, ["名称", "专利"], ["A", "1", "000"]).Value;

        Assert.That(sheet.Read(0).Errors.Single().Code, Is.EqualTo("misaligned-row"));
    }

    [Test]
    public void HeaderOf_AFieldOfTheFile_IsWhatItsAuthorWrote()
    {
        var sheet = Bind(_kinds.Find("startups")!, ["公司名称"]).Value;

        Assert.That(sheet.HeaderOf("/name", Language.En), Is.EqualTo("公司名称"));
        Assert.That(sheet.HeaderOf("/sectors/0", Language.En), Is.EqualTo("Sectors"));
        Assert.That(sheet.HeaderOf("/sectors/0", Language.Zh), Is.EqualTo("所属领域"));
    }

    [TestCaseSource(nameof(Kinds))]
    public void Templates_Explanations_AreThereForEachFormat(SheetKind kind)
    {
        foreach (var column in kind.Sheet.Columns)
        {
            foreach (var language in Enum.GetValues<Language>())
                Assert.That(ColumnTexts.Text(column.Format.Name, language), Is.Not.Empty);
        }
    }

    private static Result<BoundSheet> Bind(SheetKind kind, params string[][] rows)
    {
        var csv = string.Join('\n', rows.Select(r => string.Join(',', r.Select(c => $"\"{c}\""))));
        return SheetFile.Open(kind, TableFormat.Csv, Encoding.UTF8.GetBytes(csv));
    }
}
