using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

internal sealed class FeatureSlotsTests
{
    [Test]
    public void Knows_EveryFeatureOfThisBuild() => Assert.That(FeatureSet.All.Infos.Where(i => !FeatureSlots.Knows(i)), Is.Empty, "say what a new feature reads");

    [Test]
    public void Knows_AnotherRevision_No() => Assert.That(FeatureSlots.Knows(FeatureSet.All.Infos[0] with { Revision = 2 }), Is.False);

    [Test]
    public void Of_FeaturesWithoutASlot_AreTheSameForAllOrdinaryCandidates()
    {
        var cases = new IndexCases(41);
        RequestFacts[] requests = [.. cases.Requests(300).Where(r => r.StartupId.CompareTo(Samples.Startup(1_000)) > 0)];
        for (var f = 2; f <= 24; f += 2)
        {
            var fund = cases.Fund(f);
            var context = IndexCases.Context(requests, fund) with { Preferences = PreferenceSet.Empty };
            var pool = CandidatePool.OfFund(fund, [.. requests.Select(RequestProfile.Of)], context, includeExcluded: false, withHistories: true);
            for (var column = 0; column < FeatureSet.All.Count; column++)
            {
                if (FeatureSlots.Of(FeatureSet.All.Infos[column]) is not null)
                    continue;
                var values = pool.Pairs.ToArray().Select(p => FeatureSet.All[column].Value(p)).Distinct().ToArray();
                Assert.That(values, Has.Length.LessThanOrEqualTo(1), FeatureSet.All.Infos[column].Name);
            }
        }
    }
}
