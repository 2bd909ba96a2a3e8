using System.Buffers.Binary;

namespace Matchmaking.Ranking.Profiles;

/// <summary>The text order of ids as a number, so that sorting a thousand of them compares no texts.</summary>
internal static class IdOrder
{
    public static UInt128 Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>The id at a place in the order.</summary>
    public static Guid GuidOf(UInt128 order)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, order);
        return new(bytes, bigEndian: true);
    }

    /// <summary>Candidates in the order of their ids.</summary>
    /// <param name="candidates">In any order.</param>
    /// <param name="key">The id's place in the order.</param>
    /// <param name="name">Of the argument, for the exception.</param>
    /// <exception cref="ArgumentException">One occurs twice.</exception>
    public static T[] Sorted<T>(IReadOnlyList<T> candidates, Func<T, UInt128> key, string name)
    {
        var ordered = candidates.ToArray();
        var keys = Array.ConvertAll(ordered, c => key(c));
        Array.Sort(keys, ordered);
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i] == keys[i - 1])
                throw new ArgumentException("A candidate occurs twice.", name);
        }

        return ordered;
    }
}
