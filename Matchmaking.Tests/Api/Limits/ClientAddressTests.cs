using System.Net;
using Matchmaking.Api.Limits;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Limits;

/// <summary>Who counts as one sender.</summary>
internal sealed class ClientAddressTests
{
    [TestCase("192.0.2.1", "192.0.2.1", true)]
    [TestCase("192.0.2.1", "192.0.2.2", false)]
    [TestCase("192.0.2.1", "::ffff:192.0.2.1", true)] // the same, as a socket for both families reports it
    [TestCase("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", true)] // one subscriber's /64
    [TestCase("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [TestCase("::c000:201", "192.0.2.1", false)] // not a mapped address
    public void Of_TwoAddresses_SameSenderOrNot(string one, string other, bool same) =>
        Assert.That(ClientAddress.Of(IPAddress.Parse(one)) == ClientAddress.Of(IPAddress.Parse(other)), Is.EqualTo(same));

    [Test]
    public void Of_NoAddress_IsASenderOfItsOwn() =>
        Assert.That(ClientAddress.Of(null), Is.Not.EqualTo(ClientAddress.Of(IPAddress.Loopback)).And.Not.EqualTo(ClientAddress.Of(IPAddress.IPv6Loopback)));
}
