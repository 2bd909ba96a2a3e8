using System.Text.Json.Nodes;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Concurrency;

/// <summary>Many writers draw on one fund's commitment: at no moment has the fund invested more than it has.</summary>
internal sealed class CommitmentRaceTests : ApiFixture
{
    private const int Writers = 64;
    private const int Rounds = 10_000;
    private const long Commitment = 200_000_000;
    private const int CostMax = 2_000_000;

    private FundId _fund;
    private string _positions = "";

    protected override async Task Arrange()
    {
        _fund = FundId.Parse((await Admin.CreateFund(Bodies.Fund().With("commitmentCny", Commitment))).Id);
        _positions = $"/funds/{_fund}/positions";
    }

    [Test]
    public async Task Positions_ManyWriters_NeverOverTheCommitment()
    {
        using var done = new CancellationTokenSource();
        var watch = Task.Run(() => Watch(done.Token));
        var writers = Enumerable.Range(0, Writers).Select(seed => new Writer(Admin, _fund, seed)).ToList();

        await Task.WhenAll(writers.Select(w => w.Run(Rounds / Writers)));

        await done.CancelAsync();
        Assert.That(await watch, Is.Positive, "states looked at meanwhile");
        foreach (var answer in new[] { "POST 201", "POST 409 commitment-exhausted", "PATCH 200", "PATCH 409 commitment-exhausted", "fund 200", "fund 409 commitment-below-invested", "void 200" })
            Assert.That(writers.Sum(w => w.Answers.GetValueOrDefault(answer)), Is.Positive, answer);
        var (commitment, called) = await Books();
        Assert.That(called.Yuan, Is.EqualTo(writers.Sum(w => w.Held)), "every accepted write counts, and no other");
        await FitsExactly(commitment, called);
    }

    /// <summary>What is left can be invested to the last fen, and not one fen more.</summary>
    private async Task FitsExactly(Money commitment, Money called)
    {
        var left = (commitment - called).Yuan;
        (await Admin.PostAsync(_positions, Bodies.Position().With("costCny", left + 0.01m))).Refused(409, "commitment-exhausted");
        if (left > 0)
            await Admin.CreatePosition(_fund.ToString(), Bodies.Position().With("costCny", left));
        (await Admin.PostAsync(_positions, Bodies.Position().With("costCny", 0.01m))).Refused(409, "commitment-exhausted");
    }

    /// <summary>Looks at the books again and again, each time in one state of the database.</summary>
    private async Task<int> Watch(CancellationToken done)
    {
        var count = 0;
        while (!done.IsCancellationRequested)
        {
            var (commitment, called) = await Books();
            Assert.That(called, Is.LessThanOrEqualTo(commitment));
            count++;
            // A look now and then, not a reader that takes a processor from the writers.
            await Task.Delay(1, CancellationToken.None);
        }

        return count;
    }

    private Task<(Money Commitment, Money Called)> Books() => Server.Services.GetRequiredService<IDatabase>().Read(
        async db => ((await FundStore.Entities.Find(db, _fund.Value))!.CommitmentCny!.Value, (await PositionStore.Costs(db, _fund)).InForce), CancellationToken.None);

    /// <summary>Invests, changes its own positions, voids them, and moves the commitment, by chance.</summary>
    private sealed class Writer(ApiClient admin, FundId fund, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly List<(string Path, decimal Cost)> _held = [];

        /// <summary>How often each answer came.</summary>
        public Dictionary<string, int> Answers { get; } = [];

        public decimal Held => _held.Sum(p => p.Cost);

        public async Task Run(int rounds)
        {
            for (var i = 0; i < rounds; i++)
            {
                await (_random.Next(20) switch
                {
                    < 3 => MoveCommitment(),
                    < 9 when _held.Count > 0 => ChangeCost(),
                    < 11 when _held.Count > 0 => Void(),
                    _ => Invest(),
                });
            }
        }

        private async Task Invest()
        {
            var cost = Cost();
            var answer = await admin.PostAsync($"/funds/{fund}/positions", Bodies.Position().With("costCny", cost));
            if (Count("POST", answer, 201, 409))
                _held.Add(($"/funds/{fund}/positions/{answer.Id}", cost));
        }

        private async Task ChangeCost()
        {
            var (index, cost) = (_random.Next(_held.Count), Cost());
            var path = _held[index].Path;
            if (Count("PATCH", await admin.PatchAsync(path, new JsonObject { ["costCny"] = cost }, "*"), 200, 409))
                _held[index] = (path, cost);
        }

        private async Task Void()
        {
            var index = _random.Next(_held.Count);
            if (Count("void", await admin.PostAsync(_held[index].Path + "/void", new JsonObject { ["reason"] = "entered twice" }), 200))
                _held.RemoveAt(index);
        }

        private async Task MoveCommitment()
        {
            var commitment = (Commitment / 2) + _random.NextInt64(Commitment);
            Count("fund", await admin.PatchAsync($"/funds/{fund}", new JsonObject { ["commitmentCny"] = commitment }, "*"), 200, 409);
        }

        private decimal Cost() => 0.01m * _random.Next(1, CostMax * 100);

        private bool Count(string what, Answer answer, params int[] expected)
        {
            Assert.That(answer.Status, Is.AnyOf([.. expected.Cast<object>()]), $"{answer.Request}: {answer.Text}");
            var name = answer.Status < 300 ? $"{what} {answer.Status}" : $"{what} {answer.Status} {answer.Code}";
            Answers[name] = Answers.GetValueOrDefault(name) + 1;
            return answer.Status < 300;
        }
    }
}
