using System.Xml.Linq;
using Matchmaking.Api.Contracts;
using Matchmaking.Core.Sessions;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.PlanOutputs;

/// <summary>The seating chart over HTTP; what its pages look like is in <see cref="SeatingChartTests"/>.</summary>
internal sealed class PlanOutputSvgTests : PlanOutputFixture
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    [Test]
    public async Task Chart_OfMeetings_RoundsWithTheirTimesAndBothSides()
    {
        var plan = await Published();

        var texts = Texts((await Admin.GetAsync($"/plans/{plan.Id}.svg", Chinese)).Expect(200));

        Assert.That(texts, Does.Contain(Title).And.Contain("第 1 轮").And.Contain("14:00–14:20").And.Contain("第 3 轮").And.Contain("14:40–15:00"));
        Assert.That(texts, Does.Contain("第 1 版").And.Contain(plan.Json.Text("sha256")[..12]));
        Assert.That(texts.Count(t => t == "高新投 <A&B> 基金"), Is.EqualTo(3));
        Assert.That(texts.Count(t => t == "=武汉极目科技有限公司"), Is.EqualTo(2));
        Assert.That(string.Join('\n', texts), Does.Contain("2026-11  ·  低空").And.Contain("光谷会展中心, 三楼").And.Contain("已发布"));
    }

    [Test]
    public async Task Chart_InEnglish_EnglishWords()
    {
        var plan = await Admin.Plan(Session);

        var texts = Texts((await Admin.GetAsync($"/plans/{plan.Id}.svg", ("Accept-Language", "en"))).Expect(200));

        Assert.That(texts, Does.Contain("Round 1").And.Contain("DRAFT: not published yet").And.Contain("Page 1 of 1"));
    }

    [Test]
    public async Task Chart_OfASupersededPlan_SaysWhichVersionHolds()
    {
        var old = await Published();
        await Published();

        var texts = Texts((await Admin.GetAsync($"/plans/{old.Id}.svg", Chinese)).Expect(200));

        Assert.That(texts, Does.Contain("已作废：请以第 2 版为准").And.Contain("第 1 版"));
    }

    [TestCase("", 210)]
    [TestCase("?paper=a4&page=1", 210)]
    [TestCase("?paper=a3", 297)]
    public async Task Chart_PaperAndPage_AsAskedFor(string query, int shortSide)
    {
        var plan = await Published();

        var answer = (await Admin.GetAsync($"/plans/{plan.Id}.svg{query}")).Expect(200);

        var root = XDocument.Parse(answer.Text).Root!;
        Assert.That(new[] { root.Attribute("width")!.Value, root.Attribute("height")!.Value }, Does.Contain($"{shortSide}mm"));
        Assert.That(root.Elements(_svg + "g").Count(), Is.EqualTo(1));
        Assert.That(answer.Headers.GetValues("X-Plan-Pages"), Is.EqualTo(Strings.Of("1")));
    }

    [TestCase("?paper=a5", "?paper unknown-value")]
    [TestCase("?page=0", "?page out-of-range")]
    [TestCase("?page=2", "?page out-of-range")]
    [TestCase("?lang=zh", "?lang unknown-parameter")]
    public async Task Chart_PaperOrPageThatIsNot_400(string query, string error)
    {
        var plan = await Published();

        (await Admin.GetAsync($"/plans/{plan.Id}.svg{query}")).Invalid(error);
    }

    [Test]
    public async Task Chart_OfALongTable_BothSidesInTheirOrder()
    {
        var plan = await Seated(SessionLayout.LongTable, new SeatedTable(1,
        [
            Seat(1, Seekers[0].RegistrationId, TableSide.Left), Seat(2, Seekers[1].RegistrationId, TableSide.Left),
            Seat(1, Funds[0].RegistrationId, TableSide.Right), Seat(2, Funds[1].RegistrationId, TableSide.Right),
        ]));

        var texts = Texts((await Admin.GetAsync($"/plans/{plan}.svg", Chinese)).Expect(200));

        Assert.That(texts, Does.Contain("长桌").And.Contain("左侧").And.Contain("右侧"));
        Assert.That(texts.IndexOf("=武汉极目科技有限公司"), Is.LessThan(texts.IndexOf("湖北东湖星瀚生物医药有限公司")).And.Positive);
        Assert.That(texts, Does.Contain("高新投 <A&B> 基金").And.Contain("长江产业投资; 基金"));
    }

    [Test]
    public async Task Chart_Always_IsPlainAndLoadsNothing()
    {
        var plan = await Published();

        var document = XDocument.Parse((await Admin.GetAsync($"/plans/{plan.Id}.svg")).Expect(200).Text);

        var names = document.Descendants().Select(e => e.Name.LocalName).Distinct();
        Assert.That(names, Is.SubsetOf(Strings.Of("svg", "title", "style", "g", "rect", "circle", "path", "line", "text")));
        Assert.That(document.Descendants().Attributes().Select(a => a.Name.LocalName), Has.None.StartsWith("on").And.None.EqualTo("href"));
        Assert.That(document.Root!.Attribute("font-family")!.Value, Does.Contain("Noto Sans CJK SC").And.EndWith("sans-serif"));
    }

    private static List<string> Texts(Answer answer) =>
        [.. XDocument.Parse(answer.Text).Descendants(_svg + "text").Select(t => t.Element(_svg + "title")?.Value ?? t.Value)];
}
