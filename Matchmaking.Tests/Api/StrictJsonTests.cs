using System.Text;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Bodies are read strictly, and a refusal names every place that is wrong.</summary>
internal sealed class StrictJsonTests : ApiFixture
{
    private string _startup = "";
    private string _fund = "";
    private string _session = "";

    protected override async Task Arrange()
    {
        _startup = (await Admin.CreateStartup()).Id;
        _fund = (await Admin.CreateFund()).Id;
        _session = (await Admin.CreateSession()).Id;
    }

    [TestCase("surprise", "1", "/surprise unknown-property")]
    // Names are case-sensitive.
    [TestCase("Name", "\"x\"", "/Name unknown-property")]
    // What only the server sets.
    [TestCase("id", "\"01920000-0000-7000-8000-000000000001\"", "/id unknown-property")]
    [TestCase("createdAt", "\"2026-01-01T00:00:00Z\"", "/createdAt unknown-property")]
    [TestCase("a/b~c", "1", "/a~1b~0c unknown-property")]
    [TestCase("teamSize", "\"5\"", "/teamSize wrong-type")]
    [TestCase("teamSize", "1.5", "/teamSize wrong-type")]
    [TestCase("teamSize", "1e400", "/teamSize wrong-type")]
    [TestCase("teamSize", "true", "/teamSize wrong-type")]
    [TestCase("teamSize", "-1", "/teamSize out-of-range")]
    [TestCase("summary", "5", "/summary wrong-type")]
    [TestCase("summary", "[]", "/summary wrong-type")]
    [TestCase("sectors", "\"evtol\"", "/sectors wrong-type")]
    [TestCase("sectors", "null", "/sectors wrong-type")]
    [TestCase("sectors", "[\"evtol\",null]", "/sectors/1 wrong-type")]
    [TestCase("sectors", "[\"evtol\",7]", "/sectors/1 wrong-type")]
    [TestCase("sectors", "[\"evtol\",\"nothing\"]", "/sectors/1 unknown-code")]
    [TestCase("sectors", "[\"evtol\",\"evtol\"]", "/sectors/1 duplicate")]
    [TestCase("district", "\"洪山\"", "/district unknown-code")]
    [TestCase("willLandIn", "[\"atlantis\"]", "/willLandIn/0 unknown-code")]
    [TestCase("recognitions", "[\"little_giant\"]", "/recognitions/0 unknown-code")]
    [TestCase("revenueCny", "-1", "/revenueCny invalid-amount")]
    [TestCase("revenueCny", "-0.01", "/revenueCny invalid-amount")]
    [TestCase("revenueCny", "0.001", "/revenueCny invalid-amount")]
    [TestCase("revenueCny", "1e400", "/revenueCny invalid-amount")]
    [TestCase("revenueCny", "90000000000000.01", "/revenueCny invalid-amount")]
    [TestCase("revenueCny", "\"5\"", "/revenueCny wrong-type")]
    [TestCase("foundedOn", "\"2025-02-30\"", "/foundedOn invalid-date")]
    [TestCase("foundedOn", "\"2025-02-20T00:00:00Z\"", "/foundedOn invalid-date")]
    [TestCase("foundedOn", "20250220", "/foundedOn wrong-type")]
    [TestCase("foundedOn", "\"2026-11-21\"", "/foundedOn wrong-order")]
    [TestCase("summary", "\"\\ud800\"", "/summary invalid-text")]
    [TestCase("summary", "\"\\udc00\\ud800\"", "/summary invalid-text")]
    [TestCase("summary", "\"a\\u0000b\"", "/summary invalid-text")]
    [TestCase("\\ud800", "1", " invalid-text")]
    public async Task Create_PropertyOfAStartup_RefusedAtItsPlace(string name, string value, string error)
    {
        var answer = await Admin.PostAsync("/startups", "{\"name\":\"x\",\"" + name + "\":" + value + "}");

        answer.Invalid(error);
    }

    [TestCase("revenueCny", "0")]
    [TestCase("revenueCny", "90000000000000")]
    [TestCase("revenueCny", "0.01")]
    [TestCase("revenueCny", "1.5e3")]
    [TestCase("revenueCny", "null")]
    [TestCase("foundedOn", "\"2026-11-20\"")]
    [TestCase("foundedOn", "\"2024-02-29\"")]
    [TestCase("summary", "\"\\ud83d\\ude80\"")]
    [TestCase("district", "\"outside-wuhan\"")]
    public async Task Create_PropertyAtTheEdge_Accepted(string name, string value) =>
        (await Admin.PostAsync("/startups", "{\"name\":\"x\",\"" + name + "\":" + value + "}")).Expect(201);

    [Test]
    public async Task Create_NameTwice_DuplicateProperty() =>
        (await Admin.PostAsync("/startups", """{"name":"x","name":"y"}""")).Invalid("/name duplicate-property");

