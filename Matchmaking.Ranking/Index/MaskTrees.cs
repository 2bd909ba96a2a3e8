using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// What no row between bounds can score more than, by sets of leaves: a word of bits for each tree, one bit for each leaf, the largest leaf in the lowest bit. A question that all rows
/// answer "right" rules out the leaves on its left, and the other way round (as in C. Lucchese et al., "QuickScorer", SIGIR 2015, section 3, where the lowest bit is the leftmost
/// leaf, and only rows are scored). For each column and each place among its thresholds the leaves that are left are kept ready, so that a bound costs two conjunctions a column instead of a walk
/// through all trees, and whatever is known of many rows is conjoined once for all of them. Immutable.
/// </summary>
internal sealed class MaskTrees
{
    /// <summary>A model with more trees and questions than this has room for is bound by walking (<see cref="BoundTrees"/>).</summary>
    private const long MostBytes = 64 << 20;

    private const int LeavesMost = 32;

    /// <summary>Trees that are asked of a row before it is looked again whether the others can make up for what they say: whole vectors.</summary>
    public const int Step = 16;

    private readonly MaskColumn[] _columns;
    private readonly uint[] _all;
    private readonly long[] _values;
    private readonly long _baseline;

    private MaskTrees(TreeEnsemble ensemble, int words)
    {
        Words = words;
        _baseline = ensemble.Baseline;
        _all = new uint[words];
        // Trees up to a whole step have no leaf and add 0: where no leaf is left the number of the lowest is 32.
        _values = new long[words * LeavesMost + 1];
        var questions = new List<MaskQuestion>();
        var place = 0;
        foreach (var tree in ensemble.Trees)
            Collect(tree, place++, questions);
        _columns = new MaskColumn[ensemble.Features];
        var byColumn = questions.ToLookup(q => q.Feature);
        for (var column = 0; column < _columns.Length; column++)
            _columns[column] = new([.. byColumn[column]], words);
    }

    /// <summary>Words of a set of leaves: whole steps.</summary>
    public int Words { get; }

    /// <summary>Parts into which <see cref="Step"/> divides the trees.</summary>
    public int Steps => Words / Step;

    /// <summary>Null for an ensemble that is too large, or has a tree of more than 32 leaves.</summary>
    public static MaskTrees? TryMake(TreeEnsemble ensemble)
    {
        var words = (ensemble.Trees.Count + Step - 1) / Step * Step;
        var questions = ensemble.Trees.Sum(t => (long)t.Nodes.Length);
        return ensemble.Trees.All(t => t.Leaves.Length <= LeavesMost) && (questions + ensemble.Features) * words * sizeof(uint) * MaskColumn.Tables <= MostBytes
            ? new(ensemble, words)
            : null;
    }

    /// <summary>Every leaf.</summary>
    public ReadOnlySpan<uint> All => _all;

    /// <summary>How many thresholds of a column a value lies above.</summary>
    public int Rank(int column, float value) => _columns[column].Rank(value);

    /// <summary>How many thresholds both ends of bounds lie above.</summary>
    public (int Lower, int Upper) Ranks(int column, ColumnBounds bounds) => _columns[column].Ranks(bounds.Lower, bounds.Upper);

    /// <summary>The leaves that are left where a column lies between bounds.</summary>
    public void And(int column, ColumnBounds bounds, Span<uint> leaves) => _columns[column].And(bounds, leaves);

    /// <summary>The leaves that are left right of the first thresholds, as many as a rank says.</summary>
    public ReadOnlySpan<uint> Right(int column, int rank) => _columns[column].Right(rank);

    /// <summary>The leaves that are left on the left of all other thresholds.</summary>
    public ReadOnlySpan<uint> Left(int column, int rank) => _columns[column].Left(rank);

    /// <summary>The sum of the largest leaves of a set, in steps of 2^-32.</summary>
    public long Upper(ReadOnlySpan<uint> leaves)
    {
        var sum = _baseline;
        for (var step = 0; step < Steps; step++)
            sum += Largest(in leaves[step * Step], step);
        return sum;
    }

    /// <summary>The baseline and the sums of the largest leaves of a set from each step on: with what the steps before it say, a bound.</summary>
    /// <param name="leaves">Of many rows.</param>
    /// <param name="rest">One for each step.</param>
    public void Rest(ReadOnlySpan<uint> leaves, Span<long> rest)
    {
        var sum = _baseline;
        for (var step = Steps - 1; step >= 0; step--)
            rest[step] = sum += Largest(in leaves[step * Step], step);
    }

