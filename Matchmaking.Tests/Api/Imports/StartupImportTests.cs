using System.Text;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

/// <summary>Startups from sheets: matching, what an empty cell means, errors by row and column, dry runs, whole files refused.</summary>
internal sealed class StartupImportTests : ApiFixture
{
    [Test]
    public async Task Import_NewChangedAndSame_CountsEach()
    {
        await Admin.Import("startups", "externalId,name,patents\nC1,First,1\nC2,Second,2");

        var imported = await Admin.Import("startups", "externalId,name,patents\nC1,First,1\nC2,Second,3\nC3,Third,");

        Assert.That(imported.Counts, Is.EqualTo((int[])[1, 1, 1, 0]));
        Assert.That((await Find("C2")).Int("patents"), Is.EqualTo(3));
    }

    [Test]
    public async Task Import_EmptyCellOrAbsentColumn_LeavesTheValue()
    {
        await Admin.Import("startups", "externalId,name,summary,patents\nE1,Kept,words,4");

        var imported = await Admin.Import("startups", "externalId,name,patents\nE1,Renamed,");

        var startup = await Find("E1");
        Assert.That(imported.Counts, Is.EqualTo((int[])[0, 1, 0, 0]));
        Assert.That((startup.Text("name"), startup.Text("summary"), startup.Int("patents")), Is.EqualTo(("Renamed", "words", 4)));
    }

    [Test]
    public async Task Import_ChineseHeadersInGb18030_AreRead()
    {
        var csv = "外部编号;企业名称;所属领域;所在区;营业收入（万元）;成立日期;资质荣誉\nG1;武汉㐂氢科技;氢能、人工智能;光谷;1,800;2019年5月20日;高企";

        var imported = await Admin.Import("startups", CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(csv), CsvText.MediaType);

        var startup = await Find("G1");
        Assert.That(imported.Errors, Is.Empty);
        Assert.That((startup.Text("name"), startup.Text("district"), startup.Number("revenueCny"), startup.Text("foundedOn")), Is.EqualTo(("武汉㐂氢科技", "ovc", 18_000_000m, "2019-05-20")));
        Assert.That(startup.List("sectors").Select(s => s.GetValue<string>()), Is.EqualTo((string[])["hydrogen", "ai"]));
    }

    [Test]
    public async Task Import_ByUsccThenByName_FindsTheSame()
    {
        await Admin.Import("startups", $"name,uscc\nCoded,{Bodies.ValidUscc}\nOnly a name,");

        var imported = await Admin.Import("startups", $"name,uscc,externalId,patents\nCoded anew,{Bodies.ValidUscc},U1,\nOnly a name,,,9");

        Assert.That(imported.Counts, Is.EqualTo((int[])[0, 2, 0, 0]));
        Assert.That((await Find("U1")).Text("name"), Is.EqualTo("Coded anew"));
    }

    [Test]
    public async Task Import_UsccOfAnotherExternalId_IsAConflict()
    {
        await Admin.Import("startups", $"name,uscc,externalId\nTaken,{Bodies.OtherValidUscc},T1");

        var imported = await Admin.Import("startups", $"name,uscc,externalId\nTaken,{Bodies.OtherValidUscc},T2");

        Assert.That(imported.Errors, Is.EqualTo((string[])["2 externalId conflicting-keys"]));
    }

    [Test]
    public async Task Import_NameOfTwo_IsAmbiguous()
    {
        await Admin.CreateStartup(Bodies.Startup("Twin"));
        await Admin.CreateStartup(Bodies.Startup("Twin"));

        Assert.That((await Admin.Import("startups", "name\nTwin")).Errors, Is.EqualTo((string[])["2 name ambiguous-name"]));
    }

    [Test]
    public async Task Import_BadRows_NameRowColumnAndCode_AndStopNoOther()
    {
        var imported = await Admin.Import(
            "startups",
            "外部编号,名称,统一社会信用代码,领域,营收,专利,成立日期\n" +
            "B1,Good,,,,,\n" +
            "\n" +
            "B2,,,,,,\n" +
            $"B3,Bad code,{Bodies.WrongUscc},,,,\n" +
            "B4,Lost digits,9.1420102E+17,,,,\n" +
            "B5,No unit,,炼金术,3000,,\n" +
            "B6,From the future,,,,,2099-01-01\n" +
            "B7,Many,,,,99999999,\n" +
            "B1,Again,,,,,\n" +
            "B8,Comma,,,,,,extra\n" +
            "B9,Good too,,,,,");

        Assert.That(imported.Counts, Is.EqualTo((int[])[2, 0, 0, 8]));
        Assert.That(imported.Errors, Is.EqualTo((string[])
        [
            "4 名称 required", "5 统一社会信用代码 invalid-uscc", "6 统一社会信用代码 number-precision-lost", "7 领域 unknown-code", "7 营收 amount-unit-missing",
            "8 成立日期 wrong-order", "9 专利 out-of-range", "10  duplicate-row", "11  misaligned-row",
        ]));
        Assert.That(imported.Count("errorsTotal"), Is.EqualTo(9));
        Assert.That((await Admin.GetAsync("/startups?externalId=B5")).Expect(200).Items, Is.Empty);
    }

    [Test]
    public async Task Import_DryRun_JudgesAndKeepsNothing()
    {
        const string Csv = "externalId,name\nD1,Kept\nD2,";
        var before = (await Admin.ListAsync("/startups")).Count;

        var tried = await Admin.Import("startups?dryRun=true", Csv);
        var twice = await Admin.Import("startups?dryRun=true", Csv);

        Assert.That(tried.Counts, Is.EqualTo((int[])[1, 0, 0, 1]));
        Assert.That(twice.Counts, Is.EqualTo(tried.Counts));
        Assert.That(tried.Result.Bool("dryRun"));
        Assert.That((await Admin.ListAsync("/startups")), Has.Count.EqualTo(before));
        Assert.That((await Admin.Import("startups", Csv)).Counts, Is.EqualTo(tried.Counts));
    }

