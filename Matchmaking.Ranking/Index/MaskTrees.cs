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

    /// <summary>Trees that are asked before the others: whole vectors. The first ones of a boosted ensemble tell rows apart most.</summary>
    private const int Early = 32;

    private readonly Column[] _columns;
    private readonly uint[] _all;
    private readonly long[] _values;
    private readonly int _trees;
    private readonly long _baseline;

    private MaskTrees(TreeEnsemble ensemble, int words)
    {
        Words = words;
        _baseline = ensemble.Baseline;
        _trees = ensemble.Trees.Count;
        _all = new uint[words];
        // One more: where no leaf is left, which no row can be, the number of the lowest is 32.
        _values = new long[_trees * LeavesMost + 1];
        var questions = new List<Question>();
        for (var tree = 0; tree < _trees; tree++)
            Collect(ensemble.Trees[tree], tree, questions);
        _columns = new Column[ensemble.Features];
        var byColumn = questions.ToLookup(q => q.Feature);
        for (var column = 0; column < _columns.Length; column++)
            _columns[column] = new([.. byColumn[column]], words);
    }

    /// <summary>Words of a set of leaves: whole vectors.</summary>
    public int Words { get; }

    /// <summary>Null for an ensemble that is too large, or has a tree of more than 32 leaves.</summary>
    public static MaskTrees? TryMake(TreeEnsemble ensemble)
    {
        var words = (ensemble.Trees.Count + Vector256<uint>.Count - 1) / Vector256<uint>.Count * Vector256<uint>.Count;
        var questions = ensemble.Trees.Sum(t => (long)t.Nodes.Length);
        return ensemble.Trees.All(t => t.Leaves.Length <= LeavesMost) && (questions + ensemble.Features) * words * sizeof(uint) * Column.Tables <= MostBytes ? new(ensemble, words) : null;
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
    public long Upper(ReadOnlySpan<uint> leaves) => _baseline + Sum(leaves, 0, _trees);

    /// <summary>Of the trees that <see cref="MayReach"/> may leave out.</summary>
    public long UpperOfLater(ReadOnlySpan<uint> leaves) => Sum(leaves, Math.Min(Early, _trees), _trees);

    /// <summary>Whether the sum of the largest leaves that several sets have in common is at least a number.</summary>
    /// <param name="sets">All that are known of a row.</param>
    /// <param name="least">In steps of 2^-32.</param>
    /// <param name="later">Of the later trees, for all rows of the block: the early ones alone mostly say no.</param>
    /// <param name="room">For one set.</param>
    public bool MayReach(in RowLeaves sets, long least, long later, Span<uint> room)
    {
        var early = Math.Min(Early, Words);
        Common(sets, 0, early, room);
        var sum = _baseline + Sum(room, 0, Math.Min(Early, _trees));
        if (sum + later < least || early == Words)
            return sum + later >= least;
        Common(sets, early, Words, room);
        return sum + Sum(room, Early, _trees) >= least;
    }

    private static void Common(in RowLeaves sets, int from, int to, Span<uint> room)
    {
        ref var block = ref MemoryMarshal.GetReference(sets.Block);
        ref var ticket = ref MemoryMarshal.GetReference(sets.Ticket);
        ref var district = ref MemoryMarshal.GetReference(sets.District);
        ref var strength = ref MemoryMarshal.GetReference(sets.Strength);
        ref var founded = ref MemoryMarshal.GetReference(sets.Founded);
        ref var scorecard = ref MemoryMarshal.GetReference(sets.Scorecard);
        ref var scorecardLeft = ref MemoryMarshal.GetReference(sets.ScorecardLeft);
        ref var open = ref MemoryMarshal.GetReference(sets.PublicScorecard);
        ref var openLeft = ref MemoryMarshal.GetReference(sets.PublicScorecardLeft);
        ref var common = ref MemoryMarshal.GetReference(room[..to]);
        for (var w = (nuint)from; w < (nuint)to; w += (nuint)Vector256<uint>.Count)
        {
            var a = Vector256.LoadUnsafe(ref block, w) & Vector256.LoadUnsafe(ref ticket, w) & Vector256.LoadUnsafe(ref district, w);
            var b = Vector256.LoadUnsafe(ref strength, w) & Vector256.LoadUnsafe(ref founded, w) & Vector256.LoadUnsafe(ref scorecard, w);
            var c = Vector256.LoadUnsafe(ref scorecardLeft, w) & Vector256.LoadUnsafe(ref open, w) & Vector256.LoadUnsafe(ref openLeft, w);
            (a & b & c).StoreUnsafe(ref common, w);
        }
    }

    private long Sum(ReadOnlySpan<uint> leaves, int from, int to)
    {
        ref var set = ref MemoryMarshal.GetReference(leaves[..to]);
        ref var value = ref MemoryMarshal.GetArrayDataReference(_values);
        var (a, b, tree) = (0L, 0L, from);
        for (; tree + 1 < to; tree += 2)
        {
            a += Unsafe.Add(ref value, tree * LeavesMost + BitOperations.TrailingZeroCount(Unsafe.Add(ref set, tree)));
            b += Unsafe.Add(ref value, (tree + 1) * LeavesMost + BitOperations.TrailingZeroCount(Unsafe.Add(ref set, tree + 1)));
        }

        if (tree < to)
            a += Unsafe.Add(ref value, tree * LeavesMost + BitOperations.TrailingZeroCount(Unsafe.Add(ref set, tree)));
        return a + b;
    }

    /// <summary>The leaves that two sets have in common.</summary>
    public static void And(Span<uint> leaves, ReadOnlySpan<uint> others)
    {
        ref var left = ref MemoryMarshal.GetReference(leaves);
        ref var right = ref MemoryMarshal.GetReference(others[..leaves.Length]);
        for (nuint w = 0; w < (nuint)leaves.Length; w += (nuint)Vector256<uint>.Count)
            (Vector256.LoadUnsafe(ref left, w) & Vector256.LoadUnsafe(ref right, w)).StoreUnsafe(ref left, w);
    }

    private void Collect(RegressionTree tree, int number, List<Question> questions)
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

    /// <param name="Feature">The column that is asked for.</param>
    /// <param name="Threshold">Values up to it go left.</param>
    /// <param name="MissingRight">Where a missing value goes.</param>
    /// <param name="Tree">Which word.</param>
    /// <param name="LeftLeaves">Below its left.</param>
    /// <param name="RightLeaves">Below its right.</param>
    private readonly record struct Question(int Feature, float Threshold, bool MissingRight, int Tree, uint LeftLeaves, uint RightLeaves);

    /// <summary>The sets of leaves of one column, by place among its thresholds.</summary>
    private sealed class Column
    {
        /// <summary>Sets a threshold.</summary>
        public const int Tables = 4;

        private readonly float[] _thresholds;

        // To whole vectors, with what no value lies above.
        private readonly float[] _padded;
        private readonly int _words;
        private readonly uint[] _right;
        private readonly uint[] _left;
        private readonly uint[] _rightOrMissing;
        private readonly uint[] _leftOrMissing;
        private readonly uint[] _missing;

        public Column(Question[] questions, int words)
        {
            _words = words;
            _thresholds = [.. questions.Select(q => q.Threshold).Distinct().Order()];
            _padded = [.. _thresholds, .. Enumerable.Repeat(float.PositiveInfinity, -_thresholds.Length & (Vector256<float>.Count - 1))];
            _right = Ready(questions, fromLeft: true, _ => true);
            _left = Ready(questions, fromLeft: false, _ => true);
            _rightOrMissing = Ready(questions, fromLeft: true, q => q.MissingRight);
            _leftOrMissing = Ready(questions, fromLeft: false, q => !q.MissingRight);
            _missing = Filled(1);
            foreach (var question in questions)
                _missing[question.Tree] &= question.MissingRight ? ~question.LeftLeaves : ~question.RightLeaves;
        }

        public int Rank(float value)
        {
            // All are compared: a hundred cost less than the seven branches of a search that the processor cannot foresee.
            var (rank, wanted) = (0, Vector256.Create(value));
            ref var first = ref MemoryMarshal.GetArrayDataReference(_padded);
            for (nuint t = 0; t < (nuint)_padded.Length; t += (nuint)Vector256<float>.Count)
                rank += BitOperations.PopCount(Vector256.GreaterThan(wanted, Vector256.LoadUnsafe(ref first, t)).ExtractMostSignificantBits());
            return rank;
        }

        public (int Lower, int Upper) Ranks(float lower, float upper)
        {
            // The two are mostly near each other.
            var (first, last) = (Rank(lower), 0);
            for (last = first; last < _thresholds.Length && upper > _thresholds[last]; last++)
            {
                if (last - first == Vector256<float>.Count)
                    return (first, Rank(upper));
            }

            return (first, last);
        }

        public ReadOnlySpan<uint> Right(int rank) => _right.AsSpan(rank * _words, _words);

        public ReadOnlySpan<uint> Left(int rank) => _left.AsSpan(rank * _words, _words);

        public void And(ColumnBounds bounds, Span<uint> leaves)
        {
            if (_thresholds.Length == 0)
                return;
            if (bounds.Lower > bounds.Upper)
            {
                MaskTrees.And(leaves, _missing);
                return;
            }

            var (first, last) = Ranks(bounds.Lower, bounds.Upper);
            MaskTrees.And(leaves, (bounds.Missing ? _rightOrMissing : _right).AsSpan(first * _words, _words));
            MaskTrees.And(leaves, (bounds.Missing ? _leftOrMissing : _left).AsSpan(last * _words, _words));
        }

        /// <summary>For each place what is left after the questions before it were answered "right", or those from it on "left".</summary>
        private uint[] Ready(Question[] questions, bool fromLeft, Func<Question, bool> counts)
        {
            var places = _thresholds.Length + 1;
            var sets = Filled(places);
            foreach (var question in questions.Where(counts))
            {
                var place = Array.BinarySearch(_thresholds, question.Threshold);
                sets[(fromLeft ? place + 1 : place) * _words + question.Tree] &= fromLeft ? ~question.LeftLeaves : ~question.RightLeaves;
            }

            for (var i = 1; i < places; i++)
            {
                var (to, from) = fromLeft ? (i, i - 1) : (places - 1 - i, places - i);
                MaskTrees.And(sets.AsSpan(to * _words, _words), sets.AsSpan(from * _words, _words));
            }

            return sets;
        }

        private uint[] Filled(int sets)
        {
            var filled = new uint[sets * _words];
            filled.AsSpan().Fill(uint.MaxValue);
            return filled;
        }
    }
}
