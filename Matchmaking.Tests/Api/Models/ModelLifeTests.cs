using System.Text.Json.Nodes;
using Matchmaking.Api.Setup;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Models;

/// <summary>A model is trained on the demo season, serves, makes freezes and is taken back.</summary>
internal sealed class ModelLifeTests : ApiFixture
{
    private const string Prior = "prior-2";

    private JsonNode _result = null!;
    private string _version = "";
    private string _fund = "";
    private string _session = "";

    protected override Settings Change(Settings settings) => settings with { Demo = true };

    protected override async Task Arrange()
    {
        _session = (await Admin.GetAsync("/sessions?status=open")).Expect(200).Items[0].Text("id");
        var funds = await Admin.ListAsync($"/sessions/{_session}/registrations?partyType=fund&status=registered");
        _fund = funds[0]["party"]!.Text("id");
        var operation = await Admin.Train();
        _result = operation["result"] ?? throw new InvalidOperationException(operation.ToJsonString());
        _version = _result.Text("version");
    }

    [TearDown]
    public async Task TakeBack() => await Admin.Promote(Prior);

    [Test, Order(1)]
    public async Task Train_DemoSeason_BetterThanTheScorecardOnLaterSessions()
    {
        foreach (var direction in _result["report"]!.List("directions"))
        {
            Assert.That(direction.List("models").Select(m => m.Text("version")), Is.EqualTo(Strings.Of(_version, Prior)));
            Assert.That(Ndcg(direction, 0), Is.GreaterThan(Ndcg(direction, 1) + 0.02));
            var taught = direction.List("teaching").Select(m => m!.GetValue<string>()).ToArray();
            var measured = direction.List("measuring").Select(m => m!.GetValue<string>()).ToArray();
            Assert.That(string.CompareOrdinal(taught.Max(), measured.Min()), Is.Negative, "held out in time");
        }

        var model = (await Admin.GetAsync($"/models/{_version}")).Expect(200).Json;
        Assert.That((model.Text("status"), model.Text("trainer"), model.Text("sha256")), Is.EqualTo(("candidate", "lambdamart", _result.Text("sha256"))));
        Assert.That(model["report"]!.ToJsonString(), Is.EqualTo(_result["report"]!.ToJsonString()));
        Assert.That((await Ranking(Admin)).Text("modelVersion"), Is.EqualTo(Prior), "it serves nobody before it is promoted");
    }

    [Test, Order(2)]
    public async Task List_Pages_ProgramsOwnFirstAndByStatus()
    {
        var all = await Admin.ListAsync("/models", limit: 1);

        Assert.That(all.Select(m => m.Text("version")), Is.EqualTo(Strings.Of("prior-1", Prior, _version)));
        Assert.That((await Admin.ListAsync("/models?status=serving")).Single().Text("version"), Is.EqualTo(Prior));
        (await Admin.GetAsync("/models/lambdamart-99")).Refused(404, "not-found");
        (await Admin.PostAsync("/models/lambdamart-99/promote")).Refused(404, "not-found");
    }

    [Test]
    public async Task Promote_Trained_RankingsAreMadeWithItAndExplained()
    {
        await Admin.Promote(_version);

        var ranking = await Ranking(Admin, "include=interval");
        Assert.That(ranking.Text("modelVersion"), Is.EqualTo(_version));
        Assert.That(ranking.List("items"), Is.Not.Empty);
        foreach (var item in ranking.List("items"))
        {
            var sum = item.List("contributions").Sum(c => c.Real("contribution"));
            Assert.That(item.Real("baseline") + sum, Is.EqualTo(item.Real("rawScore")).Within(1e-9));
            Assert.That(item.Int("rank"), Is.InRange(item["rankInterval"]!.Int("best"), item["rankInterval"]!.Int("worst")));
        }

        var raw = ranking.List("items").Select(i => i.Real("rawScore")).ToArray();
        Assert.That(raw, Is.Ordered.Descending);
        Assert.That((await Ranking(Admin)).List("items")[0]["rankInterval"], Is.Null, "not asked for");
    }

