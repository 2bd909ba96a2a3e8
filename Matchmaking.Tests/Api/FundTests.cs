using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Defaults of funds, their positions and their losses.</summary>
internal sealed class FundTests : ApiFixture
{
    [TestCase("seed", "0.8")]
    [TestCase("angel", "0.6")]
    [TestCase("venture", "null")]
    [TestCase("growth", "null")]
    [TestCase("industry", "null")]
    [TestCase("bond", "null")]
    [TestCase("loan", "null")]
    public async Task Create_FundWithoutLossAllowance_DefaultOfItsCategory(string category, string allowance)
    {
        var fund = await Admin.CreateFund(Bodies.Fund().With("category", category));

        Assert.That(fund.Text, Does.Contain($"\"lossAllowance\":{allowance},"));
    }

    [TestCase("seed", "null")]
    [TestCase("seed", "0")]
    [TestCase("angel", "1")]
    [TestCase("venture", "0.1234")]
    public async Task Create_FundWithLossAllowance_IsKept(string category, string allowance)
    {
        var fund = await Admin.CreateFund(Bodies.Fund().With("category", category).With("lossAllowance", JsonNode.Parse(allowance)));

        var read = await Admin.GetAsync($"/funds/{fund.Id}");

        Assert.That(read.Text, Does.Contain($"\"lossAllowance\":{allowance},"));
    }

    [Test]
    public async Task Create_FundOfDefaults_HasThoseOfTheContract()
    {
        var fund = (await Admin.CreateFund(new JsonObject { ["name"] = "Fund", ["kind"] = "aic", ["category"] = "growth" })).Json;

        Assert.That(fund.Text("lossBasis"), Is.EqualTo("gross"));
        Assert.That(fund.Number("projectLossAllowance"), Is.EqualTo(1));
        Assert.That(fund.Number("breachTolerance"), Is.EqualTo(0.5m));
        Assert.That(fund.Number("concentrationCap"), Is.EqualTo(0.2m));
        Assert.That(fund.Text("status"), Is.EqualTo("open"));
    }

    [Test]
    public async Task Patch_AllowanceToNull_NotJudgedAnyMore()
    {
        var fund = await Admin.CreateFund(Bodies.Fund().With("category", "seed"));

        var changed = await Admin.PatchAsync($"/funds/{fund.Id}", """{"lossAllowance":null}""", fund.ETag);

        Assert.That(changed.Expect(200).Json["lossAllowance"], Is.Null);
    }

    [Test]
    public async Task Void_Position_CountsNowhereAndStaysAsItIs()
    {
        var fund = await Admin.CreateFund();
        var position = await Admin.CreatePosition(fund.Id);

        (await Admin.PostAsync($"/funds/{fund.Id}/positions/{position.Id}/void", """{"reason":"entered twice"}""")).Expect(200);

        Assert.That((await Admin.GetAsync($"/funds/{fund.Id}/risk")).Json.Number("investedCny"), Is.Zero);
        Assert.That((await Admin.GetAsync($"/funds/{fund.Id}/positions/{position.Id}")).Json.Text("voidedReason"), Is.EqualTo("entered twice"));
        (await Admin.PatchAsync($"/funds/{fund.Id}/positions/{position.Id}", """{"name":"x"}""", "*")).Refused(409, "position-voided");
        (await Admin.PostAsync($"/funds/{fund.Id}/positions/{position.Id}/void", """{"reason":"again"}""")).Refused(409, "position-voided");
        (await Admin.DeleteAsync($"/funds/{fund.Id}/positions/{position.Id}", "*")).Refused(405, "method-not-allowed");
    }

    [Test]
    public async Task Patch_Valuation_EarlierOnesAreKept()
    {
        var fund = await Admin.CreateFund();
        var position = await Admin.CreatePosition(fund.Id);

        var valued = await Admin.PatchAsync($"/funds/{fund.Id}/positions/{position.Id}", """{"fairValueCny":4000000,"valuedOn":"2026-06-30"}""", position.ETag);

        Assert.That(
            valued.Expect(200).Json.List("valuations").Select(v => $"{v.Text("valuedOn")} {v.Number("fairValueCny")}"),
            Is.EqualTo(Strings.Of("2025-05-20 10000000", "2026-06-30 4000000")));
        var before = await Admin.GetAsync($"/funds/{fund.Id}/risk?asOf=2026-06-29");
        var after = await Admin.GetAsync($"/funds/{fund.Id}/risk?asOf=2026-06-30");
        Assert.That(before.Json.Number("markedLossCny"), Is.Zero);
        Assert.That(after.Json.Number("markedLossCny"), Is.EqualTo(6_000_000));
    }