    /// <summary>The sum of the largest leaves that several sets have in common, or <see cref="long.MinValue"/> where it is less than a number.</summary>
    /// <param name="sets">All that are known of a row.</param>
    /// <param name="rest">Of one of the sets (<see cref="Rest"/>): the first steps alone mostly say that a row is too low.</param>
    /// <param name="least">In steps of 2^-32.</param>
    [SkipLocalsInit]
    public long Upper(in RowLeaves sets, ReadOnlySpan<long> rest, long least)
    {
        Span<uint> common = stackalloc uint[Step];
        var sum = 0L;
        for (var step = 0; step < rest.Length; step++)
        {
            if (sum + rest[step] < least)
                return long.MinValue;
            sets.Common((nuint)(step * Step), ref MemoryMarshal.GetReference(common));
            sum += Largest(in common[0], step);
        }

        sum += _baseline;
        return sum < least ? long.MinValue : sum;
    }

    /// <summary>The leaves that two sets have in common.</summary>
    public static void And(Span<uint> leaves, ReadOnlySpan<uint> others)
    {
        ref var left = ref MemoryMarshal.GetReference(leaves);
        ref var right = ref MemoryMarshal.GetReference(others[..leaves.Length]);
        for (nuint w = 0; w < (nuint)leaves.Length; w += (nuint)Vector256<uint>.Count)
            (Vector256.LoadUnsafe(ref left, w) & Vector256.LoadUnsafe(ref right, w)).StoreUnsafe(ref left, w);
    }

    /// <summary>The leaves that are in one of two sets.</summary>
    public static void Or(Span<uint> leaves, ReadOnlySpan<uint> others)
    {
        ref var left = ref MemoryMarshal.GetReference(leaves);
        ref var right = ref MemoryMarshal.GetReference(others[..leaves.Length]);
        for (nuint w = 0; w < (nuint)leaves.Length; w += (nuint)Vector256<uint>.Count)
            (Vector256.LoadUnsafe(ref left, w) | Vector256.LoadUnsafe(ref right, w)).StoreUnsafe(ref left, w);
    }

    /// <summary>The sum of the largest leaves of one step.</summary>
    private long Largest(ref readonly uint leaves, int step)
    {
        const int AtOnce = 4;
        ref var value = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), step * Step * LeavesMost);
        ref var set = ref Unsafe.AsRef(in leaves);
        var (a, b, c, d) = (0L, 0L, 0L, 0L);
        for (var tree = 0; tree < Step; tree += AtOnce)
        {
            a += Unsafe.Add(ref value, (nuint)(uint)BitOperations.TrailingZeroCount(set));
            b += Unsafe.Add(ref value, LeavesMost + (nuint)(uint)BitOperations.TrailingZeroCount(Unsafe.Add(ref set, 1)));
            c += Unsafe.Add(ref value, 2 * LeavesMost + (nuint)(uint)BitOperations.TrailingZeroCount(Unsafe.Add(ref set, 2)));
            d += Unsafe.Add(ref value, 3 * LeavesMost + (nuint)(uint)BitOperations.TrailingZeroCount(Unsafe.Add(ref set, 3)));
            value = ref Unsafe.Add(ref value, AtOnce * LeavesMost);
            set = ref Unsafe.Add(ref set, AtOnce);
        }

        return a + b + c + d;
    }

    private void Collect(RegressionTree tree, int number, List<MaskQuestion> questions)
    {
        var leaves = tree.Leaves.ToArray();
        int[] falling = [.. Enumerable.Range(0, leaves.Length).OrderByDescending(l => leaves[l])];
        var bits = new uint[leaves.Length];
        for (var place = 0; place < falling.Length; place++)
        {
            bits[falling[place]] = 1u << place;
            _values[number * LeavesMost + place] = leaves[falling[place]];
            _all[number] |= 1u << place;
        }

        Below(tree.Nodes.Length == 0 ? ~0 : 0);

        uint Below(int at)
        {
            if (at < 0)
                return bits[~at];
            var node = tree.Nodes[at];
            var (left, right) = (Below(node.Left), Below(node.Right));
            questions.Add(new(node.Feature, node.Threshold, node.MissingRight, number, left, right));
            return left | right;
        }
    }
}
