using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Matchmaking.Api.Limits;

/// <summary>
/// Where a request comes from, as far as one sender can choose no other: an IPv4 address, or the first 64 bits of an IPv6
/// address, since a subscriber is given at least that many addresses. Never logged.
/// </summary>
internal readonly record struct ClientAddress(bool IsV6, ulong Bits)
{
    private const int NetworkBytes = 8;

    /// <param name="address">Null where there is none (a Unix socket): such callers are one.</param>
    public static ClientAddress Of(IPAddress? address)
    {
        if (address is null)
            return default;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? new(true, BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(0, NetworkBytes)))
            : new(false, BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }
}
