using System.Text;
using Matchmaking.Ranking.Snapshots;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Snapshots;

/// <summary>A freeze of layout 1, kept by the version before there was a loss model, is replayed to the byte.</summary>
internal sealed class OldSnapshotTests
{
    private static readonly string _folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden");

    [Test]
    public void Recompute_SnapshotBeforeTheLossModel_TheRankingsOfThen()
    {
        var kept = File.ReadAllLines(Path.Combine(_folder, "freeze-1.rankings.jsonl"));

        var recomputed = SnapshotRanking.Recompute(File.ReadAllBytes(Path.Combine(_folder, "freeze-1.snapshot.json")));

        Assert.That(recomputed.Select(r => Encoding.UTF8.GetString(r.Body)), Is.EqualTo(kept));
        Assert.That(SnapshotRanking.Hash(recomputed), Is.EqualTo("23f3608ab8bdcec21f1d491d46516456dab98620683ce6f8e6e9b2a53e1ddae7"));
        Assert.That(kept, Has.Some.Contains("\"breachProbabilityAfter\":null"));
    }
}
