using Microsoft.ML.Data;

namespace Matchmaking.Ranking.MlNet;

/// <summary>One row as ML.NET reads it.</summary>
internal sealed class MlNetRow
{
    /// <summary>Their number is set with the data.</summary>
    public float[] Features { get; set; } = [];

    public float Label { get; set; }

    /// <summary>From 1; rows of a group follow each other.</summary>
    [KeyType(int.MaxValue)]
    public uint GroupId { get; set; }

    public float Weight { get; set; } = 1;
}
