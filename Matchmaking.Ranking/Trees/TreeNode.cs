namespace Matchmaking.Ranking.Trees;

/// <summary>One question of a tree: a row goes right where its value is above the threshold, or missing and so directed.</summary>
/// <param name="Feature">Position in the row.</param>
/// <param name="Threshold">Values up to it go left. A finite number.</param>
/// <param name="MissingRight">Where a row without the value goes.</param>
/// <param name="Left">An inner node, or the complement (~) of a leaf.</param>
/// <param name="Right">The same for the other side.</param>
public readonly record struct TreeNode(int Feature, float Threshold, bool MissingRight, int Left, int Right)
{
    public bool GoesRight(float value) => float.IsNaN(value) ? MissingRight : value > Threshold;
}
