using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Matchmaking.Ranking.Index;

/// <summary>A question of a tree as sets of leaves.</summary>
/// <param name="Feature">The column that is asked for.</param>
/// <param name="Threshold">Values up to it go left.</param>
/// <param name="MissingRight">Where a missing value goes.</param>
/// <param name="Tree">Which word.</param>
/// <param name="LeftLeaves">Below its left.</param>
/// <param name="RightLeaves">Below its right.</param>
internal readonly record struct MaskQuestion(int Feature, float Threshold, bool MissingRight, int Tree, uint LeftLeaves, uint RightLeaves);

/// <summary>The sets of leaves of one column, by place among its thresholds. Immutable.</summary>
internal sealed class MaskColumn
{
    /// <summary>Sets a threshold.</summary>
    public const int Tables = 4;

    private readonly ThresholdRanks _ranks;
    private readonly int _words;
    private readonly uint[] _right;
    private readonly uint[] _left;
    private readonly uint[] _rightOrMissing;
    private readonly uint[] _leftOrMissing;
    private readonly uint[] _missing;

    public MaskColumn(MaskQuestion[] questions, int words)
    {
        _words = words;
        float[] thresholds = [.. questions.Select(q => q.Threshold).Distinct().Order()];
        _ranks = new(thresholds);
        _right = Ready(questions, thresholds, fromLeft: true, _ => true);
        _left = Ready(questions, thresholds, fromLeft: false, _ => true);
        _rightOrMissing = Ready(questions, thresholds, fromLeft: true, q => q.MissingRight);
        _leftOrMissing = Ready(questions, thresholds, fromLeft: false, q => !q.MissingRight);
        _missing = Filled(1);
        foreach (var question in questions)
            _missing[question.Tree] &= question.MissingRight ? ~question.LeftLeaves : ~question.RightLeaves;
    }

    /// <summary>How many thresholds a value lies above.</summary>
    public int Rank(float value) => _ranks.Of(value);

    /// <summary>How many thresholds both ends of bounds lie above.</summary>
    public (int Lower, int Upper) Ranks(float lower, float upper) => _ranks.Of(lower, upper);

    /// <summary>The leaves that are left right of the first thresholds, as many as a rank says.</summary>
    public ReadOnlySpan<uint> Right(int rank) => _right.AsSpan(rank * _words, _words);

    /// <summary>The leaves that are left on the left of all other thresholds.</summary>
    public ReadOnlySpan<uint> Left(int rank) => _left.AsSpan(rank * _words, _words);

    /// <summary>The leaves that are left where the column lies between bounds.</summary>
    public void And(ColumnBounds bounds, Span<uint> leaves)
    {
        if (_ranks.Count == 0)
            return;
        if (bounds.Lower > bounds.Upper)
        {
            And(leaves, _missing, _missing);
            return;
        }

        var (right, left) = bounds.Missing ? (_rightOrMissing, _leftOrMissing) : (_right, _left);
        var (first, last) = _ranks.Of(bounds.Lower, bounds.Upper);
        And(leaves, right.AsSpan(first * _words, _words), left.AsSpan(last * _words, _words));
    }

    /// <summary>The leaves that three sets have in common.</summary>
    private static void And(Span<uint> leaves, ReadOnlySpan<uint> right, ReadOnlySpan<uint> left)
    {
        ref var common = ref MemoryMarshal.GetReference(leaves);
        ref var a = ref MemoryMarshal.GetReference(right[..leaves.Length]);
        ref var b = ref MemoryMarshal.GetReference(left[..leaves.Length]);
        for (nuint w = 0; w < (nuint)leaves.Length; w += (nuint)Vector256<uint>.Count)
            (Vector256.LoadUnsafe(ref common, w) & Vector256.LoadUnsafe(ref a, w) & Vector256.LoadUnsafe(ref b, w)).StoreUnsafe(ref common, w);
    }

    /// <summary>For each place what is left after the questions before it were answered "right", or those from it on "left".</summary>
    private uint[] Ready(MaskQuestion[] questions, float[] thresholds, bool fromLeft, Func<MaskQuestion, bool> counts)
    {
        var places = thresholds.Length + 1;
        var sets = Filled(places);
        foreach (var question in questions.Where(counts))
        {
            var place = Array.BinarySearch(thresholds, question.Threshold);
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
