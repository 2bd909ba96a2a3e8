using System.Net;
using System.Net.Sockets;

namespace Matchmaking.Core.Webhooks;

/// <summary>
/// Tells addresses of the public internet from those of this machine, its networks and its neighbours (IANA special-purpose registries, RFC 6890). What
/// is not known to be public is not: of IPv6 only global unicast (2000::/3) is, without what stands for an IPv4 address that is not.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] _specialV4 =
    [
        Net("0.0.0.0/8"), // this network
        Net("10.0.0.0/8"), Net("172.16.0.0/12"), Net("192.168.0.0/16"), // private, RFC 1918
        Net("100.64.0.0/10"), // shared by carriers, RFC 6598; cloud metadata of some providers
        Net("127.0.0.0/8"), // loopback
        Net("169.254.0.0/16"), // link-local; cloud metadata
        Net("192.0.0.0/24"), Net("192.0.2.0/24"), Net("198.51.100.0/24"), Net("203.0.113.0/24"), // protocols and documentation
        Net("192.88.99.0/24"), // 6to4 relays, RFC 7526
        Net("198.18.0.0/15"), // benchmarks
        Net("224.0.0.0/4"), Net("240.0.0.0/4"), // multicast, reserved, broadcast
    ];

    private static readonly IPNetwork _globalV6 = Net("2000::/3");

    private static readonly IPNetwork[] _specialV6 =
    [
        Net("2001::/23"), // protocols: Teredo carries IPv4 addresses, ORCHID are no locators
        Net("2001:db8::/32"), Net("3fff::/20"), // documentation
        Net("5f00::/16"), // segment routing
    ];

    private static readonly IPNetwork _nat64 = Net("64:ff9b::/96");

    private static readonly IPNetwork _sixToFour = Net("2002::/16");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return IsPublic(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !_specialV4.Any(n => n.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        // A zone belongs to local addresses; without it the ranges compare.
        var plain = new IPAddress(address.GetAddressBytes());
        if (_nat64.Contains(plain))
            return IsPublic(V4Within(plain, 12));
        if (_sixToFour.Contains(plain))
            return IsPublic(V4Within(plain, 2));
        return _globalV6.Contains(plain) && !_specialV6.Any(n => n.Contains(plain));
    }

    private static IPAddress V4Within(IPAddress address, int start) => new(address.GetAddressBytes().AsSpan(start, 4));

    private static IPNetwork Net(string text) => IPNetwork.Parse(text);
}
