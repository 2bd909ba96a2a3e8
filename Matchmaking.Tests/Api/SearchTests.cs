using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Free text and filters of the lists over HTTP, and what each role finds with them.</summary>
internal sealed class SearchTests : ApiFixture
{
    private readonly Dictionary<string, string> _names = [];

    protected override async Task Arrange()
    {
        await Startup("hydrogen", "武汉氢能装备有限公司", "燃料电池 stack 与 100% 国产膜电极", "xinzhou", "fuel-cell-stacks");
        await Startup("chips", "光谷芯片（Ⅱ期）公司", "eVTOL 飞控 under_score", "qiaokou", "beidou-chips");
        await Startup("plain", "Plain Ltd", null, null);
        await Request("stack", "hydrogen", "氢能电堆产线", "fuel-cell-stacks", "a", 20_000_000);
        await Request("vessel", "hydrogen", "高压储氢瓶", "hydrogen-vessels", "b", 30_000_000.5m, status: "draft");
        await Request("chip", "chips", "SiC 芯片 'or' 1=1 --", "beidou-chips", "a", 500_000);
        await Fund("any", "长江氢能基金", new JsonObject());
        await Fund("hydrogenFund", "Hydrogen Growth Fund", new JsonObject
        {
            ["sectors"] = JsonNodes.Array("hydrogen"),
            ["stages"] = JsonNodes.Array("a", "b"),
            ["districts"] = JsonNodes.Array("xinzhou"),
            ["externalId"] = "secret-1",
        });
        await Fund("chipFund", "芯片天使基金", new JsonObject { ["sectors"] = JsonNodes.Array("beidou-chips"), ["stages"] = JsonNodes.Array("seed"), ["status"] = "closed" });
        await Session("open", "武汉氢能对接会", "光谷 Tower B");
        await Session("draft", "氢能筹备会", null, "draft");
    }

    [TestCase("/startups", "q=氢能", "hydrogen")]
    [TestCase("/startups", "q=氢", "hydrogen")]
    [TestCase("/startups", "q=能氢")]
    [TestCase("/startups", "q=有限公司 装备", "hydrogen")]
    [TestCase("/startups", "q=公司", "hydrogen", "chips")]
    [TestCase("/startups", "q=（ii期）", "chips")]
    [TestCase("/startups", "q=VTOL", "chips")]
    [TestCase("/startups", "q=膜电极 氢能", "hydrogen")]
    [TestCase("/startups", "q=装备燃料")]
    [TestCase("/startups", "q=l", "chips", "plain")]
    [TestCase("/startups", "q=lt", "plain")]
    [TestCase("/startups", "sector=new-energy", "hydrogen")]
    [TestCase("/startups", "sector=fuel-cell-stacks", "hydrogen")]
    [TestCase("/startups", "sector=hydrogen-vessels")]
    [TestCase("/startups", "sector=hydrogen&district=xinzhou&q=氢能", "hydrogen")]
    [TestCase("/startups", "sector=hydrogen&district=qiaokou")]
    [TestCase("/financing-requests", "q=氢能", "stack")]
    [TestCase("/financing-requests", "q=储氢", "vessel")]
    [TestCase("/financing-requests", "sector=hydrogen", "stack", "vessel")]
    [TestCase("/financing-requests", "sector=hydrogen&stage=b", "vessel")]
    [TestCase("/financing-requests", "sector=hydrogen&status=open", "stack")]
    [TestCase("/financing-requests", "minAmountCny=20000000", "stack", "vessel")]
    [TestCase("/financing-requests", "minAmountCny=20000000.01", "vessel")]
    [TestCase("/financing-requests", "maxAmountCny=20000000", "stack", "chip")]
    [TestCase("/financing-requests", "minAmountCny=500000&maxAmountCny=500000.00", "chip")]
    [TestCase("/financing-requests", "minAmountCny=0&maxAmountCny=30000000.5&sector=hydrogen&stage=a&q=产线", "stack")]
    [TestCase("/financing-requests", "minAmountCny=30000000.51")]
    [TestCase("/funds", "q=基金", "any", "chipFund")]
    [TestCase("/funds", "q=hydro", "hydrogenFund")]
    [TestCase("/funds", "sector=hydrogen", "any", "hydrogenFund")]
    [TestCase("/funds", "sector=new-energy", "any", "hydrogenFund")]
    [TestCase("/funds", "sector=fuel-cells", "any")]
    [TestCase("/funds", "stage=b", "any", "hydrogenFund")]
    [TestCase("/funds", "stage=seed", "any", "chipFund")]
    [TestCase("/funds", "district=qiaokou", "any", "chipFund")]
    [TestCase("/funds", "district=xinzhou&stage=a&sector=hydrogen&q=fund", "hydrogenFund")]
    [TestCase("/funds", "stage=seed&status=closed", "chipFund")]
    [TestCase("/sessions", "q=氢能", "open", "draft")]
    [TestCase("/sessions", "q=tower 对接&month=2031-02", "open")]
    [TestCase("/sessions", "q=氢能&status=draft", "draft")]
    [TestCase("/sessions", "q=氢能&chain=beidou")]
    public async Task Search_OfStaff_FindsExactlyThese(string list, string query, params string[] expected) =>
        Assert.That(await Find(Admin, list, query), Is.EqualTo(expected));

