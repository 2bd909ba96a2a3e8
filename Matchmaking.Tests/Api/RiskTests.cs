using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>The loss model over HTTP: the fund's risk, tickets to try, the curve, and the ranking, which all say the same.</summary>
internal sealed class RiskTests : ApiFixture
{
    private string _fund = "";

    [SetUp]
    public async Task MakeFund()
    {
        _fund = (await Admin.CreateFund(Bodies.Fund().With("category", "seed").With("commitmentCny", 1_000_000_000).With("ticketMaxCny", 100_000_000))).Id;
        await Admin.CreatePosition(_fund, Position("evtol", "seed", 20_000_000));
        await Admin.CreatePosition(_fund, Position("evtol", "angel", 10_000_000));
        await Admin.CreatePosition(_fund, Position("low-altitude", "a", 10_000_000).With("proceedsCny", 4_000_000));
        await Admin.CreatePosition(_fund, Position("evtol", "seed", 10_000_000).With("closedOn", "2026-01-31").With("proceedsCny", 2_000_000));
    }

    [Test]
    public async Task Get_LivePositions_ModelOfThemWithItsParameters()
    {
        var model = (await Admin.GetAsync($"/funds/{_fund}/risk")).Expect(200).Json["model"]!;

        Assert.That(model.Text("parameters"), Is.EqualTo("default-us-evidence-1"));
        Assert.That(model.Text("evidence"), Does.Contain("United States"));
        Assert.That(model.Int("positions"), Is.EqualTo(3));
        // 8 million lost; 60% of 20, 50% of 10, 37.5% of 6 million may be.
        Assert.That(model.Number("expectedLossCny"), Is.EqualTo(8_000_000 + 12_000_000 + 5_000_000 + 2_250_000));
        Assert.That((model["correlation"]!.Number("within"), model["correlation"]!.Number("across")), Is.EqualTo((0.2m, 0.12m)));
        Assert.That(model["grid"]!["isExact"]!.GetValue<bool>(), Is.True);
        Assert.That(model.Number("breachProbability"), Is.InRange(0.01m, 0.5m));
        Assert.That(model.Number("cvar95Cny"), Is.GreaterThanOrEqualTo(model.Number("var95Cny")));
        Assert.That(model["contributions"], Is.Null);
    }

    [Test]
    public async Task Get_Chinese_EvidenceInChinese()
    {
        var model = (await Admin.GetAsync($"/funds/{_fund}/risk", ("Accept-Language", "zh-CN"))).Expect(200).Json["model"]!;

        Assert.That(model.Text("evidence"), Does.Contain("美国"));
    }

    [Test]
    public async Task Get_Included_PartsAddUpAndProbabilitiesToOne()
    {
        var model = (await Admin.GetAsync($"/funds/{_fund}/risk?include=contributions,distribution")).Expect(200).Json["model"]!;

        var contributions = model["contributions"]!;
        var sum = contributions.List("positions").Sum(p => p.Number("cvar95Cny")) + contributions.Number("realisedCny");
        Assert.That(sum, Is.EqualTo(model.Number("cvar95Cny")));
        Assert.That(contributions.List("positions").Select(p => p.Text("chain")), Is.All.EqualTo("low-altitude"));
        Assert.That(model.List("distribution").Sum(d => (double)d.Number("probability")), Is.EqualTo(1).Within(1e-9));
        Assert.That(contributions.Number("realisedCny"), Is.EqualTo(8_000_000));
    }

    [Test]
    public async Task Get_PositionAdded_ChangesAtOnce()
    {
        var before = (await Admin.GetAsync($"/funds/{_fund}/risk")).Expect(200);
        await Admin.CreatePosition(_fund, Position("evtol", "seed", 30_000_000));

        var after = (await Admin.GetAsync($"/funds/{_fund}/risk")).Expect(200);

        Assert.That(after.Json["model"]!.Int("positions"), Is.EqualTo(4));
        Assert.That(after.Json["model"]!.Number("expectedLossCny"), Is.EqualTo(before.Json["model"]!.Number("expectedLossCny") + 18_000_000));
        Assert.That(after.ETag, Is.Not.EqualTo(before.ETag));
    }

    [Test]
    public async Task Get_ToleranceBelowTheProbability_WatchModel()
    {
        await Admin.ChangeAsync($"/funds/{_fund}", new JsonObject { ["breachTolerance"] = 0.01 });

        Assert.That((await Admin.GetAsync($"/funds/{_fund}/risk")).Json.Text("status"), Is.EqualTo("watch-model"));
    }

