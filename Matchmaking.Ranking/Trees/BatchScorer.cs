using System.Runtime.Intrinsics;

namespace Matchmaking.Ranking.Trees;

/// <summary>
/// Scores many rows: by sets of leaves (<see cref="BitScorer"/>) where the processor has the instructions, row by row where it has
/// not and for a few rows. The bits are the same. Immutable, may be shared by threads.
/// </summary>
public sealed class BatchScorer
{
    /// <summary>Trees are taken together while their sets of leaves fit into half of a first-level cache.</summary>
    private const int MostBytes = 512;

    /// <summary>So few rows are walked one by one in less time than 32 take together.</summary>
    private const int FewRows = 4;

    private readonly TreeEnsemble _ensemble;
    private readonly RowScorer _rows;
    private readonly BitScorer[] _parts;
    private readonly long _baseline;

    public BatchScorer(TreeEnsemble ensemble)
    {
        _ensemble = ensemble;
        _rows = new(ensemble);
        _baseline = ensemble.Baseline;
        var parts = new List<BitScorer>();
        var part = new List<RegressionTree>();
        var bytes = 0;
        foreach (var tree in ensemble.Trees)
        {
            if (tree.Nodes.Length == 0)
            {
                _baseline += tree.Leaves[0];
                continue;
            }

            if (bytes + BitScorer.BytesOf(tree) > MostBytes)
            {
                parts.Add(new(part));
                part.Clear();
                bytes = 0;
            }

            part.Add(tree);
            bytes += BitScorer.BytesOf(tree);
        }

        if (part.Count > 0)
            parts.Add(new(part));
        _parts = [.. parts];
    }

    /// <summary>Raw scores in steps of 2^-32.</summary>
    /// <param name="rows">Rows x features, row-major; NaN where missing.</param>
    /// <param name="scores">One a row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Score(ReadOnlySpan<float> rows, Span<long> scores)
    {
        var features = _ensemble.Features;
        if (rows.Length != (long)scores.Length * features)
            throw new ArgumentException($"{rows.Length} values for {scores.Length} rows of {features} features.", nameof(rows));
        var done = 0;
        if (BitScorer.IsSupported && scores.Length >= FewRows)
        {
            var columns = new float[features * BitScorer.Rows];
            var room = new Vector256<byte>[MostBytes];
            Span<long> sums = stackalloc long[BitScorer.Rows];
            while (scores.Length - done >= FewRows)
            {
                var count = Math.Min(BitScorer.Rows, scores.Length - done);
                Transpose(rows.Slice(done * features, count * features), features, columns);
                sums.Fill(_baseline);
                foreach (var part in _parts)
                    part.Add(columns, room, sums);
                sums[..count].CopyTo(scores[done..]);
                done += count;
            }
        }

        for (; done < scores.Length; done++)
            scores[done] = _rows.Score(rows.Slice(done * features, features));
    }

    private static void Transpose(ReadOnlySpan<float> rows, int features, Span<float> columns)
    {
        for (var row = 0; row * features < rows.Length; row++)
        {
            var place = BitScorer.Place(row);
            var values = rows.Slice(row * features, features);
            for (var feature = 0; feature < values.Length; feature++)
                columns[feature * BitScorer.Rows + place] = values[feature];
        }
    }
}