    // What means something in patterns or in SQL means itself.
    [TestCase("/startups", "100%", "hydrogen")]
    [TestCase("/startups", "1%0")]
    [TestCase("/startups", "%电池%")]
    [TestCase("/startups", "r_s", "chips")]
    [TestCase("/startups", "s_ack")]
    [TestCase("/startups", "氢_装备")]
    [TestCase("/startups", "stack\\")]
    [TestCase("/financing-requests", "'or' 1=1", "chip")]
    [TestCase("/financing-requests", "x' OR 1=1 --")]
    [TestCase("/financing-requests", "\" OR \"\"=\"")]
    [TestCase("/financing-requests", "*芯片")]
    public async Task FreeText_SpecialCharacters_MeanThemselves(string list, string text, params string[] expected) =>
        Assert.That(await Find(Admin, list, "q=" + Uri.EscapeDataString(text)), Is.EqualTo(expected));

    [TestCase("/startups?q=", "?q search-term-missing")]
    [TestCase("/startups?q=%20%E3%80%80", "?q search-term-missing")]
    [TestCase("/funds?q=%25%25--%E3%80%82", "?q search-term-missing")]
    [TestCase("/sessions?q=a%00b", "?q invalid-text")]
    [TestCase("/sessions?q=a%0Ab", "?q invalid-text")]
    [TestCase("/sessions?q=%E6%B0%A2%ED%A0%80", "?q invalid-text")]
    [TestCase("/sessions?q=%E6%B0%A2%FF", "?q invalid-text")]
    [TestCase("/startups?q=1%202%203%204%205%206%207%208%209", "?q too-many")]
    [TestCase("/startups?q=a&q=b", "?q duplicate")]
    [TestCase("/startups?sector=nothing", "?sector unknown-code")]
    [TestCase("/startups?sector=", "?sector unknown-code")]
    [TestCase("/startups?district=atlantis", "?district unknown-code")]
    [TestCase("/funds?district=atlantis&stage=z", "?district unknown-code", "?stage unknown-value")]
    [TestCase("/sessions?chain=fuel-cells", "?chain unknown-code")]
    [TestCase("/financing-requests?minAmountCny=0.001", "?minAmountCny invalid-amount")]
    [TestCase("/financing-requests?minAmountCny=-1&maxAmountCny=1e3", "?minAmountCny invalid-amount", "?maxAmountCny invalid-amount")]
    [TestCase("/financing-requests?maxAmountCny=5.", "?maxAmountCny invalid-amount")]
    [TestCase("/financing-requests?maxAmountCny=.5", "?maxAmountCny invalid-amount")]
    [TestCase("/financing-requests?maxAmountCny=1,000", "?maxAmountCny invalid-amount")]
    [TestCase("/financing-requests?maxAmountCny=90000000000000.01", "?maxAmountCny invalid-amount")]
    [TestCase("/financing-requests?maxAmountCny=0.00000000000000000000000000001", "?maxAmountCny invalid-amount")]
    [TestCase("/financing-requests?minAmountCny=2&maxAmountCny=1.99", "?minAmountCny wrong-order")]
    [TestCase("/startups?minAmountCny=1", "?minAmountCny unknown-parameter")]
    [TestCase("/sessions?sector=hydrogen", "?sector unknown-parameter")]
    public async Task Search_Malformed_400(string path, params string[] errors) => (await Admin.GetAsync(path)).Invalid(errors);

