using System.Text.Json.Nodes;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Plans;
using Matchmaking.Api.Verbs;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans.Tables.Verification;
using Matchmaking.Core.Plans.Verification;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.PlanExplanations;

/// <summary>The verb <c>verify-plan</c> on plans as they are served, and on what becomes of them when somebody changes them.</summary>
internal sealed class VerifyPlanVerbTests : ApiFixture
{
    private string _session = "";
    private Investor[] _funds = [];
    private Seeker[] _seekers = [];
    private DirectoryInfo _folder = null!;

    [SetUp]
    public async Task SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("matchmaking-plans-");
        _session = (await Admin.CreateSession(Bodies.Session().With("tables", 3).With("seatsPerTable", 4))).Id;
        _funds = [await Admin.CreateInvestor("Fund 1", _session), await Admin.CreateInvestor("Fund 2", _session)];
        _seekers = [await Admin.CreateSeeker("Startup 1", _session), await Admin.CreateSeeker("Startup 2", _session), await Admin.CreateSeeker("Startup 3", _session)];
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_funds[0].RegistrationId}", new JsonObject { ["availableRounds"] = JsonNodes.Array(1, 3) });
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_funds[1].RegistrationId}", new JsonObject { ["maxMeetings"] = 2 });
        await Admin.Freeze(_session);
    }

    [TearDown]
    public void TearDown() => _folder.Delete(recursive: true);

    [TestCase("""{"objective":"total"}""")]
    [TestCase("""{"objective":"fair"}""")]
    [TestCase("""{"layout":"round-tables","competitorsApart":false}""")]
    [TestCase("""{"layout":"long-table","competitorsApart":false}""")]
    public async Task Run_ServedPlan_Valid(string body)
    {
        var plan = await Served(JsonNode.Parse(body)!.AsObject());

        var (code, output, errors) = await Verify(plan);

        Assert.That((code, errors), Is.EqualTo((0, "")), output);
        Assert.That(output, Does.Contain("The plan is valid.").And.Contain("Value: ").And.Contain("Upper bound: ").And.Contain("Gap: "));
        Assert.That(output, Does.Contain(plan.Bool("optimal") ? "Optimal: yes" : "Optimal: not proved"));
    }

    [Test]
    public async Task Run_WithNames_AndInChinese()
    {
        var plan = (await Admin.GetAsync($"/plans/{(await Admin.Plan(_session)).Id}?include=names")).Expect(200).Json;

        var (code, output, _) = await Verify(plan, "--lang", "zh");

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain("方案有效。").And.Contain("上界："));
    }

    [Test]
    public async Task Run_SwappedPair_Rejected() => await Rejected(
        plan =>
        {
            var (one, two) = (plan.List("meetings")[0], plan.List("meetings").First(m => m.Text("startupRegistrationId") != plan.List("meetings")[0].Text("startupRegistrationId")));
            (one["startupRegistrationId"], two["startupRegistrationId"]) = (two.Text("startupRegistrationId"), one.Text("startupRegistrationId"));
            two["fundRegistrationId"] = one.Text("fundRegistrationId");
        });

    [Test]
    public async Task Run_Duplicate_Rejected() => await Rejected(
        plan =>
        {
            var copy = plan.List("meetings").First(m => m.Text("fundRegistrationId") == _funds[1].RegistrationId).DeepClone();
            copy["table"] = 3;
            plan["meetings"]!.AsArray().Add(copy);
        },
        "once more");

    [Test]
    public async Task Run_OneMeetingOverTheMaximum_Rejected() => await Rejected(
        plan =>
        {
            var met = plan.List("meetings").Where(m => m.Text("fundRegistrationId") == _funds[1].RegistrationId).ToList();
            var other = _seekers.First(s => met.All(m => m.Text("startupRegistrationId") != s.RegistrationId));
            var extra = met[0].DeepClone().AsObject().With("startupRegistrationId", other.RegistrationId).With("table", 3);
            plan["meetings"]!.AsArray().Add(extra);
        },
        "3, at most 2 are allowed");

    [Test]
    public async Task Run_UnavailableRound_Rejected() => await Rejected(
        plan => plan.List("meetings").First(m => m.Text("fundRegistrationId") == _funds[0].RegistrationId)["round"] = 2,
        $"In round 2, fund {{fund}} is not there.");

    [Test]
    public async Task Run_ChangedPrice_Rejected() => await Rejected(
        plan => plan["certificate"]!.List("prices").First(p => p.Text("registrationId") == _funds[1].RegistrationId)["price"] = 123_456,
        "its certificate proves");

    [Test]
    public async Task Run_ChangedValue_Rejected() => await Rejected(plan => plan["value"] = 99.5m, "99.5");

    [Test]
    public async Task Run_RepairedPlan_ValidAndEveryChangeOfItsEarlierRoundsRejected()
    {
        var before = await Served(null);
        var repaired = (await Admin.PostAsync($"/plans/{before.Text("id")}/repair", new JsonObject { ["fromRound"] = 2, ["lostTables"] = JsonNodes.Array(2) })).Expect(201).Json;

        var (code, output, _) = await Verify(repaired);

        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.Contain($"Value: {repaired.Number("value"):0.####}").And.Contain($"Meetings: {repaired.List("meetings").Count}"));
        foreach (var (change, says) in ChangesOfEarlierRounds())
        {
            var changed = repaired.DeepClone();
            change(changed);
            var (refused, told, _) = await Verify(changed);
            Assert.That((refused, told), Is.EqualTo((1, told)));
            Assert.That(told, Does.Contain(says));
        }
    }

    private static IEnumerable<(Action<JsonNode> Change, string Says)> ChangesOfEarlierRounds()
    {
        yield return (plan => plan["meetings"]!.AsArray().RemoveAt(0), "which is not in the plan");
        yield return (plan => Earlier(plan)["round"] = 0, "there are 1");
        yield return (plan => Earlier(plan)["table"] = 99, "is at table 99");
        yield return (plan => plan["certificate"]!["fixed"]!.AsArray().RemoveAt(0), "does not count it");
        yield return (plan => plan["certificate"]!["fixed"]![0]!["weight"] = 1, "it is worth");
        yield return (plan => plan["meetings"]!.AsArray().Add(Earlier(plan).DeepClone().AsObject().With("round", 3).With("table", 1)), "once more in round 3");
        yield return (plan => plan["meetings"]!.AsArray().Add(Earlier(plan).DeepClone()), "has two meetings");

        static JsonNode Earlier(JsonNode plan) => plan.List("meetings").First(m => m.Int("round") == 1);
    }

    [Test]
    public async Task Run_ChangedSeat_RejectedInChinese()
    {
        var plan = await Served(new JsonObject { ["layout"] = "round-tables", ["competitorsApart"] = false });
        plan.List("tables")[0].List("seats")[0]["seat"] = 77;

        var (code, output, _) = await Verify(plan, "--lang", "zh");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain("77 号座").And.Contain("不存在"));
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"id":"x"}""")]
    public async Task Run_NotAPlan_Unreadable(string content)
    {
        var file = Path.Combine(_folder.FullName, "plan.json");
        await File.WriteAllTextAsync(file, content);

        Assert.That((await Run(file)).Code, Is.EqualTo(2));
    }

    [Test]
    public async Task Run_NoFileWrongLanguageOrAPartysView_Unreadable()
    {
        var made = await Admin.Plan(_session);
        (await Admin.PostAsync($"/plans/{made.Id}/publish")).Expect(200);
        var fund = await Server.As("fund", _funds[0].FundId);
        var file = await Save((await fund.GetAsync($"/plans/{made.Id}")).Expect(200).Json);

        Assert.That((await Run(Path.Combine(_folder.FullName, "missing.json"))).Code, Is.EqualTo(2));
        Assert.That((await Run(file, "--lang", "fr")).Code, Is.EqualTo(2));
        Assert.That((await Run()).Code, Is.EqualTo(2));
        Assert.That((await Run(file)).Errors, Does.Contain("key of an organizer"));
    }

    [Test]
    public void Sources_OfTheVerb_NameNoSolver()
    {
        foreach (var name in Strings.Of("Verbs/VerifyPlanVerb", "Plans/PlanFile", "Plans/PlanReader", "Plans/PlanParties", "Plans/HeldMeetings", "Plans/SeatingReader", "Messages/ViolationText"))
            Assert.That(RepositoryFiles.Read($"Matchmaking.Api/{name}.cs"), Does.Not.Match(@"\.Solving\b|Solver|Translator|Planner"), name);
        foreach (var file in RepositoryFiles.WithEnding(".cs").Where(f => f.Contains("/Verification/", StringComparison.Ordinal)))
            Assert.That(RepositoryFiles.Read(file), Does.Not.Match(@"\.Solving\b"), file);
    }

    [Test]
    public void Texts_OfEveryViolation_ThereInBothLanguagesWithTheSamePlaceholders()
    {
        var names = KebabEnum<PlanViolationCode>.Names.Concat(KebabEnum<TableViolationCode>.Names).Append(HeldMeetings.NotCounted).Append(HeldMeetings.Missing).Distinct().ToList();

        Assert.That(names, Is.SubsetOf(ViolationText.All.Keys.ToList()));
        foreach (var (name, text) in ViolationText.All)
        {
            Assert.That(Placeholders(text.Zh), Is.EquivalentTo(Placeholders(text.En)), name);
            Assert.That(text.Zh, Does.Match("[\\u4e00-\\u9fff]"), name);
            if (names.Contains(name))
                Assert.That(text.En, Does.Match("^[A-Z].*\\.$"), name);
        }
    }

    private static IEnumerable<string> Placeholders(string text) => text.Split('{').Skip(1).Select(p => p.Split('}')[0]).Distinct();

    private async Task Rejected(Action<JsonNode> change, string? says = null)
    {
        var plan = await Served(null);
        change(plan);

        var (code, output, errors) = await Verify(plan);

        Assert.That((code, errors), Is.EqualTo((1, "")), output);
        Assert.That(output, Does.Contain("Violations: ").And.Contain(says?.Replace("{fund}", _funds[0].RegistrationId, StringComparison.Ordinal) ?? ""));
    }

    private async Task<JsonNode> Served(JsonObject? body)
    {
        var answer = await Admin.PostAsync($"/sessions/{_session}/plans", body);
        if (answer.Status == 202)
            return await AfterOperation(answer);
        return (await Admin.GetAsync($"/plans/{answer.Expect(201).Id}")).Expect(200).Json;
    }

    private async Task<JsonNode> AfterOperation(Answer started)
    {
        (await Admin.GetAsync($"/operations/{started.Id}/events")).Expect(200);
        var done = (await Admin.GetAsync($"/operations/{started.Id}")).Expect(200).Json;
        return (await Admin.GetAsync($"/plans/{done["result"]!.Text("id")}")).Expect(200).Json;
    }

    private async Task<(int Code, string Output, string Errors)> Verify(JsonNode plan, params string[] further) => await Run([await Save(plan), .. further]);

    private async Task<string> Save(JsonNode plan)
    {
        var file = Path.Combine(_folder.FullName, "plan.json");
        await File.WriteAllTextAsync(file, plan.ToJsonString());
        return file;
    }

    private static async Task<(int Code, string Output, string Errors)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await VerbTable.Run(["verify-plan", .. arguments], output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