    [Test]
    public async Task Patch_FairValueAlone_HoldsAsOfToday()
    {
        var fund = await Admin.CreateFund();
        var position = await Admin.CreatePosition(fund.Id);

        var valued = await Admin.PatchAsync($"/funds/{fund.Id}/positions/{position.Id}", """{"fairValueCny":4000000}""", position.ETag);

        Assert.That(
            valued.Expect(200).Json.List("valuations").Select(v => $"{v.Text("valuedOn")} {v.Number("fairValueCny")}"),
            Is.EqualTo(Strings.Of("2025-05-20 10000000", "2026-11-20 4000000")));
    }

    [Test]
    public async Task Patch_NameAlone_KeepsTheDayOfTheFigures()
    {
        var fund = await Admin.CreateFund();
        var position = await Admin.CreatePosition(fund.Id);

        var named = await Admin.PatchAsync($"/funds/{fund.Id}/positions/{position.Id}", """{"name":"Other"}""", position.ETag);

        Assert.That(named.Expect(200).Json.Text("valuedOn"), Is.EqualTo("2025-05-20"));
    }

    [Test]
    public async Task Patch_Closing_FairValueEndsOnThatDay()
    {
        var fund = await Admin.CreateFund();
        var position = await Admin.CreatePosition(fund.Id);

        var closed = await Admin.PatchAsync($"/funds/{fund.Id}/positions/{position.Id}", """{"closedOn":"2026-10-31","proceedsCny":3000000}""", position.ETag);

        Assert.That(closed.Expect(200).Json.Number("fairValueCny"), Is.Zero);
        Assert.That(closed.Json.Text("valuedOn"), Is.EqualTo("2026-10-31"));
        Assert.That((await Admin.GetAsync($"/funds/{fund.Id}/risk")).Json.Number("realisedLossCny"), Is.EqualTo(7_000_000));
    }

    [Test]
    public async Task Create_PositionBeyondTheLargestAmountInAll_RefusedAtItsCost()
    {
        // Its commitment, which would be the limit, is not known.
        var fund = await Admin.CreateFund(Bodies.Fund().With("commitmentCny", null));
        await Admin.CreatePosition(fund.Id, Bodies.Position(90_000_000_000_000 - 1));

        var full = await Admin.PostAsync($"/funds/{fund.Id}/positions", Bodies.Position(2));

        full.Invalid("/costCny invalid-amount");
        (await Admin.PostAsync($"/funds/{fund.Id}/positions", Bodies.Position(1))).Expect(201);
        (await Admin.GetAsync($"/funds/{fund.Id}/risk")).Expect(200);
    }

    [Test]
    public async Task Risk_ClosedPositionOfASeedFund_LossHeadroomAndSafeTicket()
    {
        var fund = await Admin.CreateFund(Bodies.Fund().With("category", "seed"));
        await Admin.CreatePosition(fund.Id, Bodies.Position(10_000_000).With("closedOn", "2026-01-31").With("proceedsCny", 4_000_000));
        await Admin.CreatePosition(fund.Id, Bodies.Position(10_000_000));

        var risk = (await Admin.GetAsync($"/funds/{fund.Id}/risk")).Expect(200);

        Assert.That(risk.Json.Number("investedCny"), Is.EqualTo(20_000_000));
        Assert.That(risk.Json.Number("realisedLossCny"), Is.EqualTo(6_000_000));
        Assert.That(risk.Json.Number("lossRatio"), Is.EqualTo(0.3m));
        // 0.8 x 20 million less 6 million; divided by 1 - 0.8.
        Assert.That(risk.Json.Number("headroomCny"), Is.EqualTo(10_000_000));
        Assert.That(risk.Json.Number("safeTicketCny"), Is.EqualTo(50_000_000));
        Assert.That((await Admin.GetAsync($"/funds/{fund.Id}/risk", ("If-None-Match", risk.ETag))).Status, Is.EqualTo(304));
    }

    [Test]
    public async Task Risk_AllowanceNotJudged_NullFigures()
    {
        var fund = await Admin.CreateFund();

        var risk = (await Admin.GetAsync($"/funds/{fund.Id}/risk")).Expect(200).Json;

        Assert.That(Strings.Of("allowance", "headroomCny", "safeTicketCny", "lossRatio").Select(n => risk[n]), Has.All.Null);
    }

    [TestCase("2026-02-30")]
    [TestCase("20-11-2026")]
    [TestCase("")]
    public async Task Risk_AsOfNoDate_400(string asOf)
    {
        var fund = await Admin.CreateFund();

        (await Admin.GetAsync($"/funds/{fund.Id}/risk?asOf={asOf}")).Invalid("?asOf invalid-date");
    }
}
