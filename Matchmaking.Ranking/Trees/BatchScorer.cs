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

    /// <summary>Blocks that one part scores before the next: its questions stay in the cache.</summary>
    private const int Together = 16;

    [ThreadStatic]
    private static float[]? _columns;

    [ThreadStatic]
    private static Vector256<byte>[]? _room;

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
        var done = BitScorer.IsSupported ? ScoreBlocks(rows, scores) : 0;
        for (; done < scores.Length; done++)
            scores[done] = _rows.Score(rows.Slice(done * features, features));
    }

    /// <summary>Raw scores of all rows in steps of 2^-32.</summary>
    /// <exception cref="ArgumentException">Rows of another number of features.</exception>
    public long[] Score(FeatureMatrix matrix)
    {
        var scores = new long[matrix.Rows];
        Score(matrix.Slice(0, matrix.Rows), scores);
        return scores;
    }

    /// <returns>How many rows were scored; the few that are left are not worth a block.</returns>
    private int ScoreBlocks(ReadOnlySpan<float> rows, Span<long> scores)
    {
        var features = _ensemble.Features;
        var most = Math.Min(Together, (scores.Length + BitScorer.Rows - 1) / BitScorer.Rows);
        // Kept by each thread: whoever scores batch after batch would otherwise leave behind a hundred kilobytes each time.
        var columns = _columns is { } kept && kept.Length >= most * features * BitScorer.Rows ? kept : _columns = new float[most * features * BitScorer.Rows];
        Span<long> sums = stackalloc long[most * BitScorer.Rows];
        var room = _room ??= new Vector256<byte>[MostBytes];
        var done = 0;
        while (scores.Length - done >= FewRows)
        {
            var count = Math.Min(most * BitScorer.Rows, scores.Length - done);
            var blocks = (count + BitScorer.Rows - 1) / BitScorer.Rows;
            if (count % BitScorer.Rows is > 0 and < FewRows && blocks > 1)
                count = --blocks * BitScorer.Rows;
            Transpose(rows.Slice(done * features, count * features), features, columns);
            sums.Fill(_baseline);
            foreach (var part in _parts)
            {
                for (var block = 0; block < blocks; block++)
                    part.Add(columns.AsSpan(block * features * BitScorer.Rows, features * BitScorer.Rows), room, sums.Slice(block * BitScorer.Rows, BitScorer.Rows));
            }

            sums[..count].CopyTo(scores[done..]);
            done += count;
        }

        return done;
    }

    private static void Transpose(ReadOnlySpan<float> rows, int features, Span<float> columns)
    {
        for (var row = 0; row * features < rows.Length; row++)
        {
            var block = row / BitScorer.Rows * features;
            var place = BitScorer.Place(row % BitScorer.Rows);
            var values = rows.Slice(row * features, features);
            for (var feature = 0; feature < values.Length; feature++)
                columns[(block + feature) * BitScorer.Rows + place] = values[feature];
        }
    }
}
