using System.Runtime.Intrinsics;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>A leaf of a tree that is still growing.</summary>
/// <param name="start">Where its rows begin in the partition.</param>
/// <param name="count">How many rows.</param>
/// <param name="range">What it may answer.</param>
/// <param name="cells">Its histogram; null once there is no more use for it.</param>
internal sealed class GrowingLeaf(int start, int count, AnswerRange range, Vector128<long>[]? cells)
{
    public int Start { get; } = start;

    public int Count { get; } = count;

    public AnswerRange Range { get; } = range;

    public Vector128<long>[]? Cells { get; set; } = cells;

    public LeafSums Sums { get; set; }

    public Split? Best { get; set; }

    /// <summary>What it adds to a score, in steps of 2^-32; set when the tree is grown.</summary>
    public long Value { get; set; }
}
