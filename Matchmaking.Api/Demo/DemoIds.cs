using System.Buffers.Binary;

namespace Matchmaking.Api.Demo;

/// <summary>
/// Ids of one kind of thing: UUIDv7 of given times with seeded bits behind them. They grow strictly as long as the times do
/// not fall, so that the order of lists is the order of creation.
/// </summary>
internal sealed class DemoIds(string kind)
{
    private readonly DemoRandom _random = DemoRandom.For("ids of " + kind);
    private long _last;

    /// <exception cref="ArgumentException">The time lies before that of the last id.</exception>
    public Guid Next(DateTimeOffset at)
    {
        var stamp = at.ToUnixTimeMilliseconds() << 12;
        if (stamp >> 12 < _last >> 12)
            throw new ArgumentException("Ids are handed out in the order of creation.", nameof(at));
        stamp = Math.Max(stamp, _last + 1);
        _last = stamp;
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ((stamp >> 12) << 16) | 0x7000 | (stamp & 0xFFF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (_random.Next() >> 2) | (1UL << 63));
        return new Guid(bytes, bigEndian: true);
    }
}
