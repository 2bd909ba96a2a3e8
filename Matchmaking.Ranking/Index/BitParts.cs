using System.Numerics;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// Something that unites over the numbers of a set (<see cref="RequestBlock.Bit"/>), put together from what is kept of each eighth of the set: blocks have thousands of sets
/// of districts, but their eighths are never more than 256 each. For one thread.
/// </summary>
/// <typeparam name="T">What is kept; must not change any more.</typeparam>
/// <param name="numbers">How many numbers there are; those beyond the last bit share it.</param>
/// <param name="one">Of a number.</param>
/// <param name="both">Of two sets.</param>
internal sealed class BitParts<T>(int numbers, Func<int, T> one, Func<T, T, T> both)
    where T : class
{
    private const int Bits = 8;
    private const int Sets = 1 << Bits;

    private readonly T?[] _known = new T?[Sets * (RequestBlock.LastBit + 1) / Bits];

    /// <summary>What is kept of the parts of a set that are not empty; the set is not.</summary>
    public Enumerator Of(ulong set) => new(this, set);

    private T Part(int eighth, int bits)
    {
        ref var known = ref _known[eighth * Sets + bits];
        if (known is not null)
            return known;
        var rest = bits & (bits - 1);
        var last = OfBit(eighth * Bits + BitOperations.TrailingZeroCount(bits));
        return known = rest == 0 ? last : both(Part(eighth, rest), last);
    }

    private T OfBit(int bit)
    {
        var all = one(bit);
        for (var number = bit + 1; bit == RequestBlock.LastBit && number < numbers; number++)
            all = both(all, one(number));
        return all;
    }

    /// <summary>Goes from part to part.</summary>
    public struct Enumerator(BitParts<T> parts, ulong set)
    {
        private ulong _left = set;

        public T Current { get; private set; } = null!;

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_left == 0)
                return false;
            var eighth = BitOperations.TrailingZeroCount(_left) / Bits;
            var bits = (int)(_left >> (eighth * Bits)) & (Sets - 1);
            Current = parts.Part(eighth, bits);
            _left &= ~((ulong)bits << (eighth * Bits));
            return true;
        }
    }
}
