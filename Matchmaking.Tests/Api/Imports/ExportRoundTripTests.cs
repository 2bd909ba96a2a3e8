using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

/// <summary>What an export writes, an import takes for what is there already, row by row, in both formats and languages.</summary>
internal sealed class ExportRoundTripTests : ApiFixture
{
    private const string Nasty = "=1+1, \"quoted\"; 氢能🚀 'x' 、";

    private string _session = "";
    private string _fund = "";

    private static IEnumerable<TestCaseData> Exports =>
        from kind in (string[])["startups", "financing-requests", "funds", "positions", "registrations", "outcomes"]
        from format in (string[])["csv", "xlsx"]
        from language in (string[])["zh", "en"]
        select new TestCaseData(kind, format, language);

    protected override async Task Arrange()
    {
        _session = (await Admin.CreateSession()).Id;
        var startup = await Admin.CreateStartup(Bodies.Startup($" {Nasty} ").With("externalId", "00123").With("uscc", Bodies.ValidUscc)
            .With("summary", "-first line\r\nsecond\tline\n\"third\"").With("revenueCny", 0.01m).With("fundingToDateCny", 89_999_999_999_999.99m)
            .With("willLandIn", JsonNodes.Array("ovc", "outside-wuhan")).With("recognitions", JsonNodes.Array("little-giant", "gold-seed"))
            .With("foundedOn", "1999-12-31").With("teamSize", 0).With("patents", 10_000_000).With("sectors", JsonNodes.Array("optics-chips-displays-networks", "evtol")));
        (await Admin.PostAsync("/startups?override=uscc", Bodies.Startup("Overridden").With("uscc", Bodies.WrongUscc))).Expect(201);
        await Admin.CreateStartup(new JsonObject { ["name"] = "'=bare" });
        await Admin.CreateStartup(new JsonObject { ["name"] = "twin" });
        await Admin.CreateStartup(new JsonObject { ["name"] = "twin" });
        var request = await Admin.CreateRequest(Bodies.Request(startup.Id).With("title", Nasty).With("externalId", "+0042").With("stage", "d-plus")
            .With("instruments", JsonNodes.Array("grant-to-equity", "loan")).With("validUntil", "2027-02-28").With("preMoneyValuationCny", 123_456_789.05m)
            .With("useOfProceeds", new JsonArray(Use(" a; b: c ", 10_000_000.5m), Use("@d 、e", 19_999_999.5m))).With("district", "ovc").With("status", "matched"));
        var plain = await Admin.CreateRequest(new JsonObject { ["startupId"] = startup.Id, ["title"] = "plain", ["amountCny"] = 1 });
        _fund = (await Admin.CreateFund(Bodies.Fund(Nasty).With("externalId", "F,1").With("category", "seed").With("lossAllowance", null)
            .With("concentrationCap", 0.1234m).With("localReinvestmentMultiple", 1.5m).With("stages", JsonNodes.Array("pre-ipo", "seed")).With("lossBasis", "net"))).Id;
        await Admin.CreateFund(new JsonObject { ["name"] = "Bare", ["kind"] = "aic", ["category"] = "angel" });
        var other = (await Admin.CreateFund(Bodies.Fund("Other"))).Id;
        await Admin.CreatePosition(_fund, Bodies.Position().With("name", Nasty).With("startupId", startup.Id).With("fairValueCny", 1.01m).With("valuedOn", "2026-01-31"));
        await Admin.CreatePosition(_fund, Bodies.Position().With("closedOn", "2026-05-05").With("proceedsCny", 77));
        var voided = await Admin.CreatePosition(_fund);
        (await Admin.PostAsync($"/funds/{_fund}/positions/{voided.Id}/void", new JsonObject { ["reason"] = "twice" })).Expect(200);
        await Admin.Register(_session, Bodies.StartupRegistration(startup.Id, request.Id).With("contact", "+86 27, \"desk\"").With("availableRounds", JsonNodes.Array(3, 1)).With("minMeetings", 1));
        await Admin.Register(_session, Bodies.StartupRegistration(startup.Id, plain.Id).With("status", "no-show"));
        await Admin.Register(_session, Bodies.FundRegistration(_fund).With("maxMeetings", 2));
        await Admin.Register(_session, Bodies.GuestRegistration("=guest"));
        await Admin.Register(_session, Bodies.GuestRegistration("=guest"));
        await Admin.Record(_session, Bodies.Outcome(_fund, request.Id, "invested").With("amountCny", 0.5m).With("reason", "-no\r\n=reason")
            .With("dueDiligence", new JsonObject { ["doneOn"] = "2026-10-01", ["reference"] = "0001" }));
        await Admin.Record(_session, Bodies.Outcome(_fund, plain.Id, "passed"));
        await Admin.Import("outcomes", $"fundId,financingRequestId,result,occurredOn\n{other},{plain.Id},已见面,2025-01-01");
        // Nothing that is there can be written any more, and still nothing is refused.
        await Admin.ChangeAsync($"/sessions/{_session}", new JsonObject { ["status"] = "closed" });
    }

