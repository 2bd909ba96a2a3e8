using System.Buffers.Binary;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// The rows of a set as bins, one byte a feature, both row by row (for histograms) and feature by feature (for dividing the
/// rows of a leaf). Within a group rows are put into an order of their own, by what they hold: the same rows handed in
/// another order give the same training.
/// </summary>
internal sealed class BinnedRows
{
    private const int GroupsTogether = 64;

    private readonly BinBounds[] _bounds;
    private readonly byte[][] _columns;

    private BinnedRows(RankingSet set, BinBounds[] bounds, byte[] records)
    {
        Rows = set.Rows;
        _bounds = bounds;
        Records = records;
        CellStarts = new int[bounds.Length];
        for (var feature = 0; feature < bounds.Length; feature++)
        {
            CellStarts[feature] = Cells;
            Cells += bounds[feature].Count + 1;
        }

        Labels = set.Labels.ToArray();
        WinnerWeights = set.WinnerWeights.ToArray();
        GroupStarts = set.GroupStarts.ToArray();
        _columns = new byte[bounds.Length][];
        for (var feature = 0; feature < bounds.Length; feature++)
            _columns[feature] = new byte[Rows];
    }

    public int Rows { get; }

    public int Features => _bounds.Length;

    /// <summary>Bins of all features together, those for missing values included.</summary>
    public int Cells { get; }

    /// <summary>Rows x features, row-major.</summary>
    public byte[] Records { get; }

    /// <summary>Where the cells of each feature begin in a histogram.</summary>
    public int[] CellStarts { get; }

    public byte[] Labels { get; }

    /// <summary>As <see cref="RankingSet.WinnerWeights"/>.</summary>
    public float[] WinnerWeights { get; }

    public int[] GroupStarts { get; }

    public byte[] Column(int feature) => _columns[feature];

    public BinBounds Bounds(int feature) => _bounds[feature];

    public static BinnedRows Of(RankingSet set, int bins, Parallelism parallelism, CancellationToken cancel)
    {
        var features = set.Matrix.Features;
        var bounds = new BinBounds[features];
        var records = new byte[set.Rows * features];
        var together = ColumnBinner.TogetherOn(parallelism.Threads);
        var blocks = (features + together - 1) / together;
        parallelism.For(
            blocks, () => new ColumnBinner(set.Matrix, bins, together), (block, binner) => binner.Bin(block * together, bounds, records), cancel: cancel);
        var binned = new BinnedRows(set, bounds, records);
        parallelism.For((set.Groups + GroupsTogether - 1) / GroupsTogether, () => binned, (block, rows) =>
        {
            var (firstGroup, endGroup) = (block * GroupsTogether, Math.Min(set.Groups, (block + 1) * GroupsTogether));
            rows.OrderWithinGroups(firstGroup, endGroup);
            rows.FillColumns(rows.GroupStarts[firstGroup], rows.GroupStarts[endGroup]);
        }, cancel: cancel);
        return binned;
    }

    private void OrderWithinGroups(int first, int end)
    {
        var features = Features;
        var most = 0;
        for (var group = first; group < end; group++)
            most = Math.Max(most, GroupStarts[group + 1] - GroupStarts[group]);
        var keys = new ulong[most];
        var order = new int[most];
        var moved = new byte[most * features];
        var weights = new float[WinnerWeights.Length == 0 ? 0 : most];
        for (var group = first; group < end; group++)
        {
            var start = GroupStarts[group];
            var size = GroupStarts[group + 1] - start;
            for (var i = 0; i < size; i++)
            {
                var hash = Hash(Records.AsSpan((start + i) * features, features));
                if (weights.Length > 0)
                    hash = SplitMix64.Mix(hash ^ BitConverter.SingleToUInt32Bits(WinnerWeights[start + i]));
                keys[i] = (hash & ~7UL) | Labels[start + i];
                order[i] = i;
            }

            Array.Sort(keys, order, 0, size);
            for (var i = 0; i < size; i++)
            {
                Records.AsSpan((start + order[i]) * features, features).CopyTo(moved.AsSpan(i * features));
                Labels[start + i] = (byte)(keys[i] & 7);
                if (weights.Length > 0)
                    weights[i] = WinnerWeights[start + order[i]];
            }

            if (weights.Length > 0)
                weights.AsSpan(0, size).CopyTo(WinnerWeights.AsSpan(start));
            moved.AsSpan(0, size * features).CopyTo(Records.AsSpan(start * features));
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> record)
    {
        var hash = (ulong)record.Length;
        for (; record.Length >= sizeof(ulong); record = record[sizeof(ulong)..])
            hash = SplitMix64.Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(record));
        foreach (var value in record)
            hash = SplitMix64.Mix(hash ^ value);
        return hash;
    }

    private void FillColumns(int first, int end)
    {
        for (var row = first; row < end; row++)
        {
            var record = Records.AsSpan(row * _columns.Length, _columns.Length);
            for (var feature = 0; feature < record.Length; feature++)
                _columns[feature][row] = record[feature];
        }
    }
}
