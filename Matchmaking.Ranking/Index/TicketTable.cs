namespace Matchmaking.Ranking.Index;

/// <summary>What was made of the last thousands of tickets, found in less time than a dictionary takes: nearly every row asks. For one thread.</summary>
/// <typeparam name="T">What is made.</typeparam>
internal sealed class TicketTable<T>
    where T : class
{
    private const int Bits = 14;

    /// <summary>Half of the places, so that one is soon found.</summary>
    private const int MostKept = 1 << (Bits - 1);

    /// <summary>2^64 divided by the golden ratio: spreads what differs little (D. Knuth, "The Art of Computer Programming" 3, section 6.4).</summary>
    private const ulong Spread = 0x9E3779B97F4A7C15;

    private readonly long[] _keys = new long[1 << Bits];
    private readonly T?[] _values = new T?[1 << Bits];
    private int _count;

    /// <returns>Null for a ticket of which nothing is kept.</returns>
    public T? Find(long key) => _values[Place(key)];

    /// <param name="key">Of which nothing is kept.</param>
    /// <param name="value">To be kept until there are too many.</param>
    public void Add(long key, T value)
    {
        if (_count == MostKept)
        {
            Array.Clear(_values);
            _count = 0;
        }

        var place = Place(key);
        (_keys[place], _values[place]) = (key, value);
        _count++;
    }

    /// <summary>Where a key is, or would be.</summary>
    private int Place(long key)
    {
        var place = (int)((ulong)key * Spread >> (64 - Bits));
        while (_values[place] is not null && _keys[place] != key)
            place = (place + 1) & ((1 << Bits) - 1);
        return place;
    }
}
