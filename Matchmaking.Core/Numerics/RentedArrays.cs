using System.Buffers;
using System.Runtime.Intrinsics;

namespace Matchmaking.Core.Numerics;

/// <summary>
/// Large arrays for one computation, given back together at its end: fresh ones cost more in page faults and collections than the computation itself.
/// May be used by several threads.
/// </summary>
internal sealed class RentedArrays : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<double[]> _numbers = [];
    private readonly List<Vector256<double>[]> _vectors = [];

    /// <summary>At least so long; what it holds is undefined.</summary>
    public double[] Numbers(int length)
    {
        var array = ArrayPool<double>.Shared.Rent(length);
        lock (_gate)
            _numbers.Add(array);
        return array;
    }

    /// <summary>At least so long, all 0.</summary>
    public double[] Zeros(int length)
    {
        var array = Numbers(length);
        Array.Clear(array);
        return array;
    }

    /// <summary>At least so long; what it holds is undefined.</summary>
    public Vector256<double>[] Vectors(int length)
    {
        var array = ArrayPool<Vector256<double>>.Shared.Rent(length);
        lock (_gate)
            _vectors.Add(array);
        return array;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _numbers.ForEach(a => ArrayPool<double>.Shared.Return(a));
            _vectors.ForEach(a => ArrayPool<Vector256<double>>.Shared.Return(a));
            _numbers.Clear();
            _vectors.Clear();
        }
    }
}
