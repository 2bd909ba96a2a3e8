using System.Buffers.Binary;
using System.Security.Cryptography;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Setup;

/// <summary>
/// UUIDv7 (RFC 9562) that grow strictly within a process, and over all that share a database (<see cref="IOrderedIds"/>): ids are the order of lists, and two made in the same millisecond
/// must not swap. The 12 bits behind the time count up (method 1 of section 6.2); the remaining 62 are random.
/// </summary>
internal sealed class Uuid7Source(TimeProvider clock) : IIdSource, IOrderedIds
{
    private readonly Lock _gate = new();
    private long _last;

    public long Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    public void Pass(long last)
    {
        lock (_gate)
            _last = Math.Max(_last, last);
    }

    public Guid Next()
    {
        long stamp;
        lock (_gate)
        {
            stamp = Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds() << 12, _last + 1);
            _last = stamp;
        }

        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes, ((stamp >> 12) << 16) | 0x7000 | (stamp & 0xFFF));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
