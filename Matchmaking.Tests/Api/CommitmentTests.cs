using System.Globalization;
using System.Text.Json.Nodes;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>A fund never invests more than its commitment, as far as that is known.</summary>
internal sealed class CommitmentTests : ApiFixture
{
    private const long Commitment = 100_000_000;

    [TestCase("100000000", true)] // all of it
    [TestCase("100000000.01", false)] // one fen over
    public async Task Create_PositionAgainstAnEmptyFund_UpToTheCommitment(string cost, bool fits)
    {
        var fund = await Fund();

        var answer = await Invest(fund, decimal.Parse(cost, CultureInfo.InvariantCulture));

        if (fits)
            answer.Expect(201);
        else
            Exhausted(answer);
    }

    [Test]
    public async Task Create_PositionOverWhatIsLeft_SaysWhatIsLeft()
    {
        var fund = await Fund();
        (await Invest(fund, 60_000_000)).Expect(201);

        var english = Exhausted(await Invest(fund, 50_000_000));
        var chinese = await Admin.PostAsync($"/funds/{fund}/positions", Bodies.Position(50_000_000), ("Accept-Language", "zh-CN"));

        Assert.That(english.Json.Text("title"), Does.Contain("50,000,000 yuan").And.Contain("40,000,000 yuan"));
        Assert.That(chinese.Json.Text("title"), Does.Contain("5,000 万元").And.Contain("4,000 万元"));
    }

    [Test]
    public async Task Create_AfterAnExit_ProceedsAreNotInvestedAgain()
    {
        var fund = await Fund();
        (await Admin.PostAsync($"/funds/{fund}/positions", Bodies.Position(Commitment).With("closedOn", "2026-03-31").With("proceedsCny", 2 * Commitment))).Expect(201);

        Exhausted(await Invest(fund, 1));
    }

    [Test]
    public async Task Create_AfterAVoid_CostIsFreeAgain()
    {
        var fund = await Fund();
        var wrong = (await Invest(fund, Commitment)).Expect(201);
        (await Admin.PostAsync($"/funds/{fund}/positions/{wrong.Id}/void", new JsonObject { ["reason"] = "entered twice" })).Expect(200);

        (await Invest(fund, Commitment)).Expect(201);
    }

    [Test]
    public async Task Create_FundWithoutACommitment_NoLimit() =>
        (await Invest((await Admin.CreateFund(Bodies.Fund().With("commitmentCny", null))).Id, 80_000_000_000)).Expect(201);

    [Test]
    public async Task Change_CostOfAPosition_JudgedAgainstTheOthers()
    {
        var fund = await Fund();
        (await Invest(fund, 60_000_000)).Expect(201);
        var position = (await Invest(fund, 30_000_000)).Expect(201);
        var path = $"/funds/{fund}/positions/{position.Id}";

        Exhausted(await Admin.PatchAsync(path, new JsonObject { ["costCny"] = 40_000_001 }, "*"));
        Exhausted(await Admin.PutAsync(path, Bodies.Position(40_000_001), "*"));
        (await Admin.PatchAsync(path, new JsonObject { ["costCny"] = 40_000_000 }, "*")).Expect(200);
    }

    [TestCase("59999999.99", false)]
    [TestCase("60000000", true)]
    [TestCase("null", true)]
    public async Task Change_CommitmentOfAFund_NotBelowWhatWasInvested(string commitment, bool accepted)
    {
        var fund = await Fund();
        (await Invest(fund, 60_000_000)).Expect(201);

        var answer = await Admin.PatchAsync($"/funds/{fund}", $$"""{"commitmentCny":{{commitment}}}""", "*");

        if (accepted)
            answer.Expect(200);
        else
            BelowInvested(answer);
    }

    [Test]
    public async Task Change_CommitmentThatWasNotKnown_MustCoverTheHistory()
    {
        var fund = (await Admin.CreateFund(Bodies.Fund().With("commitmentCny", null))).Id;
        (await Invest(fund, 60_000_000)).Expect(201);

        BelowInvested(await Admin.PatchAsync($"/funds/{fund}", """{"commitmentCny":59999999}""", "*"));
        (await Admin.PatchAsync($"/funds/{fund}", """{"commitmentCny":60000000}""", "*")).Expect(200);
    }

    /// <summary>Books from before the rule: they can be kept and mended, and nothing can be added.</summary>
    [Test]
    public async Task Change_FundThatIsOverdrawn_WhatMakesItNoWorse()
    {
        var fund = await Fund();
        var position = (await Invest(fund, Commitment)).Expect(201);
        await Overdraw(FundId.Parse(fund), Commitment / 2);
        var path = $"/funds/{fund}/positions/{position.Id}";

        (await Admin.PatchAsync(path, new JsonObject { ["fairValueCny"] = 1 }, "*")).Expect(200);
        (await Admin.PatchAsync(path, new JsonObject { ["costCny"] = Commitment - 1 }, "*")).Expect(200);
        (await Admin.PatchAsync($"/funds/{fund}", new JsonObject { ["name"] = "Overdrawn" }, "*")).Expect(200);
        (await Admin.PatchAsync($"/funds/{fund}", new JsonObject { ["commitmentCny"] = (Commitment / 2) + 1 }, "*")).Expect(200);
        BelowInvested(await Admin.PatchAsync($"/funds/{fund}", new JsonObject { ["commitmentCny"] = Commitment / 2 }, "*"));
        Exhausted(await Admin.PatchAsync(path, new JsonObject { ["costCny"] = Commitment }, "*"));
        Exhausted(await Invest(fund, 1));
    }

    private async Task<string> Fund() => (await Admin.CreateFund(Bodies.Fund().With("commitmentCny", Commitment))).Id;

    private Task<Answer> Invest(string fund, decimal cost) => Admin.PostAsync($"/funds/{fund}/positions", Bodies.Position().With("costCny", cost));

    private async Task Overdraw(FundId id, long commitment)
    {
        var written = await Server.Services.GetRequiredService<IDatabase>().Write<Fund>(
            async db =>
            {
                var fund = (await FundStore.Entities.Find(db, id.Value))!;
                return await FundStore.Entities.Update(db, fund with { CommitmentCny = Money.FromYuan(commitment), Version = fund.Version + 1 });
            },
            CancellationToken.None);
        Assert.That(written.Error, Is.Null);
    }

    private static Answer Exhausted(Answer answer) => At(answer.Refused(409, "commitment-exhausted"), "/costCny commitment-exhausted");

    private static Answer BelowInvested(Answer answer) => At(answer.Refused(409, "commitment-below-invested"), "/commitmentCny commitment-below-invested");

    private static Answer At(Answer answer, string error)
    {
        Assert.That(answer.Errors, Is.EqualTo(Strings.Of(error)));
        return answer;
    }
}