    [Test]
    public async Task Promote_AndBack_FreezesOfBothReplayToTheByte()
    {
        await Admin.Promote(_version);
        var learned = await Admin.Freeze(_session);
        var rolled = await Admin.Promote(Prior);
        var plain = await Admin.Freeze(_session);
        var chosen = (await Admin.PostAsync($"/sessions/{_session}/rankings", new JsonObject { ["modelVersion"] = _version })).Expect(201);

        Assert.That(rolled.Json.List("promotions")[0].Text("previousVersion"), Is.EqualTo(_version));
        Assert.That(Strings.Of(learned.Json.Text("modelVersion"), plain.Json.Text("modelVersion"), chosen.Json.Text("modelVersion")), Is.EqualTo(Strings.Of(_version, Prior, _version)));
        Assert.That(chosen.Json.Text("sha256"), Is.EqualTo(learned.Json.Text("sha256")), "the same model over the same facts");
        foreach (var freeze in new[] { learned, plain, chosen })
            Assert.That((await Admin.PostAsync($"/sessions/{_session}/rankings/{freeze.Id}/replay")).Expect(200).Json.Bool("identical"));

        var frozen = (await Admin.GetAsync($"/funds/{_fund}/ranking?sessionId={_session}&freezeId={learned.Id}&include=interval&limit=1")).Expect(200);
        Assert.That(frozen.Json.Text("modelVersion"), Is.EqualTo(_version));
        Assert.That(frozen.Items[0]["rankInterval"]!.Int("best"), Is.Positive);
        (await Admin.PostAsync($"/sessions/{_session}/rankings", new JsonObject { ["modelVersion"] = "lambdamart-99" })).Invalid("/modelVersion model-unavailable");
    }

    [Test]
    public async Task Promote_Again_ChangesNothing()
    {
        var once = await Admin.Promote(_version);
        var again = await Admin.Promote(_version);

        Assert.That(again.Text, Is.EqualTo(once.Text));
        Assert.That(again.ETag, Is.EqualTo((await Admin.GetAsync($"/models/{_version}")).ETag));
    }

    [Test]
    public async Task Promote_WhileRankingsAreAskedFor_NoneIsLostAndEachIsOfOneModel()
    {
        // With and without the model the same facts have these hashes.
        var hashes = new Dictionary<string, string>();
        foreach (var version in Strings.Of(_version, Prior))
        {
            await Admin.Promote(version);
            hashes[version] = (await Ranking(Admin)).Text("inputHash");
        }

        using var enough = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var seen = new List<(string, string)>();
            while (!enough.IsCancellationRequested)
            {
                var ranking = await Ranking(Admin);
                seen.Add((ranking.Text("modelVersion"), ranking.Text("inputHash")));
            }

            return seen;
        })).ToArray();
        for (var swap = 0; swap < 20; swap++)
            await Admin.Promote(swap % 2 == 0 ? _version : Prior);
        await enough.CancelAsync();

        var all = (await Task.WhenAll(readers)).SelectMany(s => s).ToArray();
        Assert.That(all, Is.All.Matches<(string Version, string Hash)>(r => hashes[r.Version] == r.Hash));
        Assert.That(all.Select(r => r.Item1).Distinct().Count(), Is.EqualTo(2), "both served meanwhile");
    }

    [Test]
    public async Task Roles_Others_ReadOrNotAtAll()
    {
        var (organizer, fund, startup) = (await Server.As("organizer"), await Server.As("fund", _fund), await Server.As("startup", (await Admin.GetAsync("/startups?limit=1")).Items[0].Text("id")));

        (await organizer.GetAsync("/models")).Expect(200);
        (await fund.GetAsync($"/models/{_version}")).Expect(200);
        (await organizer.PostAsync("/models")).Refused(403, "forbidden");
        (await organizer.PostAsync($"/models/{_version}/promote")).Refused(403, "forbidden");
        (await startup.GetAsync("/models")).Refused(403, "forbidden");
    }

    [Test]
    public async Task Train_SameCutOff_LaterOutcomesTeachNothing()
    {
        var before = (await Admin.Train(new JsonObject { ["cutOff"] = "2026-09-30" }))["result"]!;
        var past = (await Admin.GetAsync("/sessions?month=2026-06")).Items[0].Text("id");
        var outcome = (await Admin.ListAsync($"/sessions/{past}/outcomes?result=met"))[0];
        await Admin.Record(past, Bodies.Outcome(outcome.Text("fundId"), outcome.Text("financingRequestId"), "invested").With("occurredOn", "2026-11-10").With("amountCny", 5_000_000));

        var after = (await Admin.Train(new JsonObject { ["cutOff"] = "2026-09-30" }))["result"]!;

        Assert.That(Report(after), Is.EqualTo(Report(before)));
        Assert.That(after["report"]!.Text("trainedUntil"), Is.EqualTo("2026-09"), "sessions of which nothing had come by then teach nothing");

        static string Report(JsonNode result) => result["report"]!.ToJsonString().Replace(result.Text("version"), "it", StringComparison.Ordinal);
    }

    private static double Ndcg(JsonNode direction, int model) => direction.List("models")[model]["ndcg10"]!.Real("value");

    private async Task<JsonNode> Ranking(ApiClient client, string query = "") => (await client.GetAsync($"/funds/{_fund}/ranking?{query}")).Expect(200).Json;
}