    [Test]
    public async Task Get_AllowanceNotJudged_ModelWithoutProbability()
    {
        await Admin.ChangeAsync($"/funds/{_fund}", new JsonObject { ["lossAllowance"] = null });

        var model = (await Admin.GetAsync($"/funds/{_fund}/risk")).Expect(200).Json["model"]!;

        Assert.That(model["breachProbability"], Is.Null);
        Assert.That(model.Number("expectedLossCny"), Is.GreaterThan(0));
    }

    [Test]
    public async Task WhatIf_OneTicket_BeforeAfterAndTheTicket()
    {
        var risk = (await Admin.GetAsync($"/funds/{_fund}/risk")).Json;

        var tried = (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", Candidate("seed", 30_000_000, "evtol"))).Expect(200).Json;

        var (after, candidate) = (tried["after"]!, tried["candidate"]!);
        Assert.That(tried["before"]!.ToJsonString(), Is.EqualTo(risk.ToJsonString()));
        Assert.That(after.Number("investedCny"), Is.EqualTo(risk.Number("investedCny") + 30_000_000));
        Assert.That(candidate.Text("chain"), Is.EqualTo("low-altitude"));
        Assert.That(candidate.Number("expectedLossCny"), Is.EqualTo(18_000_000));
        Assert.That(after["model"]!.Number("expectedLossCny"), Is.EqualTo(risk["model"]!.Number("expectedLossCny") + 18_000_000));
        Assert.That(candidate.Number("breachProbabilityAfter"), Is.EqualTo(after["model"]!.Number("breachProbability")));
        Assert.That(candidate.Number("headroomAfterCny"), Is.EqualTo(after.Number("headroomCny")));
        Assert.That((await Admin.GetAsync($"/funds/{_fund}/risk")).Json.ToJsonString(), Is.EqualTo(risk.ToJsonString()), "nothing is stored");
    }

    /// <summary>The same ticket invested: the look-up of the what-if is what the fund's own model then says.</summary>
    [Test]
    public async Task WhatIf_ThenInvested_SameFigures()
    {
        var tried = (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", Candidate("angel", 20_000_000, "evtol"))).Expect(200).Json["after"]!;
        await Admin.CreatePosition(_fund, Position("evtol", "angel", 20_000_000));

        var real = (await Admin.GetAsync($"/funds/{_fund}/risk")).Json;

        foreach (var figure in new[] { "expectedLossCny", "var95Cny", "cvar95Cny" })
            Assert.That(tried["model"]!.Number(figure), Is.EqualTo(real["model"]!.Number(figure)), figure);
        Assert.That((double)tried["model"]!.Number("breachProbability"), Is.EqualTo((double)real["model"]!.Number("breachProbability")).Within(1e-11));
        foreach (var figure in new[] { "investedCny", "headroomCny", "safeTicketCny", "lossRatio" })
            Assert.That(tried.Number(figure), Is.EqualTo(real.Number(figure)), figure);
    }

    [Test]
    public async Task WhatIf_Basket_EachAloneAndAllTogether()
    {
        var body = new JsonObject { ["candidates"] = new JsonArray(Candidate("seed", 30_000_000, "evtol"), Candidate("a", 20_000_000, "hydrogen")) };

        var tried = (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", body)).Expect(200).Json;

        Assert.That(tried["candidate"], Is.Null);
        Assert.That(tried.List("candidates").Select(c => c.Number("amountCny")), Is.EqualTo((decimal[])[30_000_000, 20_000_000]));
        Assert.That(tried["after"]!["model"]!.Int("positions"), Is.EqualTo(5));
        Assert.That(tried["after"]!["model"]!.Number("expectedLossCny"), Is.EqualTo(tried["before"]!["model"]!.Number("expectedLossCny") + 18_000_000 + 7_500_000));
        var alone = (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", Candidate("a", 20_000_000, "hydrogen"))).Json["candidate"]!;
        Assert.That(tried.List("candidates")[1].ToJsonString(), Is.EqualTo(alone.ToJsonString()));
    }

    [Test]
    public async Task WhatIf_TooMuch_ReasonsAndTheLargestThatPasses()
    {
        // The cap is 20% of a billion; the tolerance is a half, which a whole lost giant of 400 million is above.
        var candidate = (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", Candidate("seed", 400_000_000, "evtol"))).Expect(200).Json["candidate"]!;

        Assert.That(candidate.List("reasons").Select(r => r.Text("code")), Does.Contain("concentration-cap"));
        Assert.That(candidate["passes"]!.GetValue<bool>(), Is.False);
        var largest = candidate.Number("largestPassingCny");
        Assert.That(largest, Is.InRange(1, 200_000_000));
        var again = (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", Candidate("seed", largest, "evtol"))).Json["candidate"]!;
        Assert.That(again["passes"]!.GetValue<bool>(), Is.True);
    }

    [TestCase("""{}""", "/stage required", "/amountCny required")]
    [TestCase("""{"stage":"seed","amountCny":0}""", "/amountCny must-be-positive")]
    [TestCase("""{"stage":"seed","amountCny":1,"sectors":["nonsense"]}""", "/sectors/0 unknown-code")]
    [TestCase("""{"stage":"seed","amountCny":1,"chain":"nonsense"}""", "/chain unknown-code")]
    [TestCase("""{"stage":"seed","amountCny":1,"startupId":"01890000-0000-7000-8000-000000000000"}""", "/startupId unknown-reference")]
    [TestCase("""{"candidates":[]}""", "/stage required", "/amountCny required")]
    [TestCase("""{"candidates":[{"stage":"seed","amountCny":1}],"stage":"seed"}""", "/amountCny required")]
    [TestCase("""{"candidates":[{"stage":"seed"}]}""", "/candidates/0/amountCny required")]
    [TestCase("""{"candidates":[{"stage":"seed","amountCny":1,"sectors":["nonsense"]}]}""", "/candidates/0/sectors/0 unknown-code")]
    public async Task WhatIf_BadInput_400WithPointer(string body, params string[] errors) =>
        (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", body)).Invalid(errors);

    [Test]
    public async Task WhatIf_OneAndOthers_AllInvested()
    {
        var body = Candidate("seed", 30_000_000, "evtol").With("candidates", new JsonArray(Candidate("a", 20_000_000, "hydrogen")));

        var tried = (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", body)).Expect(200).Json;

        Assert.That(tried["after"]!.Number("investedCny"), Is.EqualTo(tried["before"]!.Number("investedCny") + 50_000_000));
        (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", body.With("candidates", new JsonArray([.. Enumerable.Range(0, 50).Select(_ => Candidate("seed", 1, "evtol"))])))).Invalid("/candidates too-many");
    }

    /// <summary>All that was invested is an amount too.</summary>
    [Test]
    public async Task WhatIf_TicketsBeyondTheLargestAmount_400AtTheOneThatIsTooMuch()
    {
        var body = Candidate("seed", 50_000_000_000_000, "evtol").With("candidates", new JsonArray(Candidate("a", 30_000_000_000_000, "evtol"), Candidate("a", 20_000_000_000_000, "evtol")));

        (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", body)).Invalid("/candidates/1/amountCny invalid-amount");
        (await Admin.GetAsync($"/funds/{_fund}/risk/curve?stage=seed&maxTicketCny=90000000000000")).Invalid("?maxTicketCny invalid-amount");
        var largest = 90_000_000_000_000 - 50_000_000;
        var after = (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", Candidate("seed", largest, "evtol"))).Expect(200).Json["after"]!;
        Assert.That(after["model"]!.Number("cvar95Cny"), Is.InRange(largest, 90_000_000_000_000));
    }

    [Test]
    public async Task WhatIf_MoreThanFifty_400()
    {
        var body = new JsonObject { ["candidates"] = new JsonArray([.. Enumerable.Range(0, 51).Select(_ => Candidate("seed", 1, "evtol"))]) };

        (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", body)).Invalid("/candidates too-many");
    }

    [Test]
    public async Task Curve_DefaultRange_StepsOfTheFundsTickets()
    {
        var curve = (await Admin.GetAsync($"/funds/{_fund}/risk/curve?stage=seed&sector=evtol&points=11")).Expect(200).Json;

        var points = curve.List("points");
        Assert.That(points, Has.Count.EqualTo(11));
        Assert.That((points[0].Number("ticketCny"), points[^1].Number("ticketCny")), Is.EqualTo((1_000_000m, 100_000_000m)));
        Assert.That(curve.Text("chain"), Is.EqualTo("low-altitude"));
        Assert.That(curve["parameters"]!.Text("version"), Is.EqualTo("default-us-evidence-1"));
        foreach (var point in points)
        {
            var candidate = (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", Candidate("seed", point.Number("ticketCny"), "evtol"))).Json["candidate"]!;
            Assert.That(
                (point.Number("breachProbability"), point.Number("expectedLossCny"), point.Number("headroomCny")),
                Is.EqualTo((candidate.Number("breachProbabilityAfter"), candidate.Number("expectedLossAfterCny"), candidate.Number("headroomAfterCny"))));
        }
    }

    [TestCase("?stage=nonsense", "?stage unknown-value")]
    [TestCase("?stage=seed&sector=nonsense", "?sector unknown-code")]
    [TestCase("?stage=seed&points=1", "?points out-of-range")]
    [TestCase("?stage=seed&minTicketCny=0", "?minTicketCny must-be-positive")]
    [TestCase("?stage=seed&minTicketCny=3&maxTicketCny=2", "?minTicketCny wrong-order")]
    public async Task Curve_BadQuery_400WithPointer(string query, string error) => (await Admin.GetAsync($"/funds/{_fund}/risk/curve{query}")).Invalid(error);

    [Test]
    public async Task Ranking_Items_RiskAsTheWhatIfSays()
    {
        var seeker = await Admin.CreateSeeker("Seeker", request: r => r.With("amountCny", 30_000_000).With("minTicketCny", 1_000_000).With("stage", "seed").With("sectors", JsonNodes.Array("evtol")).With("chain", "low-altitude"));
        var candidate = (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", Candidate("seed", 30_000_000, "evtol"))).Json["candidate"]!;

        var ranking = (await Admin.GetAsync($"/funds/{_fund}/ranking")).Expect(200);

        var item = ranking.Items.Single(i => i.Text("financingRequestId") == seeker.RequestId);
        var risk = item["risk"]!;
        foreach (var figure in new[] { "expectedLossCny", "lossRatioAfter", "breachProbabilityAfter", "headroomAfterCny", "expectedLossAfterCny", "breachProbabilityChange" })
            Assert.That(risk.Number(figure), Is.EqualTo(candidate.Number(figure)), figure);
        Assert.That(ranking.Json["riskParameters"]!.Text("version"), Is.EqualTo("default-us-evidence-1"));
        Assert.That(item.List("contributions").Select(c => c.Text("feature")), Does.Contain("breach-probability-change").And.Contain("loss-headroom"));
    }

    [Test]
    public async Task Ranking_TooRisky_ExcludedWithProbabilityAndAmount()
    {
        await Admin.ChangeAsync($"/funds/{_fund}", new JsonObject { ["breachTolerance"] = 0.15 });
        var seeker = await Admin.CreateSeeker("Seeker", request: r => r.With("amountCny", 90_000_000).With("minTicketCny", 1_000_000).With("stage", "seed").With("sectors", JsonNodes.Array("evtol")).With("chain", "low-altitude"));

        var excluded = (await Admin.GetAsync($"/funds/{_fund}/ranking?include=excluded", ("Accept-Language", "zh-CN"))).Json.List("excluded").Single(e => e.Text("financingRequestId") == seeker.RequestId);

        var reason = excluded.List("reasons").Single();
        Assert.That((reason.Text("code"), reason.Number("limit")), Is.EqualTo(("breach-probability", 0.15m)));
        Assert.That(reason.Text("message"), Does.Match(@"将为 \d+(\.\d+)?%，高于 15%"));
        var change = excluded["counterfactual"]!;
        Assert.That(change.Text("field"), Is.EqualTo("amountCny"));
        await Admin.ChangeAsync($"/financing-requests/{seeker.RequestId}", new JsonObject { ["amountCny"] = change.Number("to") });
        Assert.That((await Admin.GetAsync($"/funds/{_fund}/ranking")).Items.Select(i => i.Text("financingRequestId")), Does.Contain(seeker.RequestId));
    }

    [Test]
    public async Task OwnParameters_Set_UsedNamedAndKept()
    {
        var own = JsonNode.Parse("""{"source":"Own exits 2010-2025","stages":[{"stage":"seed","totalLoss":0.3,"halfLoss":0.3}],"correlation":{"within":0.3,"across":0.1}}""")!;
        await Admin.ChangeAsync($"/funds/{_fund}", new JsonObject { ["lossParameters"] = own });

        var model = (await Admin.GetAsync($"/funds/{_fund}/risk")).Expect(200).Json["model"]!;

        Assert.That(model.Text("parameters"), Does.Match("^own-[0-9a-f]{12}$"));
        Assert.That(model.Text("evidence"), Does.Contain("Own exits 2010-2025"));
        Assert.That(model.Number("expectedLossCny"), Is.EqualTo(8_000_000 + 9_000_000 + 5_000_000 + 2_250_000));
        Assert.That((await Admin.GetAsync($"/funds/{_fund}")).Json["lossParameters"]!["stages"]![0]!.Number("halfLoss"), Is.EqualTo(0.3m));
        Assert.That((await Admin.GetAsync($"/funds/{_fund}/ranking")).Json["riskParameters"]!.Text("version"), Is.EqualTo(model.Text("parameters")));
    }

    /// <summary>The same figures share a model; what they rest on is each fund's own word.</summary>
    [Test]
    public async Task OwnParameters_SameFiguresAnotherSource_ItsOwnEvidence()
    {
        foreach (var source in Strings.Of("first source", "second source"))
        {
            await Admin.ChangeAsync($"/funds/{_fund}", new JsonObject { ["lossParameters"] = new JsonObject { ["source"] = source } });

            Assert.That((await Admin.GetAsync($"/funds/{_fund}/risk")).Json["model"]!.Text("evidence"), Does.Contain(source));
            var tried = (await Admin.PostAsync($"/funds/{_fund}/risk/what-if", Candidate("a", 1_000_000, "evtol"))).Json;
            Assert.That(tried["after"]!["model"]!.Text("evidence"), Does.Contain(source));
        }
    }

    [TestCase("""{"source":"x","stages":[{"stage":"seed","totalLoss":0.7,"halfLoss":0.4}]}""", "/lossParameters/stages/0/halfLoss invalid-ratio")]
    [TestCase("""{"source":"x","stages":[{"stage":"a","totalLoss":0,"halfLoss":0},{"stage":"a","totalLoss":0,"halfLoss":0}]}""", "/lossParameters/stages/1/stage duplicate")]
    [TestCase("""{"source":"x","correlation":{"within":0.2,"across":0.3}}""", "/lossParameters/correlation/within within-out-of-range")]
    [TestCase("""{"source":"x","correlation":{"within":0.9,"across":0.6}}""", "/lossParameters/correlation/across across-out-of-range", "/lossParameters/correlation/within within-out-of-range")]
    [TestCase("""{"source":"x","correlation":{"within":0.205,"across":0.2}}""", "/lossParameters/correlation/within within-out-of-range")]
    [TestCase("""{"stages":[]}""", "/lossParameters/source required")]
    public async Task OwnParameters_Impossible_400WithPointer(string own, params string[] errors) =>
        (await Admin.PatchAsync($"/funds/{_fund}", $$"""{"lossParameters":{{own}}}""", "*")).Invalid(errors);

    /// <summary>RFC 7396: an object merged where there is none, then one of its members changed, then all taken away.</summary>
    [Test]
    public async Task OwnParameters_PatchedInParts_MergedIntoWhatIsThere()
    {
        await Admin.ChangeAsync($"/funds/{_fund}", JsonNode.Parse("""{"lossParameters":{"source":"one","correlation":null}}""")!.AsObject());
        await Admin.ChangeAsync($"/funds/{_fund}", JsonNode.Parse("""{"lossParameters":{"correlation":{"within":0.3,"across":0.1}}}""")!.AsObject());
        await Admin.ChangeAsync($"/funds/{_fund}", JsonNode.Parse("""{"lossParameters":{"correlation":{"within":0.2}}}""")!.AsObject());

        var merged = (await Admin.GetAsync($"/funds/{_fund}")).Json["lossParameters"]!;
        Assert.That((merged.Text("source"), merged["correlation"]!.Number("within"), merged["correlation"]!.Number("across")), Is.EqualTo(("one", 0.2m, 0.1m)));
        (await Admin.PatchAsync($"/funds/{_fund}", """{"lossParameters":{"nonsense":null}}""", "*")).Invalid("/lossParameters/nonsense unknown-property");
        await Admin.ChangeAsync($"/funds/{_fund}", new JsonObject { ["lossParameters"] = null });
        Assert.That((await Admin.GetAsync($"/funds/{_fund}")).Json["lossParameters"], Is.Null);
    }

    private static JsonObject Position(string sector, string stage, long cost) =>
        Bodies.Position(cost).With("sectors", JsonNodes.Array(sector)).With("stage", stage);

    private static JsonObject Candidate(string stage, decimal amount, string sector) =>
        new() { ["stage"] = stage, ["amountCny"] = amount, ["sectors"] = JsonNodes.Array(sector) };
}
