using System.Security.Cryptography;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Ranking.Exposure;

/// <summary>
/// Lifts newcomers into the first ten of some funds' rankings: a model that learns from what was seen never learns about what nobody sees. Bounded: at most two of a ranking's first ten, at its
/// end; the others keep their order. Which rankings: those in which the newcomer stands highest, where it costs least. Scores stay as they are, and every lifted item says where it stood.
/// </summary>
public static class NewcomerExposure
{
    /// <summary>Ranks that count as seen.</summary>
    public const int Seen = 10;

    /// <summary>Lifted items in one ranking, at most.</summary>
    public const int LiftedMost = 2;

    /// <param name="rankings">Of all funds of a session.</param>
    /// <param name="facts">How much, and for whom.</param>
    /// <returns>The same rankings in the same order, with lifted items.</returns>
    public static IReadOnlyList<RankingBody> Apply(IReadOnlyList<RankingBody> rankings, ExposureFacts facts)
    {
        facts = facts.Canonical();
        var lifted = rankings.Select(_ => new HashSet<FinancingRequestId>()).ToArray();
        var places = rankings.Select(r => r.Items.ToDictionary(i => i.FinancingRequestId!.Value, i => i.Rank)).ToArray();
        FinancingRequestId[] newcomers = [.. facts.Newcomers];
        new SplitMix64((ulong)facts.Seed).Choose(newcomers.AsSpan(), newcomers.Length);
        foreach (var newcomer in newcomers)
        {
            var standing = Enumerable.Range(0, rankings.Count).Where(r => places[r].ContainsKey(newcomer)).ToArray();
            var needed = Needed(standing.Length, facts) - standing.Count(r => places[r][newcomer] <= Seen);
            foreach (var ranking in standing.Where(r => places[r][newcomer] > Seen && lifted[r].Count < LiftedMost).OrderBy(r => places[r][newcomer]).Take(Math.Max(0, needed)))
                lifted[ranking].Add(newcomer);
        }

        return [.. rankings.Select((ranking, i) => With(ranking, lifted[i], facts))];
    }

    private static int Needed(int rankings, ExposureFacts facts) => (int)(((long)rankings * facts.MinExposure.BasisPoints + 9_999) / 10_000);

    private static RankingBody With(RankingBody ranking, HashSet<FinancingRequestId> lifted, ExposureFacts facts)
    {
        var raised = ranking.Items.Where(i => lifted.Contains(i.FinancingRequestId!.Value)).Select(i => i with { LiftedFrom = i.Rank }).ToArray();
        RankedItem[] others = [.. ranking.Items.Where(i => !lifted.Contains(i.FinancingRequestId!.Value))];
        var before = Seen - raised.Length;
        return ranking with
        {
            InputHash = HashOf(ranking.InputHash, facts),
            Items = raised.Length == 0 ? ranking.Items : [.. others.Take(before).Concat(raised).Concat(others.Skip(before)).Select((item, i) => item with { Rank = i + 1 })],
        };
    }

    /// <summary>What a ranking comes from, the exposure among it.</summary>
    private static string HashOf(string inputHash, ExposureFacts facts) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(inputHash), .. Canon.Digest(facts)]));
}
