using System.Collections.Concurrent;
using System.Net;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Webhooks;
using Matchmaking.Core.Webhooks;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Webhooks;

/// <summary>What a webhook may call, judged at the connection itself.</summary>
internal sealed class WebhookTargetTests
{
    // Boundaries: the first and last address of each range, and their neighbours outside.
    [TestCase("0.0.0.0", false)]
    [TestCase("0.255.255.255", false)]
    [TestCase("1.0.0.0", true)]
    [TestCase("8.8.8.8", true)]
    [TestCase("9.255.255.255", true)]
    [TestCase("10.0.0.0", false)]
    [TestCase("10.255.255.255", false)]
    [TestCase("11.0.0.0", true)]
    [TestCase("100.63.255.255", true)]
    [TestCase("100.64.0.0", false)]
    [TestCase("100.100.100.200", false)] // metadata of a cloud
    [TestCase("100.127.255.255", false)]
    [TestCase("100.128.0.0", true)]
    [TestCase("126.255.255.255", true)]
    [TestCase("127.0.0.1", false)]
    [TestCase("127.255.255.255", false)]
    [TestCase("128.0.0.0", true)]
    [TestCase("169.253.255.255", true)]
    [TestCase("169.254.169.254", false)] // metadata of most clouds
    [TestCase("169.255.0.0", true)]
    [TestCase("172.15.255.255", true)]
    [TestCase("172.16.0.0", false)]
    [TestCase("172.31.255.255", false)]
    [TestCase("172.32.0.0", true)]
    [TestCase("192.0.0.8", false)]
    [TestCase("192.0.2.1", false)]
    [TestCase("192.88.99.1", false)]
    [TestCase("192.167.255.255", true)]
    [TestCase("192.168.0.0", false)]
    [TestCase("192.168.255.255", false)]
    [TestCase("192.169.0.0", true)]
    [TestCase("198.17.255.255", true)]
    [TestCase("198.18.0.0", false)]
    [TestCase("198.19.255.255", false)]
    [TestCase("198.51.100.7", false)]
    [TestCase("203.0.113.7", false)]
    [TestCase("223.255.255.255", true)]
    [TestCase("224.0.0.1", false)]
    [TestCase("239.255.255.255", false)]
    [TestCase("240.0.0.1", false)]
    [TestCase("255.255.255.255", false)]
    [TestCase("::", false)]
    [TestCase("::1", false)]
    [TestCase("::7f00:1", false)] // IPv4-compatible
    [TestCase("::ffff:127.0.0.1", false)]
    [TestCase("::ffff:10.0.0.1", false)]
    [TestCase("::ffff:169.254.169.254", false)]
    [TestCase("::ffff:8.8.8.8", true)]
    [TestCase("64:ff9b::7f00:1", false)] // NAT64 of 127.0.0.1
    [TestCase("64:ff9b::a00:1", false)]
    [TestCase("64:ff9b::808:808", true)]
    [TestCase("64:ff9b:1::808:808", false)] // local NAT64
    [TestCase("100::1", false)] // discard
    [TestCase("2000::1", true)]
    [TestCase("2001::1", false)] // Teredo
    [TestCase("2001:0:a00:1::1", false)]
    [TestCase("2001:1ff:ffff::1", false)]
    [TestCase("2001:200::1", true)]
    [TestCase("2001:db8::1", false)]
    [TestCase("2002:7f00:1::1", false)] // 6to4 of 127.0.0.1
    [TestCase("2002:a00:1::1", false)]
    [TestCase("2002:808:808::1", true)]
    [TestCase("2606:4700:4700::1111", true)]
    [TestCase("3fff::1", false)]
    [TestCase("4000::1", false)]
    [TestCase("5f00::1", false)]
    [TestCase("fc00::1", false)]
    [TestCase("fdff:ffff::1", false)]
    [TestCase("fe80::1", false)]
    [TestCase("fe80::1%1", false)]
    [TestCase("fec0::1", false)]
    [TestCase("ff02::1", false)]
    public void Address_IsPublic_OnlyWhereTheInternetIs(string address, bool isPublic) =>
        Assert.That(PublicAddress.IsPublic(IPAddress.Parse(address)), Is.EqualTo(isPublic));

    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    [TestCase("::ffff:127.0.0.1")]
    [TestCase("10.0.0.1,127.0.0.1")]
    public async Task Name_WithAddressesThatAreNotPublic_IsNotCalled(string addresses)
    {
        var world = new FakeNames(_ => addresses);

        var (attempt, calls) = await Deliver(world, privateTargets: false, port => $"https://rebound.example:{port}/hooks");

        Assert.That(attempt.Text("error"), Is.EqualTo("target-not-allowed"));
        Assert.That(calls, Is.Zero);
        Assert.That(world.Asked, Is.EqualTo(Strings.Of("rebound.example")));
    }