    [Test]
    public async Task Create_NoName_Required() => (await Admin.PostAsync("/startups", "{}")).Invalid("/name required");

    [TestCase("")]
    [TestCase("{")]
    [TestCase("{}{}")]
    [TestCase("{\"name\":\"x\",}")]
    [TestCase("{\"name\":NaN}")]
    [TestCase("{\"revenueCny\":Infinity}")]
    [TestCase("{'name':'x'}")]
    [TestCase("{\"name\":\"x\"} // comment")]
    [TestCase("{\"name\":\"x\ny\"}")]
    [TestCase("{\"revenueCny\":01}")]
    public async Task Create_NotJson_400(string body) => (await Admin.PostAsync("/startups", body)).Refused(400, "invalid-json");

    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"x\"")]
    [TestCase("5")]
    public async Task Create_NotAnObject_WrongTypeOfTheWhole(string body) => (await Admin.PostAsync("/startups", body)).Invalid(" wrong-type");

    [Test]
    public async Task Create_BrokenUtf8_InvalidText()
    {
        byte[] body = [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        (await Admin.PostAsync("/startups", body)).Invalid("/name invalid-text");
    }

    [Test]
    public async Task Create_DeepNesting_400()
    {
        var deep = new StringBuilder().Insert(0, "[", 5_000).Append(']', 5_000);

        (await Admin.PostAsync("/startups", "{\"name\":" + deep + "}")).Refused(400, "invalid-json");
    }

    [Test]
    public async Task Create_SeveralThingsWrong_AllReported()
    {
        var answer = await Admin.PostAsync("/startups", """{"name":"x","teamSize":"5","revenueCny":-1,"sectors":[1],"other":true,"foundedOn":"x"}""");

        answer.Invalid("/teamSize wrong-type", "/revenueCny invalid-amount", "/sectors/0 wrong-type", "/other unknown-property", "/foundedOn invalid-date");
    }

    [Test]
    public async Task Create_SeveralRulesBroken_AllReported()
    {
        var answer = await Admin.PostAsync("/startups", """{"name":" ","teamSize":-5,"district":"x","willLandIn":["hongshan","y","hongshan"]}""");

        answer.Invalid("/name required", "/teamSize out-of-range", "/district unknown-code", "/willLandIn/1 unknown-code", "/willLandIn/2 duplicate");
    }

    [Test]
    public async Task Create_ThousandsOfErrors_AnsweredWithTheFirstHundred()
    {
        var answer = await Admin.PostAsync("/startups", "{\"name\":\"x\",\"sectors\":[" + string.Join(',', Enumerable.Repeat("1", 5_000)) + "]}");

        answer.Refused(400, "validation-failed");
        Assert.That(answer.Errors, Has.Count.EqualTo(100));
    }

    [TestCase("stage", "\"series-a\"", "/stage unknown-value")]
    [TestCase("stage", "\"A\"", "/stage unknown-value")]
    [TestCase("stage", "3", "/stage wrong-type")]
    [TestCase("stage", "\"3\"", "/stage unknown-value")]
    [TestCase("status", "null", "/status wrong-type")]
    [TestCase("instruments", "[\"equity\",\"shares\"]", "/instruments/1 unknown-value")]
    [TestCase("instruments", "[\"equity\",\"equity\"]", "/instruments/1 duplicate")]
    [TestCase("amountCny", "null", "/amountCny wrong-type")]
    [TestCase("minTicketCny", "30000000.01", "/minTicketCny wrong-order")]
    [TestCase("startupId", "\"x\"", "/startupId invalid-id")]
    [TestCase("startupId", "\"01920000-0000-7000-8000-000000000001\"", "/startupId unknown-reference")]
    [TestCase("useOfProceeds", "[{\"purpose\":\"tests\",\"amountCny\":1,\"when\":2}]", "/useOfProceeds/0/when unknown-property")]
    [TestCase("useOfProceeds", "[{\"amountCny\":30000000}]", "/useOfProceeds/0/purpose required")]
    [TestCase("useOfProceeds", "[{\"purpose\":\"tests\"}]", "/useOfProceeds/0/amountCny required")]
    [TestCase("useOfProceeds", "[null]", "/useOfProceeds/0 wrong-type")]
    [TestCase("useOfProceeds", "[{\"purpose\":\"tests\",\"amountCny\":29999999.99}]", "/useOfProceeds sum-mismatch")]
    public async Task Create_PropertyOfARequest_RefusedAtItsPlace(string name, string value, string error)
    {
        var body = Bodies.Request(_startup).With(name, JsonNode.Parse(value));

        (await Admin.PostAsync("/financing-requests", body)).Invalid(error);
    }

    [TestCase("lossAllowance", "1.0001", "/lossAllowance invalid-ratio")]
    [TestCase("lossAllowance", "0.00001", "/lossAllowance invalid-ratio")]
    [TestCase("lossAllowance", "-0.1", "/lossAllowance invalid-ratio")]
    [TestCase("lossAllowance", "\"80%\"", "/lossAllowance wrong-type")]
    [TestCase("concentrationCap", "null", "/concentrationCap wrong-type")]
    [TestCase("kind", "\"government_industry\"", "/kind unknown-value")]
    [TestCase("ticketMinCny", "50000000.01", "/ticketMinCny wrong-order")]
    [TestCase("ticketMaxCny", "0", "/ticketMaxCny must-be-positive /ticketMinCny wrong-order")]
    public async Task Create_PropertyOfAFund_RefusedAtItsPlace(string name, string value, string errors)
    {
        var answer = await Admin.PostAsync("/funds", Bodies.Fund().With(name, JsonNode.Parse(value)));

        answer.Invalid([.. errors.Split(' ').Chunk(2).Select(e => string.Join(' ', e))]);
    }

    [Test]
    public async Task Create_FundWithoutKindAndCategory_BothRequired() =>
        (await Admin.PostAsync("/funds", """{"name":"x"}""")).Invalid("/kind required", "/category required");

    [TestCase("startsAt", "\"2026-11-20T09:30:00\"", "/startsAt invalid-time")]
    [TestCase("startsAt", "\"0001-01-01T00:00:00+08:00\"", "/startsAt invalid-time")]
    [TestCase("startsAt", "\"9999-12-31T23:59:59-08:00\"", "/startsAt invalid-time")]
    [TestCase("startsAt", "\"2026-11-20\"", "/startsAt invalid-time")] // a day alone
    [TestCase("startsAt", "1763600000", "/startsAt wrong-type")]
    [TestCase("month", "\"2026-13\"", "/month invalid-month")]
    [TestCase("month", "\"2026-1\"", "/month invalid-month")]
    [TestCase("month", "null", "/month wrong-type")]
    [TestCase("chain", "\"evtol\"", "/chain unknown-code")]
    [TestCase("rounds", "0", "/rounds out-of-range")]
    [TestCase("rounds", "101", "/rounds out-of-range")]
    [TestCase("rounds", "99999999999", "/rounds wrong-type")]
    [TestCase("layout", "\"theatre\"", "/layout unknown-value")]
    public async Task Create_PropertyOfASession_RefusedAtItsPlace(string name, string value, string error) =>
        (await Admin.PostAsync("/sessions", Bodies.Session().With(name, JsonNode.Parse(value)))).Invalid(error);

    [Test]
    public async Task Create_UseOfProceedsTooManyToAdd_Refused()
    {
        var uses = JsonNodes.Array(Enumerable.Range(0, 1_500).Select(_ => (JsonNode)new JsonObject { ["purpose"] = "x", ["amountCny"] = 90_000_000_000_000 }));

        (await Admin.PostAsync("/financing-requests", Bodies.Request(EndpointIds.Unknown).With("useOfProceeds", uses))).Invalid("/useOfProceeds too-many");
    }

    [Test]
    public async Task Create_AmountThatADecimalWouldRound_Refused() =>
        (await Admin.PostAsync("/startups", """{"name":"x","revenueCny":0.0000000000000000000000000000001}""")).Invalid("/revenueCny invalid-amount");

    [Test]
    public async Task Patch_SessionBackToDraft_Refused()
    {
        var session = await Admin.CreateSession();

        (await Admin.PatchAsync($"/sessions/{session.Id}", """{"status":"draft"}""", session.ETag)).Invalid("/status not-allowed");
    }

    [Test]
    public async Task Create_RegistrationWithoutPartyType_Required()
    {
        var body = new JsonObject { ["party"] = new JsonObject { ["id"] = _fund } };

        (await Admin.PostAsync($"/sessions/{_session}/registrations", body)).Invalid("/party/type required");
    }

    [Test]
    public async Task Create_OutcomeWithDueDiligenceWithoutDay_Required()
    {
        var body = Bodies.Outcome(_fund, EndpointIds.Unknown, "due-diligence").With("dueDiligence", new JsonObject());

        (await Admin.PostAsync($"/sessions/{_session}/outcomes", body)).Invalid("/dueDiligence/doneOn required");
    }

    [TestCase("zh-CN", "金额")]
    [TestCase("zh-CN,en;q=0.5", "金额")]
    [TestCase("en,zh;q=0.5", "An amount in yuan")]
    [TestCase("fr", "An amount in yuan")]
    public async Task Create_AcceptLanguage_MessagesFollowCodesDoNot(string language, string beginning)
    {
        var answer = await Admin.PostAsync("/startups", """{"name":"x","revenueCny":-1}""", ("Accept-Language", language));

        answer.Invalid("/revenueCny invalid-amount");
        Assert.That(answer.Json.List("errors")[0].Text("message"), Does.StartWith(beginning));
    }
}
