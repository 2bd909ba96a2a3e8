using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Matchmaking.Core.Numerics;

/// <summary>Four complex sequences side by side, one in each lane, with the second buffers that a transform moves through.</summary>
/// <param name="length">Of each sequence; the arrays may be longer.</param>
/// <param name="room">Gives the arrays, which hold nothing of meaning at first.</param>
internal sealed class FourSequences(int length, RentedArrays room)
{
    public int Length { get; } = length;

    public Vector256<double>[] Re { get; private set; } = room.Vectors(length);

    public Vector256<double>[] Im { get; private set; } = room.Vectors(length);

    internal Vector256<double>[] OtherRe { get; private set; } = room.Vectors(length);

    internal Vector256<double>[] OtherIm { get; private set; } = room.Vectors(length);

    internal void Swap()
    {
        (Re, OtherRe) = (OtherRe, Re);
        (Im, OtherIm) = (OtherIm, Im);
    }
}

/// <summary>
/// Discrete Fourier transforms of four sequences at once: X[k] = sum over x of v[x] exp(-2 pi i k x / N), for N = 2^a 3^b 5^c.
/// Stockham's self-sorting passes of radix 4, 2, 3 and 5 (C. Van Loan, "Computational Frameworks for the Fast Fourier Transform",
/// sections 1.7 and 2.4). Lanes never meet: each is computed by the same additions and multiplications as a scalar program would do, so
/// vector instructions change no bit, and neither does what stands in the other lanes. Error about 1e-16 of the largest value.
/// </summary>
internal sealed class FourierTransform
{
    private static readonly double _sin60 = RootsOfUnity.At(1, 6).Sin;
    private static readonly (double Cos, double Sin) _fifth = RootsOfUnity.At(1, 5);
    private static readonly (double Cos, double Sin) _twoFifths = RootsOfUnity.At(2, 5);

    private static readonly ConcurrentDictionary<int, FourierTransform> _known = new();

    private readonly int[] _radices;
    private readonly RootsOfUnity _roots;

    /// <param name="length">2^a 3^b 5^c.</param>
    /// <exception cref="ArgumentException">Another prime divides the length.</exception>
    internal FourierTransform(int length)
    {
        Length = length;
        _radices = Radices(length) ?? throw new ArgumentException($"{length} has a prime factor other than 2, 3 and 5.", nameof(length));
        _roots = new RootsOfUnity(length);
    }

    public int Length { get; }

    /// <summary>The shortest transform, of a multiple of 4, with room for this many values; kept, since there are few such lengths.</summary>
    public static FourierTransform For(int values)
    {
        var length = Math.Max(4, (values + 3) / 4 * 4);
        while (Radices(length) is null)
            length += 4;
        return _known.GetOrAdd(length, l => new(l));
    }

    public void Forward(FourSequences data)
    {
        if (data.Length != Length)
            throw new ArgumentException($"{data.Length} values, not {Length}.", nameof(data));
        var (n, stride) = (Length, 1);
        foreach (var radix in _radices)
        {
            Pass(data, radix, n / radix, stride);
            data.Swap();
            (n, stride) = (n / radix, stride * radix);
        }
    }

    /// <summary>With 4 before 2: fewer passes. Null where another prime is left.</summary>
    private static int[]? Radices(int length)
    {
        var radices = new List<int>();
        foreach (var radix in (ReadOnlySpan<int>)[4, 2, 3, 5])
        {
            for (; length % radix == 0; length /= radix)
                radices.Add(radix);
        }

        return length == 1 ? [.. radices] : null;
    }

    private void Pass(FourSequences data, int radix, int count, int stride)
    {
        var from = new Sequences(data.Re, data.Im);
        var to = new Sequences(data.OtherRe, data.OtherIm);
        switch (radix)
        {
            case 4:
                Four(from, to, count, stride);
                break;
            case 2:
                Two(from, to, count, stride);
                break;
            case 3:
                Three(from, to, count, stride);
                break;
            default:
                Five(from, to, count, stride);
                break;
        }
    }

