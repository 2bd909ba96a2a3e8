using Matchmaking.Ranking.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Matchmaking.Ranking.MlNet;

/// <summary>
/// Rows of a set as ML.NET reads them. Groups are numbered as they stand in the set, where each is in one piece: ML.NET would make two of a group whose rows do not follow each other.
/// A group without weight is left out, as if it were not there.
/// </summary>
/// <param name="set">The rows.</param>
internal sealed class MlNetRows(RankingSet set)
{
    /// <summary>What stands in for missing values.</summary>
    public MissingValues Missing { get; } = new(set.Matrix);

    /// <summary>All rows that count.</summary>
    /// <param name="ml">Where they are read.</param>
    /// <param name="weights">By group; empty for 1 each.</param>
    public IDataView View(MLContext ml, IReadOnlyList<double> weights)
    {
        var schema = SchemaDefinition.Create(typeof(MlNetRow));
        schema[nameof(MlNetRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, set.Matrix.Features);
        return ml.Data.LoadFromEnumerable(Rows(weights), schema);
    }

    /// <summary>The column of weights, where there are any: without it ML.NET takes a shorter way.</summary>
    public string? WeightColumn(IReadOnlyList<double> weights) => weights.Count == 0 && set.WinnerWeights.IsEmpty ? null : nameof(MlNetRow.Weight);

    /// <summary>Whether the groups that count have two rows to order.</summary>
    public bool HasPair(IReadOnlyList<double> weights) => Counted(weights).Any(set.HasPair);

    /// <summary>Places of the rows that count.</summary>
    public IEnumerable<int> Places(IReadOnlyList<double> weights) => Counted(weights).SelectMany(g => Enumerable.Range(set.GroupStarts[g], set.GroupStarts[g + 1] - set.GroupStarts[g]));

    private IEnumerable<int> Counted(IReadOnlyList<double> weights) => Enumerable.Range(0, set.Groups).Where(g => weights.Count == 0 || weights[g] > 0);

    /// <summary>
    /// ML.NET weighs rows, not pairs: what a pair counts by its row with the higher label, that row counts. Rows with the label 0 win no pair; weighing them too undoes most of the
    /// correction (docs/ml-net.md has the figures).
    /// </summary>
    private float WinnerWeight(int row) => set.WinnerWeights.IsEmpty || set.Labels[row] == 0 ? 1 : set.WinnerWeights[row];

    private IEnumerable<MlNetRow> Rows(IReadOnlyList<double> weights)
    {
        foreach (var group in Counted(weights))
        {
            for (var row = set.GroupStarts[group]; row < set.GroupStarts[group + 1]; row++)
            {
                var features = new float[set.Matrix.Features];
                Missing.Fill(set.Matrix.Row(row), features);
                yield return new() { Features = features, Label = set.Labels[row], GroupId = (uint)group + 1, Weight = (weights.Count == 0 ? 1 : (float)weights[group]) * WinnerWeight(row) };
            }
        }
    }
}
