using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Matchmaking.Ranking.Trees;

/// <summary>
/// Scores 32 rows at a time by sets of leaves (C. Lucchese et al., "QuickScorer", SIGIR 2015; T. Ye et al., "RapidScorer", KDD
/// 2018, sections 3.2 to 3.4). Each tree has a bit for each leaf. A question that is answered "right" rules out the leaves on its
/// left; after all questions the lowest leaf that is left over is the one the row falls into. The bits of 32 rows stand byte by byte
/// in vectors, and one comparison serves all nodes that ask the same.
/// </summary>
internal sealed class BitScorer
{
    /// <summary>Rows of one call.</summary>
    public const int Rows = 32;

    private const int BitsAByte = 8;

    private readonly long[] _leaves;
    private readonly int _leafStride;
    private readonly int _columns;
    private readonly int[] _treeBytes;
    private readonly FeatureQuestions[] _features;
    private readonly Question[] _questions;
    private readonly Removal[] _removals;

    /// <param name="trees">Together of at most 65,536 bytes of leaves; each with a question.</param>
    public BitScorer(IReadOnlyList<RegressionTree> trees)
    {
        _leafStride = trees.Max(t => t.Leaves.Length);
        _leaves = new long[trees.Count * _leafStride];
        _treeBytes = new int[trees.Count + 1];
        var asked = new Dictionary<(int Feature, bool MissingRight, float Threshold), List<Removal>>();
        for (var t = 0; t < trees.Count; t++)
        {
            trees[t].Leaves.CopyTo(_leaves.AsSpan(t * _leafStride));
            _treeBytes[t + 1] = _treeBytes[t] + BytesOf(trees[t]);
            Collect(trees[t], 0, _treeBytes[t], 0, asked);
        }

        _questions = new Question[asked.Count];
        var removals = new List<Removal>();
        var features = new List<FeatureQuestions>();
        // Questions with as many removals stand together: their loops end where the processor expects it.
        foreach (var (key, its) in asked.OrderBy(a => a.Key.Feature).ThenBy(a => a.Key.MissingRight).ThenBy(a => a.Value.Count).ThenBy(a => a.Key.Threshold))
        {
            var at = features.Count == 0 ? 0 : features[^1].End;
            if (features.Count == 0 || features[^1].Feature != key.Feature || features[^1].MissingRight != key.MissingRight)
                features.Add(new(key.Feature, key.MissingRight, at, at));
            features[^1] = features[^1] with { End = at + 1 };
            removals.AddRange(its);
            _questions[at] = new(key.Threshold, removals.Count);
        }

        (_removals, _features) = ([.. removals], [.. features]);
        _columns = features.Max(f => f.Feature) + 1;
    }

    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Vectors of <see cref="Rows"/> bytes that one call needs.</summary>
    public int Bytes => _treeBytes[^1];

    public static int BytesOf(RegressionTree tree) => (tree.Leaves.Length + BitsAByte - 1) / BitsAByte;

    /// <summary>Where the value of a row stands in the column of its feature: as comparing and packing leaves the rows in order.</summary>
    public static int Place(int row) => row % 16 / 4 * 8 + row / 16 * 4 + row % 4;

