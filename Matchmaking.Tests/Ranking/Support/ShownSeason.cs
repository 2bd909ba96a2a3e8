using Matchmaking.Ranking.LambdaMart;
using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>Outcomes of what was shown: a candidate is looked at with a probability that falls with its rank, and liked if it is good. The truth is known.</summary>
/// <param name="Rows">Features.</param>
/// <param name="Truth">1 where it is good.</param>
/// <param name="Outcomes">1 where it was liked.</param>
/// <param name="Scores">By which it was shown.</param>
/// <param name="Shown">The rank at which it was shown, from 1.</param>
internal sealed record ShownSeason(float[][] Rows, double[] Truth, double[] Outcomes, double[] Scores, int[] Shown)
{
    /// <summary>In each group.</summary>
    public const int Candidates = 20;

    /// <summary>The inverse of how likely each was looked at, estimated from the outcomes.</summary>
    public double[] EstimatedWeights
    {
        get
        {
            var bias = PositionBias.Estimate([.. Shown.Select((rank, row) => new ShownOutcome(rank, Scores[row], Outcomes[row]))]);
            return [.. Shown.Select(r => bias.WinnerWeight(r))];
        }
    }

    public RankingSet Set(double[] labels, double[]? winnerWeights = null) =>
        RankingSet.Create(new([.. Rows.SelectMany(r => r)], Rows[0].Length), labels, [.. Enumerable.Repeat(Candidates, Rows.Length / Candidates)], winnerWeights);

    /// <summary>
    /// Features 0 and 1 make a candidate good. What was shown followed feature 2 above all, which says nothing of how good it is, and in some groups all candidates have
    /// more of it than in others.
    /// </summary>
    public static ShownSeason Make(int seed, int groups, bool shownAtRandom = false)
    {
        var random = new Random(seed);
        var rows = new List<float[]>();
        var (truth, outcomes, scores, shown) = (new List<double>(), new List<double>(), new List<double>(), new List<int>());
        for (var group = 0; group < groups; group++)
        {
            var level = random.NextSingle();
            float[][] candidates = [.. Enumerable.Range(0, Candidates).Select(_ => new[] { random.NextSingle(), random.NextSingle(), level + random.NextSingle(), random.NextSingle() })];
            double[] scored = [.. candidates.Select(c => shownAtRandom ? random.NextDouble() : c[2] + 0.3 * c[0])];
            int[] ranks = [.. scored.Select(s => 1 + scored.Count(other => other > s))];
            for (var i = 0; i < Candidates; i++)
            {
                var good = candidates[i][0] + candidates[i][1] > 1.4;
                // Looked at with probability 1 / rank; a poor one is liked once in twenty.
                var liked = random.NextDouble() < 1.0 / ranks[i] && random.NextDouble() < (good ? 0.9 : 0.05);
                rows.Add(candidates[i]);
                truth.Add(good ? 1 : 0);
                outcomes.Add(liked ? 1 : 0);
            }

            scores.AddRange(scored);
            shown.AddRange(ranks);
        }

        return new([.. rows], [.. truth], [.. outcomes], [.. scores], [.. shown]);
    }
}
