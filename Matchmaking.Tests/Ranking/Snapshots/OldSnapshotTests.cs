using System.Text;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Snapshots;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Snapshots;

/// <summary>Freezes of earlier layouts, kept by the versions of then (1: before the loss model, 2: before usual tickets, 3: before earlier meetings), are replayed to the byte.</summary>
internal sealed class OldSnapshotTests
{
    private static readonly string _folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden");

    [TestCase("freeze-1", "23f3608ab8bdcec21f1d491d46516456dab98620683ce6f8e6e9b2a53e1ddae7", "\"breachProbabilityAfter\":null", TestName = "Recompute_SnapshotBeforeTheLossModel_TheRankingsOfThen")]
    [TestCase("freeze-2", "4fd1e08ae32f5472c19e2248a1605542bb44d9cd7dffcc0f15e5e8d7fe86f1db", "\"breachProbabilityChange\":", TestName = "Recompute_SnapshotBeforeUsualTickets_TheRankingsOfThen")]
    [TestCase("freeze-3", "877b1d373be90c4976a45891db1c94bd86a6ac1209673a15edd332b2f4c26f6e", "\"usualTicketCny\":", TestName = "Recompute_SnapshotBeforeEarlierMeetings_TheRankingsOfThen")]
    public void Recompute_OldSnapshot_TheRankingsOfThen(string name, string sha256, string holds)
    {
        var kept = File.ReadAllLines(Path.Combine(_folder, $"{name}.rankings.jsonl"));

        var recomputed = SnapshotRanking.Recompute(File.ReadAllBytes(Path.Combine(_folder, $"{name}.snapshot.json")));

        Assert.That(recomputed.Select(r => Encoding.UTF8.GetString(r.Body)), Is.EqualTo(kept));
        Assert.That(SnapshotRanking.Hash(recomputed), Is.EqualTo(sha256));
        Assert.That(kept, Has.Some.Contains(holds));
    }

    [TestCase("freeze-1", 1)]
    [TestCase("freeze-2", 2)]
    [TestCase("freeze-3", 3)]
    public void ToBytes_OldSnapshot_TheBytesOfThen(string name, int format)
    {
        var bytes = File.ReadAllBytes(Path.Combine(_folder, $"{name}.snapshot.json"));

        var snapshot = RankingSnapshot.FromBytes(bytes);

        Assert.That(snapshot.FormatVersion, Is.EqualTo(format));
        Assert.That(Encoding.UTF8.GetString(snapshot.ToBytes()), Is.EqualTo(Encoding.UTF8.GetString(bytes)));
    }

    [Test]
    public void Recompute_ModelFromBeforeFeaturesWereAdded_TheRankingsOfThen()
    {
        // Kept by the version whose features these 44 were.
        var model = new LearnedModel(ModelFile.Read(File.ReadAllBytes(Path.Combine(_folder, "model-1-44-features.bin"))));
        var snapshot = RankingSnapshot.FromBytes(File.ReadAllBytes(Path.Combine(_folder, "freeze-3.snapshot.json"))) with { ModelVersion = model.Version };

        var recomputed = SnapshotRanking.Compute(snapshot, model);

        Assert.That(model.Features(RankingDirection.FundToRequests), Has.Count.EqualTo(44));
        Assert.That(SnapshotRanking.Hash(recomputed), Is.EqualTo("c974fca3393844bd2da6b659d7ac96d0cc3af33d46d6d88b760ab1ca83602212"));
    }
}