    [Test]
    public async Task Import_Messages_AreInTheReadersLanguage()
    {
        var chinese = await Admin.Import("startups", "name\n" + new string('x', 201), ("Accept-Language", "zh-CN"));
        var english = await Admin.Import("startups", "name\n" + new string('x', 201), ("Accept-Language", "en"));

        Assert.That(chinese.Result.List("errors")[0].Text("message"), Is.EqualTo("最多 200 个字符。"));
        Assert.That(english.Result.List("errors")[0].Text("message"), Is.EqualTo("At most 200 characters."));
    }

    [Test]
    public async Task Import_ManyErrors_KeepsTheFirstThousandAndCountsAll()
    {
        var imported = await Admin.Import("startups", "name,patents\n" + string.Concat(Enumerable.Range(1, 1_005).Select(i => $"M{i},x\n")));

        Assert.That(imported.Counts, Is.EqualTo((int[])[0, 0, 0, 1_005]));
        Assert.That((imported.Errors.Count, imported.Count("errorsTotal")), Is.EqualTo((1_000, 1_005)));
        Assert.That(imported.Errors[^1], Is.EqualTo("1001 patents wrong-type"));
    }

    [Test]
    public async Task Import_HeaderOnly_SucceedsWithNothing()
    {
        var imported = await Admin.Import("startups", "name");

        Assert.That(imported.Operation.Text("status"), Is.EqualTo("succeeded"));
        Assert.That((imported.Counts, imported.Count("rows")), Is.EqualTo(((int[])[0, 0, 0, 0], 0)));
    }

    [Test]
    public async Task Import_SeveralBlocks_ReportsProgressToTheEnd()
    {
        var imported = await Admin.Import("startups", "externalId,name\n" + string.Concat(Enumerable.Range(1, 600).Select(i => $"P{i},Part {i}\n")));

        Assert.That(imported.Counts, Is.EqualTo((int[])[600, 0, 0, 0]));
        Assert.That(imported.Operation["progress"]!.ToJsonString(), Is.EqualTo("""{"done":600,"total":600,"phase":"importing"}"""));
    }

    [TestCase("", "empty-table")]
    [TestCase("颜色\n1", "unknown-column")]
    [TestCase("patents\n1", "missing-column")]
    [TestCase("name,名称\nA,B", "duplicate-column")]
    [TestCase("name\n\"A", "unreadable-table")]
    public async Task Import_UnusableFile_IsRefusedAtOnce(string csv, string code) => (await Admin.TryImport("startups", csv)).Refused(400, code);

    [Test]
    public async Task Import_AsAWorkbookThatIsNone_400() =>
        (await Admin.TryImport("startups", Encoding.UTF8.GetBytes("name\nA"), CsvText.XlsxMediaType)).Refused(400, "unreadable-table");

    [TestCase("application/json")]
    [TestCase("text/plain")]
    [TestCase("application/vnd.ms-excel")]
    public async Task Import_OtherMediaType_415(string mediaType) =>
        (await Admin.TryImport("startups", Encoding.UTF8.GetBytes("name\nA"), mediaType)).Refused(415, "unsupported-media-type");

    [Test]
    public async Task Import_OverTheLimit_413WithTheLimit()
    {
        var answer = (await Admin.TryImport("startups", new byte[(64 * 1024 * 1024) + 1])).Refused(413, "body-too-large");

        Assert.That(answer.Json.Text("detail"), Does.Contain("67108864"));
    }

    [Test]
    public async Task Import_OverOneMebibyte_IsTaken()
    {
        var imported = await Admin.Import("startups", "externalId,name,summary\n" + string.Concat(Enumerable.Range(1, 150).Select(i => $"L{i},Large {i},{new string('x', 9_000)}\n")));

        Assert.That(imported.Counts, Is.EqualTo((int[])[150, 0, 0, 0]));
    }

    [TestCase("?dryRun=yes", "?dryRun unknown-value")]
    [TestCase("?sessionId=01a1fad4-7f00-7000-9c1d-3f5a7b9d1e20", "?sessionId unknown-parameter")]
    public async Task Import_WrongQuery_400(string query, string error) => (await Admin.TryImport("startups" + query, "name\nA")).Invalid(error);

    [Test]
    public async Task Import_ByThoseWhoMayNot_403()
    {
        var organizer = await Server.As("organizer");
        var auditor = await Server.As("auditor");

        (await auditor.TryImport("startups", "name\nA")).Refused(403, "forbidden");
        (await organizer.TryImport("funds", "name,kind,category\nA,vc,seed")).Refused(403, "forbidden");
        Assert.That((await organizer.Import("startups", "externalId,name\nO1,By the organizer")).Counts, Is.EqualTo((int[])[1, 0, 0, 0]));
    }

    [Test]
    public async Task Import_IsAudited_InTheNameOfWhoAsked()
    {
        await Admin.Import("startups", "externalId,name\nA1,Audited", ("X-Request-Id", "import-1"));

        var entries = (await Admin.GetAsync("/audit?requestId=import-1&resource=startup")).Expect(200).Items;

        Assert.That(entries.Single().Text("action"), Is.EqualTo("created"));
    }

    private async Task<JsonNode> Find(string externalId) => (await Admin.GetAsync($"/startups?externalId={externalId}")).Expect(200).Items.Single();
}
