using System.Text.Json.Nodes;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Freezes that show newcomers: by request or by setting, bounded, replayable, and off unless somebody asks.</summary>
internal sealed class NewcomerExposureTests : ApiFixture
{
    private string _session = "";

    protected override Settings Change(Settings settings) => settings with { Demo = true };

    protected override async Task Arrange() => _session = (await Admin.GetAsync("/sessions?status=open")).Expect(200).Items[0].Text("id");

    [Test]
    public async Task Freeze_MinExposure_NewcomersAreLiftedMarkedAndTheFreezeReplays()
    {
        var plain = await Frozen(null);
        var shown = await Frozen(new JsonObject { ["minExposure"] = 0.3, ["seed"] = 4 });
        var again = await Frozen(new JsonObject { ["minExposure"] = 0.3, ["seed"] = 4 });

        Assert.That(plain.Lifted, Is.Empty);
        Assert.That(shown.Lifted, Is.Not.Empty);
        Assert.That(shown.Lifted.Select(i => i.Int("rank")), Is.All.InRange(9, 10));
        Assert.That(shown.Lifted.Select(i => i.Int("liftedFrom")), Is.All.GreaterThan(10));
        Assert.That(again.Sha256, Is.EqualTo(shown.Sha256).And.Not.EqualTo(plain.Sha256));
        Assert.That((await Admin.PostAsync($"/sessions/{_session}/rankings/{shown.Id}/replay")).Expect(200).Json.Bool("identical"));
    }

    [Test]
    public async Task Freeze_MinExposure_TheFundSeesWhereTheScoreWouldHavePutIt()
    {
        var shown = await Frozen(new JsonObject { ["minExposure"] = 0.3 });
        var row = shown.Rows.First(r => r.List("items").Any(i => i.Has("liftedFrom")));

        var page = (await Admin.GetAsync($"/funds/{row["subject"]!.Text("id")}/ranking?sessionId={_session}&freezeId={shown.Id}&limit=200")).Expect(200);

        Assert.That(page.Items.Select(i => i.Int("rank")), Is.EqualTo(Enumerable.Range(1, page.Items.Count)));
        Assert.That(page.Items.Where(i => i.Has("liftedFrom")).Select(i => i.Int("rank")), Is.Not.Empty.And.All.InRange(9, 10));
    }

    [TestCase("0.31")]
    [TestCase("1")]
    public async Task Freeze_MoreThanTheMost_Refused(string share)
    {
        (await Admin.PostAsync($"/sessions/{_session}/rankings", $$"""{"minExposure":{{share}}}""")).Invalid("/minExposure out-of-range");
    }

    [Test]
    public async Task Freeze_Setting_AppliesUnlessTheRequestSaysOtherwise()
    {
        await using var server = await TestServer.StartAsync(change: s => s with { Demo = true, Exposure = new ExposureSetting(Ratio.FromBasisPoints(3_000)) });
        var session = (await server.Admin.GetAsync("/sessions?status=open")).Items[0].Text("id");

        var bySetting = await server.Admin.Freeze(session);
        var without = (await server.Admin.PostAsync($"/sessions/{session}/rankings", new JsonObject { ["minExposure"] = 0 })).Expect(201);

        Assert.That((await server.Admin.GetAsync($"/sessions/{session}/rankings/{bySetting.Id}?include=rows")).Text, Does.Contain("liftedFrom"));
        Assert.That((await server.Admin.GetAsync($"/sessions/{session}/rankings/{without.Id}?include=rows")).Text, Does.Not.Contain("liftedFrom"));
    }

    [TestCase("0.31")]
    [TestCase("-0.1")]
    [TestCase("0.00001")]
    [TestCase("much")]
    public void Setting_NoShareUpToTheMost_Refused(string text) => Assert.That(() => ExposureSetting.From(text), Throws.TypeOf<SettingsException>());

    private async Task<(string Id, string Sha256, IReadOnlyList<JsonNode> Rows, JsonNode[] Lifted)> Frozen(JsonObject? input)
    {
        var freeze = (await Admin.PostAsync($"/sessions/{_session}/rankings", input)).Expect(201);
        var rows = (await Admin.GetAsync($"/sessions/{_session}/rankings/{freeze.Id}?include=rows")).Expect(200).Json.List("rows");
        return (freeze.Id, freeze.Json.Text("sha256"), rows, [.. rows.SelectMany(r => r.List("items")).Where(i => i.Has("liftedFrom"))]);
    }
}