    [Test]
    public async Task FreeText_Length_HundredCharactersAtMost()
    {
        (await Admin.GetAsync("/startups?q=" + new string('a', 100))).Expect(200);
        (await Admin.GetAsync("/startups?q=" + new string('a', 101))).Invalid("?q too-long");
    }

    [Test]
    public async Task Search_OfAFund_FindsOpenRequestsAndItselfOnly()
    {
        var fund = await Server.As("fund", Id("hydrogenFund"));

        Assert.That(await Find(fund, "/financing-requests", "sector=hydrogen"), Is.EqualTo(Strings.Of("stack")));
        Assert.That(await Find(fund, "/financing-requests", "q=储氢"), Is.Empty);
        Assert.That(await Find(fund, "/financing-requests", "sector=hydrogen&status=draft"), Is.Empty);
        Assert.That(await Find(fund, "/financing-requests", "minAmountCny=20000000"), Is.EqualTo(Strings.Of("stack")));
        Assert.That(await Find(fund, "/funds", "q=fund"), Is.EqualTo(Strings.Of("hydrogenFund")));
        Assert.That(await Find(fund, "/funds", "q=基金"), Is.Empty);
        Assert.That(await Find(fund, "/funds", "sector=hydrogen&stage=a"), Is.EqualTo(Strings.Of("hydrogenFund")));
        Assert.That(await Find(fund, "/startups", "q=氢能"), Is.EqualTo(Strings.Of("hydrogen")));
        Assert.That(await Find(fund, "/sessions", "q=氢能"), Is.EqualTo(Strings.Of("open")));
    }

    [Test]
    public async Task Search_OfAStartup_FindsItsOwnAndThePublicPartOfFunds()
    {
        var startup = await Server.As("startup", Id("hydrogen"));

        Assert.That(await Find(startup, "/startups", "q=公司"), Is.EqualTo(Strings.Of("hydrogen")));
        Assert.That(await Find(startup, "/startups", "sector=beidou-chips"), Is.Empty);
        Assert.That(await Find(startup, "/financing-requests", "q=芯片"), Is.Empty);
        Assert.That(await Find(startup, "/financing-requests", "minAmountCny=1"), Is.EqualTo(Strings.Of("stack", "vessel")));
        Assert.That(await Find(startup, "/funds", "q=基金"), Is.EqualTo(Strings.Of("any", "chipFund")));
        Assert.That(await Find(startup, "/funds", "sector=hydrogen&district=xinzhou"), Is.EqualTo(Strings.Of("any", "hydrogenFund")));
        Assert.That(await Find(startup, "/sessions", "q=氢能"), Is.EqualTo(Strings.Of("open")));
    }

    [Test]
    public async Task Funds_WhatAStartupIsNotShown_CannotBeSearchedFor()
    {
        var startup = await Server.As("startup", Id("hydrogen"));

        (await startup.GetAsync("/funds?externalId=secret-1")).Invalid("?externalId unknown-parameter");
        (await startup.GetAsync("/funds?commitmentCny=1000000000")).Invalid("?commitmentCny unknown-parameter");
        Assert.That(await Find(startup, "/funds", "q=secret"), Is.Empty);
        Assert.That(await Find(Admin, "/funds", "externalId=secret-1"), Is.EqualTo(Strings.Of("hydrogenFund")));
    }

