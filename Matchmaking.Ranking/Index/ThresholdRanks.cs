using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// How many of a column's thresholds a value lies above. Even cells say where to begin, so that a value is compared with the thresholds of its own cell alone; the
/// cells of two numbers are never in the other order than the numbers, whatever is rounded, so that the answer is exact. Immutable.
/// </summary>
internal sealed class ThresholdRanks
{
    /// <summary>Cells a threshold: about as many values find one vector of thresholds enough.</summary>
    private const int CellsAThreshold = 4;

    private readonly float[] _thresholds;

    // By cell: the thresholds of the cells before it.
    private readonly int[] _firsts;
    private readonly double _origin;
    private readonly double _scale;

    /// <param name="rising">No two the same.</param>
    public ThresholdRanks(float[] rising)
    {
        Count = rising.Length;
        // A whole vector more that no value lies above.
        _thresholds = [.. rising, .. Enumerable.Repeat(float.PositiveInfinity, Vector256<float>.Count)];
        _firsts = new int[Math.Max(1, CellsAThreshold * Count)];
        if (Count < 2)
            return;
        _origin = rising[0];
        _scale = _firsts.Length / ((double)rising[^1] - rising[0]);
        foreach (var threshold in rising)
            _firsts[Cell(threshold)]++;
        var before = 0;
        for (var cell = 0; cell < _firsts.Length; cell++)
            (_firsts[cell], before) = (before, before + _firsts[cell]);
    }

    public int Count { get; }

    public int Of(float value)
    {
        var (rank, wanted) = (_firsts[Cell(value)], Vector256.Create(value));
        ref var first = ref MemoryMarshal.GetArrayDataReference(_thresholds);
        while (true)
        {
            var thresholds = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, rank));
            var above = BitOperations.PopCount(Vector256.GreaterThan(wanted, thresholds).ExtractMostSignificantBits());
            rank += above;
            if (above < Vector256<float>.Count)
                return rank;
        }
    }

    /// <summary>Of both ends of bounds; the lower is not above the upper.</summary>
    public (int Lower, int Upper) Of(float lower, float upper)
    {
        var rank = Of(lower);
        // Mostly there is no threshold between the two.
        return (rank, _thresholds[rank] < upper ? Of(upper) : rank);
    }

    // Numbers that are too large, and none, become the nearest whole number and 0.
    private int Cell(float value) => Math.Clamp((int)((value - _origin) * _scale), 0, _firsts.Length - 1);
}
