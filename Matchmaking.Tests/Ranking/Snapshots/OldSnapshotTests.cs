using System.Text;
using Matchmaking.Ranking.Snapshots;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Snapshots;

/// <summary>Freezes of earlier layouts, kept by the versions of then (1: before the loss model, 2: before usual tickets), are replayed to the byte.</summary>
internal sealed class OldSnapshotTests
{
    private static readonly string _folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden");

    [TestCase("freeze-1", "23f3608ab8bdcec21f1d491d46516456dab98620683ce6f8e6e9b2a53e1ddae7", "\"breachProbabilityAfter\":null", TestName = "Recompute_SnapshotBeforeTheLossModel_TheRankingsOfThen")]
    [TestCase("freeze-2", "4fd1e08ae32f5472c19e2248a1605542bb44d9cd7dffcc0f15e5e8d7fe86f1db", "\"breachProbabilityChange\":", TestName = "Recompute_SnapshotBeforeUsualTickets_TheRankingsOfThen")]
    public void Recompute_OldSnapshot_TheRankingsOfThen(string name, string sha256, string holds)
    {
        var kept = File.ReadAllLines(Path.Combine(_folder, $"{name}.rankings.jsonl"));

        var recomputed = SnapshotRanking.Recompute(File.ReadAllBytes(Path.Combine(_folder, $"{name}.snapshot.json")));

        Assert.That(recomputed.Select(r => Encoding.UTF8.GetString(r.Body)), Is.EqualTo(kept));
        Assert.That(SnapshotRanking.Hash(recomputed), Is.EqualTo(sha256));
        Assert.That(kept, Has.Some.Contains(holds).And.None.Contains("usualTicketCny"));
    }
}
