using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// What a pair of ranks weighs before gains and ideal DCG: NDCG-Loss2++ of X. Wang et al., "The LambdaLoss Framework for Ranking Metric
/// Optimization", CIKM 2018, section 5: |D_i - D_j|, the change of DCG that exchanging the two makes (LambdaRank), plus
/// <c>gapShare</c> times D_(j-i) - D_(j-i+1), which counts rows that stand close together wherever they stand. D_r = 1 / log2(r + 1), ranks from 1.
/// </summary>
/// <remarks>The second part makes 100 trees order new groups as well as 200 without it (docs/ranking.md has figures).</remarks>
internal sealed class PairWeights
{
    private readonly float[] _weights;
    private readonly int _room;

    /// <param name="mostRows">Of any group.</param>
    /// <param name="truncation">How many first ranks make pairs with all below them.</param>
    /// <param name="gapShare"><see cref="BoostingOptions.GapShare"/>.</param>
    public PairWeights(int mostRows, int truncation, double gapShare)
    {
        Truncation = Math.Min(truncation, mostRows);
        _room = LambdaPairs.RoomFor(mostRows);
        _weights = new float[Truncation * _room];
        var discounts = new double[_room + 2];
        for (var rank = 1; rank < discounts.Length; rank++)
            discounts[rank] = Dcg.Discount(rank);
        for (var i = 0; i < Truncation; i++)
        {
            for (var j = i + 1; j < _room; j++)
                _weights[i * _room + j] = (float)(discounts[i + 1] - discounts[j + 1] + gapShare * (discounts[j - i] - discounts[j - i + 1]));
        }
    }

    public int Truncation { get; }

    /// <summary>The weights of rank i with each rank, both from 0; 0 for ranks up to i.</summary>
    public ReadOnlySpan<float> Of(int i, int room) => _weights.AsSpan(i * _room, room);
}
