using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Exposure;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Exposure;

internal sealed class NewcomerExposureTests
{
    private const int Requests = 40;
    private const int Funds = 30;

    [Test]
    public void Apply_Newcomers_EachIsSeenAsOftenAsAskedWhereThereIsRoomAndTheOthersKeepTheirOrder([Range(1, 5)] int seed)
    {
        var rankings = Rankings(seed);
        FinancingRequestId[] newcomers = [Samples.Request(3), Samples.Request(7), Samples.Request(21)];
        var facts = new ExposureFacts { MinExposure = Ratio.FromBasisPoints(2_500), Seed = seed, Newcomers = newcomers };

        var shown = NewcomerExposure.Apply(rankings, facts);

        foreach (var newcomer in newcomers)
        {
            var standing = shown.Where(r => r.Items.Any(i => i.FinancingRequestId == newcomer)).ToArray();
            Assert.That(standing.Count(r => r.Items.Single(i => i.FinancingRequestId == newcomer).Rank <= 10), Is.GreaterThanOrEqualTo((int)Math.Ceiling(0.25 * standing.Length)));
        }

        foreach (var (before, after) in rankings.Zip(shown))
        {
            var raised = after.Items.Where(i => i.LiftedFrom is not null).ToArray();
            Assert.That(raised, Has.Length.LessThanOrEqualTo(2));
            Assert.That(raised.Select(i => i.FinancingRequestId!.Value), Is.SubsetOf(newcomers));
            Assert.That(raised.Select(i => i.Rank), Is.All.LessThanOrEqualTo(10));
            Assert.That(raised.Select(i => i.LiftedFrom), Is.EqualTo(raised.Select(i => (int?)before.Items.Single(b => b.FinancingRequestId == i.FinancingRequestId).Rank)).And.All.GreaterThan(10));
            Assert.That(after.Items.Select(i => i.Rank), Is.EqualTo(Enumerable.Range(1, after.Items.Count)));
            Assert.That(after.Items.Except(raised).Select(i => (i.FinancingRequestId, i.RawScore)), Is.EqualTo(before.Items.Where(b => raised.All(r => r.FinancingRequestId != b.FinancingRequestId)).Select(i => (i.FinancingRequestId, i.RawScore))));
            Assert.That(after.InputHash, Is.Not.EqualTo(before.InputHash));
        }

        Assert.That(shown.SelectMany(r => r.Items).Any(i => i.LiftedFrom is not null));
    }

    [Test]
    public void Apply_MoreNewcomersThanRoom_NeverMoreThanTwoInARanking()
    {
        var all = Enumerable.Range(1, Requests).Select(Samples.Request).ToArray();

        var shown = NewcomerExposure.Apply(Rankings(1), new() { MinExposure = Ratio.One, Seed = 1, Newcomers = all });

        Assert.That(shown.Select(r => r.Items.Count(i => i.LiftedFrom is not null)), Is.All.LessThanOrEqualTo(2).And.Some.EqualTo(2));
        foreach (var (before, after) in Rankings(1).Zip(shown))
            Assert.That(after.Items.Take(8).Select(i => i.FinancingRequestId), Is.EqualTo(before.Items.Take(8).Select(i => i.FinancingRequestId)), "the first eight stand by their scores");
    }

    [Test]
    public void Apply_SameSeedInAnyOrderOfNewcomers_SameRankings()
    {
        FinancingRequestId[] newcomers = [.. Enumerable.Range(1, Requests).Select(Samples.Request)];
        ExposureFacts facts = new() { MinExposure = Ratio.One, Seed = 5, Newcomers = newcomers };

        var one = Lifted(NewcomerExposure.Apply(Rankings(2), facts));

        Assert.That(Lifted(NewcomerExposure.Apply(Rankings(2), facts with { Newcomers = [.. newcomers.Reverse()] })) == one, Is.True);
        Assert.That(Lifted(NewcomerExposure.Apply(Rankings(2), facts with { Seed = 6 })) == one, Is.False, "when there is not room for all, others take their turn");
    }

    private static string Lifted(IReadOnlyList<RankingBody> rankings) => string.Join(';', rankings.Select(r => string.Join(',', r.Items.Select(i => $"{i.FinancingRequestId} {i.Rank} {i.LiftedFrom}"))));

    /// <summary>Some requests in each ranking, in an order that is alike everywhere: some stand low with everybody.</summary>
    private static RankingBody[] Rankings(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(1, Funds).Select(Ranking)];

        RankingBody Ranking(int fund)
        {
            var scores = Enumerable.Range(1, Requests).Where(_ => random.NextDouble() < 0.8).Select(r => (Request: r, Score: -r + (8 * random.NextDouble()))).OrderByDescending(r => r.Score).ToArray();
            return new()
            {
                Subject = new(RankingSubject.Fund, Samples.Fund(fund).Value),
                ModelVersion = "prior-2",
                InputHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([(byte)fund])),
                AsOf = Samples.AsOf,
                Total = scores.Length,
                Items = [.. scores.Select((s, i) => new RankedItem { Rank = i + 1, FinancingRequestId = Samples.Request(s.Request), RawScore = s.Score, Contributions = [] })],
            };
        }
    }
}
