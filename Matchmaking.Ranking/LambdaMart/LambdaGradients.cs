using System.Collections.Concurrent;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.Trainers;
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
    private readonly BoostingOptions _options;
    private readonly int[] _groups;
    private readonly float[] _perIdeal;
    private readonly PairWeights _weights;
    private readonly int _room;
    private readonly int[] _order;
    private readonly float[] _gradients;
    private readonly float[] _hessians;

    public LambdaGradients(BinnedRows binned, BoostingOptions options)
    {
        (_binned, _options) = (binned, options);
        var groups = binned.GroupStarts.Length - 1;
        _groups = [.. Enumerable.Range(0, groups).Where(g => Weight(g) > 0)];
        Rows = [.. _groups.SelectMany(g => Enumerable.Range(binned.GroupStarts[g], binned.GroupStarts[g + 1] - binned.GroupStarts[g]))];
        var most = _groups.Max(g => binned.GroupStarts[g + 1] - binned.GroupStarts[g]);
        _weights = new(most, options.Truncation, options.GapShare);
        _room = LambdaPairs.RoomFor(most);
        _perIdeal = new float[groups];
        _order = new int[binned.Rows];
        foreach (var group in _groups)
        {
            var rows = binned.GroupStarts[group]..binned.GroupStarts[group + 1];
            _perIdeal[group] = PerIdeal(binned.Labels.AsSpan(rows));
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
        _options.Parallelism.For(blocks, () => new Scratch(_room), (block, scratch) =>
        {
            foreach (var group in Block(block))
                Compute(group, scores, scratch);
        }, scratch => largest.Add((scratch.LargestGradient, scratch.LargestHessian)));
        var scale = GradientScale.For(largest.Max(l => l.Gradient), largest.Max(l => l.Hessian));
        _options.Parallelism.For(blocks, block =>
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
        FallingOrder.Restore(order, scores.AsSpan(start, count), scratch.Sorted);
        var labels = _binned.Labels.AsSpan(start, count);
        for (var rank = 0; rank < count; rank++)
            (scratch.Scores[rank], scratch.Gains[rank]) = ((float)FixedScore.ToDouble(scratch.Sorted[rank]), (float)Dcg.Gain(labels[order[rank]]));
        var after = count..LambdaPairs.RoomFor(count);
        scratch.Scores.AsSpan(after).Fill(LambdaPairs.Nowhere);
        scratch.Gains.AsSpan(after).Clear();
        var forces = perIdeal * LambdaPairs.Fill(
            count, scratch.Scores, scratch.Gains, _weights, Winners(start, order, scratch), scratch.Gradients, scratch.Hessians);
        // Groups with much to put right count by the logarithm of it, as in LightGBM: a few large groups shall not decide a tree.
        var factor = forces > 0 ? (float)(PortableMath.Log(1 + forces) / PortableMath.Ln2 / forces) * perIdeal * Weight(group) : 0;
        scratch.Take(order, factor, _gradients.AsSpan(start, count), _hessians.AsSpan(start, count));
    }

    private WinnerWeights Winners(int start, ReadOnlySpan<int> order, Scratch scratch)
    {
        if (_binned.WinnerWeights.Length == 0)
            return default;
        for (var rank = 0; rank < order.Length; rank++)
            scratch.Winners[rank] = _binned.WinnerWeights[start + order[rank]];
        return new(scratch.Winners.AsSpan(0, order.Length), scratch.PairRoom);
    }

    /// <summary>0 where all labels are the same: such a group has no pair.</summary>
    private float PerIdeal(ReadOnlySpan<byte> labels)
    {
        if (!labels.ContainsAnyExcept(labels[0]))
            return 0;
        return (float)(1 / Dcg.Ideal(Array.ConvertAll(labels.ToArray(), l => (int)l), _options.Truncation));
    }

    private sealed class Scratch(int room)
    {
        public long[] Sorted { get; } = new long[room];

        public float[] Scores { get; } = new float[room];

        public float[] Gains { get; } = new float[room];

        public float[] Gradients { get; } = new float[room];

        public float[] Hessians { get; } = new float[room];

        public float[] Winners { get; } = new float[room];

        public float[] PairRoom { get; } = new float[room];

        public float LargestGradient { get; private set; }

        public float LargestHessian { get; private set; }

        /// <summary>Multiplies by a factor and brings the ranks' derivatives to their rows.</summary>
        public void Take(ReadOnlySpan<int> order, float factor, Span<float> gradients, Span<float> hessians)
        {
            var (largestGradient, largestHessian) = (LargestGradient, LargestHessian);
            for (var rank = 0; rank < order.Length; rank++)
            {
                var (gradient, hessian) = (Gradients[rank] * factor, Hessians[rank] * factor);
                (gradients[order[rank]], hessians[order[rank]]) = (gradient, hessian);
                largestGradient = float.MaxNative(largestGradient, Math.Abs(gradient));
                largestHessian = float.MaxNative(largestHessian, hessian);
            }

            (LargestGradient, LargestHessian) = (largestGradient, largestHessian);
        }
    }
}