    /// <summary>exp(-2 pi i k / N) in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Complexes Root(int k) => new(Vector256.Create(_roots.Cos[k]), Vector256.Create(-_roots.Sin[k]));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Two(Sequences from, Sequences to, int count, int stride)
    {
        var apart = stride * count;
        for (var p = 0; p < count; p++)
        {
            var root = Root(p * stride);
            var (read, write) = (stride * p, stride * 2 * p);
            for (var q = 0; q < stride; q++)
            {
                var (a, b) = (from[read + q], from[read + q + apart]);
                to.Set(write + q, a + b);
                to.Set(write + q + stride, (a - b) * root);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Four(Sequences from, Sequences to, int count, int stride)
    {
        var apart = stride * count;
        for (var p = 0; p < count; p++)
        {
            var (root, root2, root3) = (Root(p * stride), Root(2 * p * stride), Root(3 * p * stride));
            var (read, write) = (stride * p, stride * 4 * p);
            for (var q = 0; q < stride; q++)
            {
                var (a, b, c, d) = (from[read + q], from[read + q + apart], from[read + q + 2 * apart], from[read + q + 3 * apart]);
                var (ac, bd, aMinusC, turned) = (a + c, b + d, a - c, (b - d).TimesMinusI());
                to.Set(write + q, ac + bd);
                to.Set(write + q + stride, (aMinusC + turned) * root);
                to.Set(write + q + 2 * stride, (ac - bd) * root2);
                to.Set(write + q + 3 * stride, (aMinusC - turned) * root3);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Three(Sequences from, Sequences to, int count, int stride)
    {
        var apart = stride * count;
        for (var p = 0; p < count; p++)
        {
            var (root, root2) = (Root(p * stride), Root(2 * p * stride));
            var (read, write) = (stride * p, stride * 3 * p);
            for (var q = 0; q < stride; q++)
            {
                var (a, b, c) = (from[read + q], from[read + q + apart], from[read + q + 2 * apart]);
                var sum = b + c;
                var middle = a - sum * 0.5;
                var turned = ((b - c) * _sin60).TimesMinusI();
                to.Set(write + q, a + sum);
                to.Set(write + q + stride, (middle + turned) * root);
                to.Set(write + q + 2 * stride, (middle - turned) * root2);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Five(Sequences from, Sequences to, int count, int stride)
    {
        var apart = stride * count;
        for (var p = 0; p < count; p++)
        {
            var (root, root2, root3, root4) = (Root(p * stride), Root(2 * p * stride), Root(3 * p * stride), Root(4 * p * stride));
            var (read, write) = (stride * p, stride * 5 * p);
            for (var q = 0; q < stride; q++)
            {
                var (a, b, c) = (from[read + q], from[read + q + apart], from[read + q + 2 * apart]);
                var (d, e) = (from[read + q + 3 * apart], from[read + q + 4 * apart]);
                var (outer, inner, outerDifference, innerDifference) = (b + e, c + d, b - e, c - d);
                var first = a + outer * _fifth.Cos + inner * _twoFifths.Cos;
                var second = a + outer * _twoFifths.Cos + inner * _fifth.Cos;
                var firstTurned = (outerDifference * _fifth.Sin + innerDifference * _twoFifths.Sin).TimesMinusI();
                var secondTurned = (outerDifference * _twoFifths.Sin - innerDifference * _fifth.Sin).TimesMinusI();
                to.Set(write + q, a + outer + inner);
                to.Set(write + q + stride, (first + firstTurned) * root);
                to.Set(write + q + 2 * stride, (second + secondTurned) * root2);
                to.Set(write + q + 3 * stride, (second - secondTurned) * root3);
                to.Set(write + q + 4 * stride, (first - firstTurned) * root4);
            }
        }
    }

    /// <summary>Unchecked access: the transform's lengths were compared once, and passes stay within them.</summary>
    private readonly ref struct Sequences(Vector256<double>[] re, Vector256<double>[] im)
    {
        private readonly ref Vector256<double> _re = ref MemoryMarshal.GetArrayDataReference(re);
        private readonly ref Vector256<double> _im = ref MemoryMarshal.GetArrayDataReference(im);

        public Complexes this[int i]
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new(Unsafe.Add(ref _re, i), Unsafe.Add(ref _im, i));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Set(int i, Complexes value)
        {
            Unsafe.Add(ref _re, i) = value.Re;
            Unsafe.Add(ref _im, i) = value.Im;
        }
    }

    /// <summary>Four complex numbers.</summary>
    private readonly struct Complexes(Vector256<double> re, Vector256<double> im)
    {
        public readonly Vector256<double> Re = re;
        public readonly Vector256<double> Im = im;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Complexes operator +(Complexes a, Complexes b) => new(a.Re + b.Re, a.Im + b.Im);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Complexes operator -(Complexes a, Complexes b) => new(a.Re - b.Re, a.Im - b.Im);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Complexes operator *(Complexes a, Complexes b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Complexes operator *(Complexes a, double b) => new(a.Re * b, a.Im * b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Complexes TimesMinusI() => new(Im, -Re);
    }
}