    [Test]
    public async Task Cursor_OfASearch_BelongsToItAlone()
    {
        var page = (await Admin.GetAsync("/startups?q=公司&limit=1")).Expect(200);
        var cursor = page.Json.Text("nextCursor");

        Assert.That((await Admin.GetAsync($"/startups?q=公司&limit=1&cursor={cursor}")).Items.Select(Name), Is.EqualTo(Strings.Of("chips")));
        // The same search in other words.
        Assert.That((await Admin.GetAsync($"/startups?q=%20公司%20公司&cursor={cursor}")).Items.Select(Name), Is.EqualTo(Strings.Of("chips")));
        foreach (var other in (string[])["", "q=氢能", "q=公", "q=公司 a", "q=公司&sector=hydrogen", "sector=hydrogen", "q=%公司"])
            (await Admin.GetAsync($"/startups?{Encode(other)}&cursor={cursor}")).Invalid("?cursor invalid-cursor");

        var amounts = (await Admin.GetAsync("/financing-requests?minAmountCny=1&limit=1")).Json.Text("nextCursor");
        foreach (var other in (string[])["minAmountCny=2", "minAmountCny=1&maxAmountCny=90000000000000", "maxAmountCny=1", ""])
            (await Admin.GetAsync($"/financing-requests?{other}&cursor={amounts}")).Invalid("?cursor invalid-cursor");
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(200)]
    public async Task Search_InPages_EveryRowOnceInTheOrderOfCreation(int limit)
    {
        var expected = await Admin.ListAsync("/funds?kind=vc");
        var found = await Admin.ListAsync("/funds?kind=vc&district=qiaokou", limit);

        Assert.That(found.Select(f => f.Text("id")), Is.EqualTo(expected.Where(f => Name(f) != "hydrogenFund").Select(f => f.Text("id"))));
    }

    [Test]
    public async Task Search_AfterChangeAndDeletion_FindsWhatIsThereNow()
    {
        var id = (await Admin.CreateStartup(Bodies.Startup("量子计算").With("sectors", JsonNodes.Array("evtol")))).Id;
        Assert.That((await Admin.GetAsync("/startups?q=量子")).Items, Has.Count.EqualTo(1));

        await Admin.ChangeAsync($"/startups/{id}", new JsonObject { ["name"] = "类脑计算", ["sectors"] = JsonNodes.Array("beidou") });
        Assert.That((await Admin.GetAsync("/startups?q=量子")).Items, Is.Empty);
        Assert.That((await Admin.GetAsync("/startups?sector=evtol")).Items, Is.Empty);
        Assert.That((await Admin.GetAsync("/startups?q=类脑 计算&sector=beidou")).Items.Single().Text("id"), Is.EqualTo(id));

        (await Admin.DeleteAsync($"/startups/{id}", "*")).Expect(204);
        Assert.That((await Admin.GetAsync("/startups?q=类脑")).Items, Is.Empty);
    }

    private static string Encode(string query) => query.Replace("%", "%25", StringComparison.Ordinal);

    private async Task<IEnumerable<string>> Find(ApiClient client, string list, string query) => (await client.ListAsync($"{list}?{query}")).Select(Name);

    private string Name(JsonNode row) => _names[row.Text("id")];

    private string Id(string name) => _names.Single(n => n.Value == name).Key;

    private async Task Startup(string name, string title, string? summary, string? district, params string[] sectors)
    {
        var body = new JsonObject { ["name"] = title, ["summary"] = summary, ["district"] = district, ["sectors"] = JsonNodes.Array(sectors.Select(s => (JsonNode?)s)) };
        _names[(await Admin.CreateStartup(body)).Id] = name;
    }

    private async Task Request(string name, string startup, string title, string sector, string stage, decimal amount, string status = "open")
    {
        var body = new JsonObject
        {
            ["startupId"] = Id(startup),
            ["title"] = title,
            ["sectors"] = JsonNodes.Array(sector),
            ["stage"] = stage,
            ["amountCny"] = amount,
            ["status"] = status,
        };
        _names[(await Admin.CreateRequest(body)).Id] = name;
    }

    private async Task Fund(string name, string title, JsonObject mandate)
    {
        var body = Bodies.Fund(title);
        foreach (var (field, value) in mandate)
            body[field] = value?.DeepClone();
        _names[(await Admin.CreateFund(body)).Id] = name;
    }

    private async Task Session(string name, string title, string? venue, string status = "open") =>
        _names[(await Admin.CreateSession(Bodies.Session("2031-02").With("title", title).With("venue", venue).With("status", status))).Id] = name;
}
