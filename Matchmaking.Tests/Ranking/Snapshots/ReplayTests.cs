using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Snapshots;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Snapshots;

internal sealed class ReplayTests
{
    private static readonly RankingSnapshot _snapshot = new RandomFacts(21).Snapshot(4, 9);

    [Test]
    public void Run_KeptRankings_Identical()
    {
        var kept = SnapshotRanking.Compute(_snapshot);

        var result = Replay.Run(_snapshot.ToBytes(), [.. kept.Reverse()]);

        Assert.That((result.Identical, result.Sha256, result.FirstDifference), Is.EqualTo((true, SnapshotRanking.Hash(kept), (ReplayDifference?)null)));
    }

    [Test]
    public void Run_OneByteChanged_NamesIt()
    {
        var kept = SnapshotRanking.Compute(_snapshot);
        kept[5].Body[77] ^= 1;

        var result = Replay.Run(_snapshot.ToBytes(), kept);

        Assert.That(result.FirstDifference, Is.EqualTo(new ReplayDifference(RankingSubject.FinancingRequest, Samples.Request(2).Value, 77)));
    }

    [Test]
    public void Run_RankingMissingOrCutOrStrange_Differs()
    {
        var kept = SnapshotRanking.Compute(_snapshot);
        var strange = kept[0] with { SubjectId = Samples.Fund(99).Value };
        var cut = kept[0] with { Body = kept[0].Body[..10] };

        Assert.That(Differs([.. kept.Skip(1)]), Is.EqualTo((Samples.Fund(1).Value, 0)));
        Assert.That(Differs([cut, .. kept.Skip(1)]), Is.EqualTo((Samples.Fund(1).Value, 10)));
        Assert.That(Differs([.. kept, strange]), Is.EqualTo((Samples.Fund(99).Value, 0)));
    }

    [Test]
    public void Run_FactChanged_Differs()
    {
        var other = _snapshot with { AsOf = _snapshot.AsOf.AddDays(1) };

        Assert.That(Replay.Run(other.ToBytes(), SnapshotRanking.Compute(_snapshot)).Identical, Is.False);
    }

    private static (Guid, int) Differs(IReadOnlyList<FrozenRanking> kept)
    {
        var difference = Replay.Run(_snapshot.ToBytes(), kept).FirstDifference!;
        return (difference.SubjectId, difference.Offset);
    }
}
