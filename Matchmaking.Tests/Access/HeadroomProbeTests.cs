using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Access;

/// <summary>
/// A startup that asks for every amount in turn learns nothing of a fund's books: funds that look alike from outside are judged
/// alike, whatever they have left, live and frozen.
/// </summary>
internal sealed class HeadroomProbeTests : ApiFixture
{
    // Around what the spent fund has left (1 million), its cap (2% is 20 million) and its loss allowance.
    private static readonly decimal[] _amounts = [1_000_000, 1_000_000.01m, 5_000_000, 19_999_999.99m, 20_000_000, 20_000_000.01m, 50_000_000, 200_000_000];

    private string _rich = "";
    private string _spent = "";
    private Seeker _seeker = null!;
    private ApiClient _startup = null!;

    protected override async Task Arrange()
    {
        _seeker = await Admin.CreateSeeker("Prober");
        _startup = await Server.As("startup", _seeker.StartupId);
        _rich = (await Admin.CreateFund(Bodies.Fund("Rich").With("category", "seed"))).Id;
        var poor = Bodies.Fund("Spent").With("category", "seed").With("concentrationCap", 0.02).With("lossAllowance", 0.1).With("breachTolerance", 0).With("projectLossAllowance", 0.5);
        _spent = (await Admin.CreateFund(poor)).Id;
        await Admin.CreatePosition(_spent, Bodies.Position(500_000_000).With("startupId", _seeker.StartupId));
        await Admin.CreatePosition(_spent, Bodies.Position(499_000_000).With("closedOn", "2026-03-31"));
    }

    [TestCase("in no session")]
    [TestCase("live")]
    [TestCase("frozen")]
    public async Task Ranking_FundsAlikeFromOutside_JudgedAlikeAtEveryAmount(string place)
    {
        var session = place == "in no session" ? null : await RegisterAll();
        foreach (var amount in _amounts)
        {
            await _startup.ChangeAsync($"/financing-requests/{_seeker.RequestId}", new JsonObject { ["amountCny"] = amount, ["minTicketCny"] = Math.Min(amount, 1_000_000) });
            if (place == "frozen")
                await Admin.Freeze(session!);

            var ranking = (await _startup.GetAsync(
                $"/financing-requests/{_seeker.RequestId}/ranking?include=excluded,interval&limit=200{(session is null ? "" : "&sessionId=" + session)}")).Expect(200).Json;

            Assert.That(Judgement(ranking, _spent), Is.EqualTo(Judgement(ranking, _rich)), $"{amount}");
        }
    }

    /// <summary>
    /// The prober: a thousand asks of any amount, stage and smallest ticket, in the middle of which the funds' losses change. Nothing in the answers tells the one fund from the
    /// other, or before from after.
    /// </summary>
    [Test]
    public async Task Ranking_ThousandAsks_NothingDependsOnTheFundsLosses()
    {
        // CA5394: reproducible test data, no secrets.
#pragma warning disable CA5394
        var random = new Random(7);
        var stages = Strings.Of("seed", "angel", "pre-a", "a", "b", "c", "d-plus", "pre-ipo");
        var asks = Enumerable.Range(0, 1_000).Select(_ => (Amount: Math.Floor((decimal)Math.Pow(10, 6 + 3.5 * random.NextDouble())), Share: random.Next(1, 11), Stage: stages[random.Next(8)])).ToList();
#pragma warning restore CA5394
        var before = new List<string>();
        foreach (var ask in asks)
            before.Add(await Ask(ask.Amount, ask.Share, ask.Stage));
        var closed = (await Admin.GetAsync($"/funds/{_rich}/positions")).Items.Count;
        await Admin.CreatePosition(_rich, Bodies.Position(700_000_000).With("closedOn", "2026-03-31").With("stage", "seed"));
        await Admin.CreatePosition(_rich, Bodies.Position(200_000_000).With("stage", "seed"));
        await Admin.ChangeAsync($"/funds/{_rich}", new JsonObject { ["breachTolerance"] = 0.01 });
        Assert.That(closed, Is.Zero);

        for (var i = 0; i < asks.Count; i++)
            Assert.That(await Ask(asks[i].Amount, asks[i].Share, asks[i].Stage), Is.EqualTo(before[i]), $"{asks[i]}");

        Assert.That(before.Distinct().Count(), Is.GreaterThan(50), "the asks differ, and so do their answers");
    }

    /// <summary>The fund itself is told: the two are not alike inside.</summary>
    [Test]
    public async Task Ranking_OfTheFund_KnowsItsBooks()
    {
        await Admin.ChangeAsync($"/financing-requests/{_seeker.RequestId}", new JsonObject { ["amountCny"] = 20_000_000, ["minTicketCny"] = 20_000_000 });

        var reasons = (await Admin.GetAsync($"/funds/{_spent}/ranking?include=excluded")).Json.List("excluded")
            .Single(e => e.Text("financingRequestId") == _seeker.RequestId).List("reasons").Select(r => r.Text("code"));

        Assert.That(reasons, Is.EquivalentTo(Strings.Of("commitment-exhausted", "concentration-cap", "loss-allowance-breached", "breach-probability")));
    }

    /// <summary>What the startup is told of both funds, which must be the same but for their names.</summary>
    private async Task<string> Ask(decimal amount, int share, string stage)
    {
        await _startup.ChangeAsync($"/financing-requests/{_seeker.RequestId}", new JsonObject { ["amountCny"] = amount, ["minTicketCny"] = Math.Floor(amount * share / 10), ["stage"] = stage });
        var answer = (await _startup.GetAsync($"/financing-requests/{_seeker.RequestId}/ranking?include=excluded,interval&limit=200")).Expect(200);
        Assert.That(answer.Text, Does.Not.Contain("risk").And.Not.Contain("breach").And.Not.Contain("headroom"));
        var spent = Judgement(answer.Json, _spent);
        Assert.That(Judgement(answer.Json, _rich), Is.EqualTo(spent), $"{amount} {stage}");
        return spent;
    }

    private async Task<string> RegisterAll()
    {
        var session = (await Admin.CreateSession()).Id;
        await Admin.Register(session, Bodies.StartupRegistration(_seeker.StartupId, _seeker.RequestId));
        foreach (var fund in new[] { _rich, _spent })
            await Admin.Register(session, Bodies.FundRegistration(fund));
        return session;
    }

    /// <summary>All that the ranking says of a fund, but for what names it and its place in the list.</summary>
    private static string Judgement(JsonNode ranking, string fund)
    {
        var item = (JsonObject)ranking.List("items").Concat(ranking.List("excluded")).Single(i => i.Text("fundId") == fund).DeepClone();
        return item.Without("fundId").Without("registrationId").Without("rank").ToJsonString();
    }
}
