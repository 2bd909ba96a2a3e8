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
}
