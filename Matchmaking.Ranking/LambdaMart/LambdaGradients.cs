using System.Collections.Concurrent;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// Derivatives of the loss for all rows, tree after tree. Keeps the order of each group's rows between trees, since one tree
/// changes little of it: putting it right again takes a few exchanges.
/// </summary>
internal sealed class LambdaGradients
{
    private const int GroupsTogether = 64;

    private readonly BinnedRows _binned;
    private readonly LambdaMartOptions _options;
    private readonly int[] _groups;
    private readonly float[] _perIdeal;
    private readonly byte[] _lowest;
    private readonly float[] _discounts;
    private readonly int[] _order;
    private readonly float[] _gradients;
    private readonly float[] _hessians;

    public LambdaGradients(BinnedRows binned, LambdaMartOptions options)
    {
        (_binned, _options) = (binned, options);
        var groups = binned.GroupStarts.Length - 1;
        _groups = [.. Enumerable.Range(0, groups).Where(g => Weight(g) > 0)];
        Rows = [.. _groups.SelectMany(g => Enumerable.Range(binned.GroupStarts[g], binned.GroupStarts[g + 1] - binned.GroupStarts[g]))];
        var most = _groups.Max(g => binned.GroupStarts[g + 1] - binned.GroupStarts[g]);
        _discounts = new float[RankedRows.RoomFor(most)];
        for (var i = 0; i < _discounts.Length; i++)
            _discounts[i] = (float)Dcg.Discount(i + 1);
        (_perIdeal, _lowest) = (new float[groups], new byte[groups]);
        _order = new int[binned.Rows];
        foreach (var group in _groups)
        {
            var rows = binned.GroupStarts[group]..binned.GroupStarts[group + 1];
            _perIdeal[group] = PerIdeal(binned.Labels.AsSpan(rows));
            _lowest[group] = binned.Labels[rows].Min();
            for (var row = rows.Start.Value; row < rows.End.Value; row++)
                _order[row] = row - rows.Start.Value;
        }

        (_gradients, _hessians) = (new float[binned.Rows], new float[binned.Rows]);
    }

    /// <summary>The rows of groups with a weight, ascending.</summary>
    public int[] Rows { get; }

    /// <summary>Derivatives at the given scores, as whole numbers on a scale common to all rows.</summary>
    /// <param name="scores">Of all rows, in steps of 2^-32.</param>
    /// <param name="packed">Set for every row that takes part (<see cref="PackedGradient"/>).</param>
    public GradientScale Compute(long[] scores, long[] packed)
    {
        var largest = new ConcurrentBag<(float Gradient, float Hessian)>();
        var blocks = (_groups.Length + GroupsTogether - 1) / GroupsTogether;
        Workers.Run(_options.Threads, blocks, () => new Scratch(_discounts.Length), (block, scratch) =>
        {
            foreach (var group in Block(block))
                Compute(group, scores, scratch);
        }, scratch => largest.Add((scratch.LargestGradient, scratch.LargestHessian)));
        var scale = GradientScale.For(largest.Max(l => l.Gradient), largest.Max(l => l.Hessian));
        Workers.Run(_options.Threads, blocks, block =>
        {
            foreach (var group in Block(block))
            {
                var rows = _binned.GroupStarts[group].._binned.GroupStarts[group + 1];
                scale.Pack(_gradients.AsSpan(rows), _hessians.AsSpan(rows), packed.AsSpan(rows));
            }
        });
        return scale;
    }

    private ReadOnlySpan<int> Block(int block) => _groups.AsSpan(block * GroupsTogether, Math.Min(GroupsTogether, _groups.Length - block * GroupsTogether));

    private float Weight(int group) => _options.GroupWeights.Count == 0 ? 1 : (float)_options.GroupWeights[group];

    private void Compute(int group, long[] scores, Scratch scratch)
    {
        var (start, end) = (_binned.GroupStarts[group], _binned.GroupStarts[group + 1]);
        var count = end - start;
        var perIdeal = _perIdeal[group];
        if (perIdeal == 0)
            return;
        var order = _order.AsSpan(start, count);
        FallingOrder.Restore(order, scores.AsSpan(start, count), scratch.Scores);
        var labels = _binned.Labels.AsSpan(start, count);
        var lowest = _lowest[group];
        scratch.Higher.Start();
        scratch.Lowest.Start();
        for (var rank = 0; rank < count; rank++)
        {
            var row = order[rank];
            var rows = labels[row] == lowest ? scratch.Lowest : scratch.Higher;
            rows.Add(row, rank, (float)FixedScore.ToDouble(scratch.Scores[rank]), (1 << labels[row]) - 1, _discounts[rank]);
        }

        scratch.Higher.Close();
        scratch.Lowest.Close();
        var forces = LambdaPairs.Fill(scratch.Higher, scratch.Lowest, perIdeal, _options.Truncation, scratch.Scores[0] == scratch.Scores[count - 1]);
        // Groups with much to put right count by the logarithm of it, as in LightGBM: a few large groups shall not decide a tree.
        var factor = forces > 0 ? (float)(PortableMath.Log(1 + forces) / PortableMath.Ln2 / forces) * Weight(group) : 0;
        scratch.Take(scratch.Higher, factor, _gradients.AsSpan(start, count), _hessians.AsSpan(start, count));
        scratch.Take(scratch.Lowest, factor, _gradients.AsSpan(start, count), _hessians.AsSpan(start, count));
    }

    /// <summary>0 where all labels are the same: such a group has no pair.</summary>
    private float PerIdeal(ReadOnlySpan<byte> labels)
    {
        if (!labels.ContainsAnyExcept(labels[0]))
            return 0;
        Span<int> counts = stackalloc int[RankingSet.LargestLabel + 1];
        counts.Clear();
        foreach (var label in labels)
            counts[label]++;
        var (sum, rank) = (0.0, 0);
        for (var label = RankingSet.LargestLabel; label > 0; label--)
        {
            for (var i = 0; i < counts[label] && rank < _options.Truncation; i++)
                sum += Dcg.Gain(label) * _discounts[rank++];
        }

        return (float)(1 / sum);
    }

    private sealed class Scratch(int room)
    {
        public long[] Scores { get; } = new long[room];

        public RankedRows Higher { get; } = new(room);

        public RankedRows Lowest { get; } = new(room);

        public float LargestGradient { get; private set; }

        public float LargestHessian { get; private set; }

        public void Take(RankedRows rows, float factor, Span<float> gradients, Span<float> hessians)
        {
            var (largestGradient, largestHessian) = (LargestGradient, LargestHessian);
            for (var i = 0; i < rows.Count; i++)
            {
                var (gradient, hessian) = (rows.Gradients[i] * factor, rows.Hessians[i] * factor);
                (gradients[rows.Rows[i]], hessians[rows.Rows[i]]) = (gradient, hessian);
                largestGradient = float.MaxNative(largestGradient, Math.Abs(gradient));
                largestHessian = float.MaxNative(largestHessian, hessian);
            }

            (LargestGradient, LargestHessian) = (largestGradient, largestHessian);
        }
    }
}