    /// <summary>Adds the trees' values for 32 rows.</summary>
    /// <param name="columns">Features x 32, each column in the order of <see cref="Place"/>.</param>
    /// <param name="room">At least <see cref="Bytes"/>.</param>
    /// <param name="sums">One a row.</param>
    public unsafe void Add(ReadOnlySpan<float> columns, Span<Vector256<byte>> room, Span<long> sums)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(room.Length, Bytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, Rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns.Length, _columns * Rows);
        room[..Bytes].Fill(Vector256<byte>.AllBitsSet);
        fixed (float* values = columns)
        fixed (Vector256<byte>* left = room)
        fixed (Question* questions = _questions)
        fixed (Removal* removals = _removals)
        {
            var removal = removals;
            foreach (var feature in _features)
                removal = Ask(values + feature.Feature * Rows, feature.MissingRight, questions + feature.Start, questions + feature.End, removal, removals, left);
            fixed (long* leaves = _leaves)
            fixed (long* sum = sums)
                AddLeaves(left, leaves, sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe Removal* Ask(
        float* column, bool missingRight, Question* question, Question* end, Removal* removal, Removal* removals, Vector256<byte>* left)
    {
        var (a, b, c, d) = (Vector256.Load(column), Vector256.Load(column + 8), Vector256.Load(column + 16), Vector256.Load(column + 24));
        for (; question < end; question++)
        {
            var threshold = Vector256.Create(question->Threshold);
            var right = missingRight
                ? Pack(Avx.CompareNotLessThanOrEqual(a, threshold), Avx.CompareNotLessThanOrEqual(b, threshold), Avx.CompareNotLessThanOrEqual(c, threshold), Avx.CompareNotLessThanOrEqual(d, threshold))
                : Pack(Avx.CompareGreaterThan(a, threshold), Avx.CompareGreaterThan(b, threshold), Avx.CompareGreaterThan(c, threshold), Avx.CompareGreaterThan(d, threshold));
            for (var last = removals + question->RemovalsEnd; removal < last; removal++)
                left[removal->Byte] = Avx2.AndNot(right & Vector256.Create(removal->Leaves), left[removal->Byte]);
        }

        return removal;
    }

    /// <summary>A byte a row from four vectors of eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Pack(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) =>
        Avx2.PackSignedSaturate(Avx2.PackSignedSaturate(a.AsInt32(), b.AsInt32()), Avx2.PackSignedSaturate(c.AsInt32(), d.AsInt32())).AsByte();

    private unsafe void AddLeaves(Vector256<byte>* left, long* leaves, long* sums)
    {
        // The number of the lowest bit of a half byte; 255 for none.
        var ofLow = Vector256.Create(Vector128.Create((byte)255, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0));
        var ofHigh = Vector256.Create(Vector128.Create((byte)255, 4, 5, 4, 6, 4, 5, 4, 7, 4, 5, 4, 6, 4, 5, 4));
        var half = Vector256.Create((byte)15);
        var trees = _treeBytes.Length - 1;
        for (var tree = 0; tree < trees; tree++)
        {
            var lowest = Vector256<byte>.AllBitsSet;
            var first = _treeBytes[tree];
            var bytes = _treeBytes[tree + 1] - first;
            for (var k = 0; k < bytes; k++)
            {
                var set = left[first + k];
                var low = Avx2.Shuffle(ofLow, set & half);
                var high = Avx2.Shuffle(ofHigh, (set.AsUInt16() >> 4).AsByte() & half);
                lowest = Vector256.Min(lowest, Avx2.AddSaturate(Vector256.Min(low, high), Vector256.Create((byte)(k * BitsAByte))));
            }

            // Each tree has at least as many bytes as this, and the ones before are done with.
            left[tree] = lowest;
        }

        SumLeaves((byte*)left, trees, leaves, _leafStride, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe void SumLeaves(byte* numbers, int trees, long* leaves, int stride, long* sums)
    {
        for (var row = 0; row < Rows; row += 2)
        {
            var (sum, next) = (0L, 0L);
            var number = numbers + row;
            var ofTree = leaves;
            for (var tree = 0; tree < trees; tree++)
            {
                sum += ofTree[number[0]];
                next += ofTree[number[1]];
                number += Rows;
                ofTree += stride;
            }

            sums[row] += sum;
            sums[row + 1] += next;
        }
    }

    /// <summary>What each question below a node rules out.</summary>
    /// <returns>The leaf after the last one below the node.</returns>
    private static int Collect(RegressionTree tree, int at, int firstByte, int firstLeaf, Dictionary<(int, bool, float), List<Removal>> asked)
    {
        if (at < 0)
            return firstLeaf + 1;
        var node = tree.Nodes[at];
        var middle = Collect(tree, node.Left, firstByte, firstLeaf, asked);
        var key = (node.Feature, node.MissingRight, node.Threshold);
        if (!asked.TryGetValue(key, out var removals))
            asked.Add(key, removals = []);
        for (var start = firstLeaf; start < middle;)
        {
            var end = Math.Min(middle, (start / BitsAByte + 1) * BitsAByte);
            var bits = ((1 << (end - start)) - 1) << (start % BitsAByte);
            removals.Add(new(checked((ushort)(firstByte + start / BitsAByte)), (byte)bits));
            start = end;
        }

        return Collect(tree, node.Right, firstByte, middle, asked);
    }

    /// <summary>The leaves of one byte that an answer "right" rules out.</summary>
    private readonly record struct Removal(ushort Byte, byte Leaves);

    /// <summary>One threshold of a feature.</summary>
    private readonly record struct Question(float Threshold, int RemovalsEnd);

    /// <summary>The questions about one feature that send missing values to the same side.</summary>
    private readonly record struct FeatureQuestions(int Feature, bool MissingRight, int Start, int End);
}