    [Test]
    public async Task Name_ThatIsAnotherAddressEachTime_IsJudgedByTheOneThatIsConnectedTo()
    {
        // A name that is public whenever it is looked at, and private when it is used, would get through any check but this.
        var world = new FakeNames(asked => asked % 2 == 1 ? "127.0.0.1" : "8.8.8.8");

        var (attempt, calls) = await Deliver(world, privateTargets: false, port => $"https://rebound.example:{port}/hooks");

        Assert.That(attempt.Text("error"), Is.EqualTo("target-not-allowed"));
        Assert.That(calls, Is.Zero);
        Assert.That(world.Asked, Has.Count.EqualTo(1), "one look-up, whose answer is both judged and used");
    }

    [Test]
    public async Task Name_WhereTheSettingAllows_IsCalledAtTheAddressThatWasFound()
    {
        var (attempt, calls) = await Deliver(new FakeNames(_ => "127.0.0.1"), privateTargets: true, port => $"http://inside.example:{port}/hooks");

        Assert.That(attempt["error"], Is.Null);
        Assert.That(calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Name_WithoutAddresses_IsToldAsSuch()
    {
        var (attempt, _) = await Deliver(new NoNames(), privateTargets: false, _ => "https://nowhere.example/hooks");

        Assert.That(attempt.Text("error"), Is.EqualTo("name-not-resolved"));
    }

    [Test]
    public async Task Receiver_WithoutTls_IsNotSpokenTo()
    {
        var (attempt, calls) = await Deliver(new FakeNames(_ => "127.0.0.1"), privateTargets: true, port => $"https://inside.example:{port}/hooks");

        Assert.That(attempt.Text("error"), Is.EqualTo("tls-failed"));
        Assert.That(calls, Is.Zero);
    }

    /// <summary>Sends one test event.</summary>
    private static async Task<(System.Text.Json.Nodes.JsonNode Attempt, int Calls)> Deliver(IHostResolver names, bool privateTargets, Func<int, string> url)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await TestServer.StartAsync(
            services => services.AddSingleton(names), change: s => s with { Webhooks = new WebhookSettings(privateTargets) { AttemptTime = TimeSpan.FromSeconds(2) } });
        var hook = (await server.Admin.PostAsync("/webhooks", Bodies.Webhook(url: url(new Uri(receiver.Url).Port)).With("events", JsonNodes.Array("startup.created")))).Expect(201).Id;
        (await server.Admin.PostAsync($"/webhooks/{hook}/test")).Expect(201);
        await server.Services.GetRequiredService<WebhookDispatcher>().RunOnce(CancellationToken.None);
        return ((await server.Admin.ListAsync($"/webhooks/{hook}/deliveries")).Single().List("attempts").Single(), receiver.Calls.Count);
    }

    private sealed class FakeNames(Func<int, string> addresses) : IHostResolver
    {
        private readonly ConcurrentQueue<string> _asked = new();

        public IReadOnlyList<string> Asked => [.. _asked];

        public Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken cancel)
        {
            _asked.Enqueue(host);
            return Task.FromResult<IReadOnlyList<IPAddress>>([.. addresses(_asked.Count).Split(',').Select(IPAddress.Parse)]);
        }
    }
}
