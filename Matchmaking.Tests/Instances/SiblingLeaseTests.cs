using Matchmaking.Api.Instances;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Instances;

/// <summary>Works of which one is enough for all instances.</summary>
internal sealed class SiblingLeaseTests : SiblingFixture
{
    [Test]
    public async Task Holds_AskedByBoth_IsOneAndStaysThatOne()
    {
        var asked = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Holds(i % 2 == 0 ? One : Other)));

        var holder = asked[0] ? One : Other;
        Assert.That(asked, Is.EqualTo(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? One : Other) == holder)));
        Assert.That(await Holds(holder), Is.True);
    }

    [Test]
    public async Task Holds_AfterTheHolderHasEnded_IsTheOther()
    {
        Assert.That(await Holds(One), Is.True);
        Assert.That(await Holds(Other), Is.False);

        await Stop(One);

        Assert.That(await Holds(Other), Is.True);
    }

    [Test]
    public async Task Holds_OfAnotherWork_IsItsOwn()
    {
        Assert.That(await Holds(One), Is.True);

        Assert.That(await Holds(Other, Leases.SavedSearches), Is.True);
        Assert.That(await Holds(One, Leases.SavedSearches), Is.False);
    }

    private static Task<bool> Holds(TestServer server, string work = Leases.Webhooks) =>
        server.Services.GetRequiredService<Leases>().Holds(work, CancellationToken.None);
}
