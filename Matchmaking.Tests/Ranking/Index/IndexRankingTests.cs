using Matchmaking.Ranking.Index;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

/// <summary>An index ranks as the ranker does.</summary>
internal sealed class IndexRankingTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Page_RandomRequestsAndFunds_AsTheRanker(int seed)
    {
        var cases = new IndexCases(seed);
        var requests = cases.Requests(400);
        var snapshot = RankingIndex.Build(requests).Current;
        var totals = new List<int>();
        for (var f = 1; f <= 12; f++)
        {
            var fund = cases.Fund(f);
            foreach (var model in IndexCases.Models(seed))
            {
                var query = new IndexQuery(fund, IndexCases.Context(requests, fund), model) { Scope = f % 4 == 0 ? IndexScope.All : IndexScope.Open };

                totals.Add(IndexCases.Check(snapshot, requests, query).Total);
            }
        }

        Assert.That(totals, Has.Some.GreaterThan(100).And.Some.LessThan(10));
    }
}
