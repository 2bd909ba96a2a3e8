using Matchmaking.Core.Common;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Models;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

/// <summary>Bounds of likeness in single precision hold the likeness that is computed in double.</summary>
internal sealed class LikenessBoundsTests
{
    private static readonly (double, double)[] _spans = [(0, 0), (0, 0.01), (-0.4, 0.7), (-9, 9)];

    [TestCase(61)]
    [TestCase(62)]
    public void Of_TicketsBetweenBounds_HoldTheirLikeness(int seed)
    {
        var cases = new IndexCases(seed);
        var requests = cases.Requests(300);
        var snapshot = RankingIndex.Build(requests).Current;
        var random = new Random(seed);
        var compared = 0;
        for (var f = 1; f <= 9; f++)
        {
            var fund = cases.Fund(f);
            var query = new IndexQuery(fund, IndexCases.Context(requests, fund), IndexCases.Models(seed).OfType<LearnedModel>().First());
            var tables = new FundTables(query, snapshot.Words, IndexScorer.TryFor(query.Model)!.Needs, new KnownRows(snapshot, query).Nobody);
            for (var i = 0; tables.LikenessBounds is not null && i < 40; i++, compared++)
                Compare(tables, random);
        }

        Assert.That(compared, Is.GreaterThan(100));
    }

    private static void Compare(FundTables tables, Random random)
    {
        var (likeness, bounds, words) = (tables.Likeness!, tables.LikenessBounds!, tables.Words);
        var (set, district, stage) = (random.Next(words.SectorSets.Length), random.Next(words.Districts.Length), (Stage)random.Next(8));
        tables.Prepare(set);
        var (sectors, its) = (tables.OfSectors(set), tables.BoundsOfDistrict(district));
        var (family, products, amounts) = (new float[likeness.Padded], new double[likeness.Padded], new double[likeness.Padded]);
        bounds.Multiply(sectors, tables.OfStage(stage), family);
        likeness.Multiply(sectors.Factors, tables.OfDistrict(district).Factors, tables.OfStage(stage).Factors, products);
        var log = PortableMath.Log(1 + random.NextInt64(10_000_000_000));
        foreach (var (below, above) in _spans)
        {
            var (low, high) = (Math.Max(0, log + below), log + above);
            var (round, nearest, recent) = bounds.Of(family, its.Lower, its.Upper, low, high);
            foreach (var ticket in (double[])[low, log, high])
            {
                likeness.Amounts(ticket, amounts);
                var (exactRound, exactNearest, exactRecent) = likeness.Values(products, amounts);
                Assert.That(exactRound, Is.InRange(round.Lower, round.Upper));
                Assert.That(exactNearest, Is.InRange(nearest.Lower, nearest.Upper));
                Assert.That(exactRecent, Is.InRange(recent.Lower, recent.Upper));
            }

            if (below == above)
                Assert.That(round.Upper - round.Lower, Is.LessThan(0.3), "bounds of one ticket are close");
        }
    }
}
