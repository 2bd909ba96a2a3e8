using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Ranking.Snapshots;

/// <summary>Where a replay first differs from what was kept.</summary>
/// <param name="Subject">Whose ranking.</param>
/// <param name="SubjectId">Its id.</param>
/// <param name="Offset">The first byte that differs, from 0; the shorter length where one ranking begins like the other.</param>
public sealed record ReplayDifference(RankingSubject Subject, Guid SubjectId, int Offset);

/// <summary>What came of recomputing kept rankings.</summary>
/// <param name="Sha256">Over the recomputed rankings, <see cref="SnapshotRanking.Hash"/>.</param>
/// <param name="FirstDifference">Null when every byte is the same.</param>
public sealed record ReplayResult(string Sha256, ReplayDifference? FirstDifference)
{
    public bool Identical => FirstDifference is null;
}

/// <summary>Recomputes a freeze from its stored input and compares it with its stored rankings, byte by byte.</summary>
public static class Replay
{
    /// <param name="snapshot">The stored input.</param>
    /// <param name="kept">The stored rankings, in any order.</param>
    /// <param name="model">The snapshot's model; null where it is one of this build's own.</param>
    /// <exception cref="ModelUnavailableException">The model is another, or none was given and this build does not have it.</exception>
    /// <exception cref="System.Text.Json.JsonException">Not a snapshot of a layout that this build knows.</exception>
    public static ReplayResult Run(ReadOnlySpan<byte> snapshot, IReadOnlyList<FrozenRanking> kept, IRankingModel? model = null)
    {
        var recomputed = SnapshotRanking.Recompute(snapshot, model);
        return new(SnapshotRanking.Hash(recomputed), FirstDifference(recomputed, kept));
    }

    private static ReplayDifference? FirstDifference(IReadOnlyList<FrozenRanking> recomputed, IReadOnlyList<FrozenRanking> kept)
    {
        var left = kept.ToDictionary(k => (k.Subject, k.SubjectId), k => k.Body);
        foreach (var ranking in recomputed)
        {
            var body = left.Remove((ranking.Subject, ranking.SubjectId), out var stored) ? stored : [];
            var same = body.AsSpan().CommonPrefixLength(ranking.Body);
            if (same < body.Length || same < ranking.Body.Length)
                return new(ranking.Subject, ranking.SubjectId, same);
        }

        // Kept rankings of subjects that the snapshot does not know.
        return kept.Where(k => left.ContainsKey((k.Subject, k.SubjectId))).Select(k => new ReplayDifference(k.Subject, k.SubjectId, 0)).FirstOrDefault();
    }
}