    [TestCaseSource(nameof(Exports))]
    public async Task Import_OfAnExport_LeavesEveryRowUnchanged(string kind, string format, string language)
    {
        var session = kind == "registrations" ? $"sessionId={_session}" : "";
        var before = (await Admin.GetAsync("/audit?limit=200")).Expect(200).Text;
        var file = (await Admin.GetAsync($"/exports/{kind}?format={format}&lang={language}&{session}")).Expect(200);

        var imported = await Admin.Import($"{kind}?{session}", file.Bytes, file.MediaType!);

        Assert.That(imported.Errors, Is.Empty);
        Assert.That(imported.Count("unchanged"), Is.EqualTo(imported.Count("rows")).And.EqualTo(Rows(kind)));
        var changes = (await Admin.GetAsync("/audit?limit=200")).Expect(200).Items.Where(e => e.Text("resource") != "operation");
        Assert.That(changes.Select(c => c.ToJsonString()), Is.SubsetOf(JsonNode.Parse(before)!.List("items").Select(c => c.ToJsonString())));
    }

    [Test]
    public async Task Export_WithTheFiltersOfTheList_HasTheRowsOfTheList()
    {
        var file = (await Admin.GetAsync("/exports/startups?format=csv&lang=en&externalId=00123")).Expect(200);

        Assert.That(file.Text.Split("\r\n")[0], Does.Contain("Name,Credit code,Sectors"));
        Assert.That(file.Text, Does.Contain("00123").And.Not.Contain("Overridden"));
        Assert.That(file.MediaType, Is.EqualTo("text/csv"));
    }

    [Test]
    public async Task Export_OfAFund_HasItsOwnAlone()
    {
        var fund = await Server.As("fund", _fund);

        foreach (var kind in (string[])["funds", "positions", "outcomes"])
        {
            var text = (await fund.GetAsync($"/exports/{kind}?format=csv&lang=en")).Expect(200).Text;
            Assert.That(text, Does.Contain(_fund).And.Not.Contain("Other").And.Not.Contain("Bare"), kind);
        }

        Assert.That((await fund.GetAsync($"/exports/registrations?format=csv&sessionId={_session}")).Expect(200).Text, Does.Contain(_fund).And.Not.Contain("guest").And.Not.Contain("desk"));
        Assert.That((await fund.GetAsync("/exports/financing-requests?format=csv")).Expect(200).Text, Does.Contain("plain").And.Not.Contain("0042"));
    }

    [Test]
    public async Task Export_OfAStartup_IsItsOwnAndNoFunds()
    {
        var id = (await Admin.CreateStartup(Bodies.Startup("Its own"))).Id;
        var startup = await Server.As("startup", id);

        var text = (await startup.GetAsync("/exports/startups?format=csv")).Expect(200).Text;

        Assert.That(text, Does.Contain(id).And.Not.Contain("Overridden"));
        (await startup.GetAsync("/exports/funds")).Refused(403, "forbidden");
        (await Admin.DeleteAsync($"/startups/{id}", "*")).Expect(204);
    }

    [TestCase("format=pdf", "?format unknown-value")]
    [TestCase("lang=fr", "?lang unknown-value")]
    [TestCase("sessionId=1", "?sessionId invalid-id")]
    [TestCase("sessionId=01a1fad4-7f00-7000-9c1d-3f5a7b9d1e20", "?sessionId unknown-reference")]
    [TestCase("", "?sessionId required")]
    public async Task Export_WrongQuery_400(string query, string error)
    {
        if (!query.StartsWith("sessionId", StringComparison.Ordinal) && query.Length > 0)
            query += $"&sessionId={_session}";

        (await Admin.GetAsync($"/exports/registrations?{query}")).Invalid(error);
    }

    private static int Rows(string kind) => kind switch { "startups" => 5, "financing-requests" => 2, "funds" => 3, "positions" => 3, "registrations" => 5, _ => 3 };

    private static JsonObject Use(string purpose, decimal amount) => new() { ["purpose"] = purpose, ["amountCny"] = amount };
}
