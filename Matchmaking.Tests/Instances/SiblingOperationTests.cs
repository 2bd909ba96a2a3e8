using Matchmaking.Api.Instances;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Instances;
using Matchmaking.Tests.Api.Operations;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Instances;

/// <summary>Operations of two servers: one does each, anybody tells of it and cancels it, and what a dead one was doing the other takes over.</summary>
internal sealed class SiblingOperationTests : SiblingFixture
{
    private const string Kind = "steps";

    private StepsHandler _ofOne = null!;
    private StepsHandler _ofOther = null!;

    [Test]
    public async Task Run_AskedForAtEither_IsDoneOnceAndFollowedFromBoth()
    {
        var asked = await One.Admin.AskSteps(Kind, 3);
        await Other.Admin.Until(asked, o => o.Text("status") == "running");
        var events = Other.Admin.GetAsync($"/operations/{asked}/events");
        AllowBoth(3);

        Assert.That((await One.Admin.Ended(asked)).Text("status"), Is.EqualTo("succeeded"));
        Assert.That((await events).Expect(200).Text, Does.Contain("event: succeeded"));
        Assert.That(await Created(), Is.EqualTo(Strings.Of("steps 1", "steps 2", "steps 3")));
    }

    [Test]
    public async Task Cancel_AtTheOneThatDoesNotRunIt_EndsIt()
    {
        var asked = await One.Admin.AskSteps(Kind, 5);
        AllowBoth(1);
        await One.Admin.Reached(asked, 1);

        // Neither may take a further step: only the signal ends it.
        (await One.Admin.DeleteAsync($"/operations/{asked}")).Expect(200);
        Assert.That((await One.Admin.Ended(asked)).Text("status"), Is.EqualTo("cancelled"));
        var second = await Other.Admin.AskSteps(Kind, 5);
        await Other.Admin.Until(second, o => o.Text("status") == "running");
        (await One.Admin.DeleteAsync($"/operations/{second}")).Expect(200);
        (await Other.Admin.DeleteAsync($"/operations/{second}")).Expect(200);

        Assert.That((await Other.Admin.Ended(second)).Text("status"), Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task Run_WhenItsInstanceIsTakenForDead_GoesOnAtTheOtherAndNoStepIsTakenTwice()
    {
        var asked = await One.Admin.AskSteps(Kind, 4);
        await One.Admin.Until(asked, o => o.Text("status") == "running");
        var (holder, idle) = await Holder(asked) == Registry(One).Id ? (One, Other) : (Other, One);
        var (slow, next) = holder == One ? (_ofOne, _ofOther) : (_ofOther, _ofOne);
        slow.Allow(2);
        await One.Admin.Reached(asked, 2);

        // As a machine that is cut off: struck off the list while it goes on.
        await Write(holder, db => InstanceStore.Delete(db, Registry(holder).Id));
        next.Allow(1);
        await One.Admin.Reached(asked, 3);
        slow.Allow(1);
        next.Allow(1);

        Assert.That((await idle.Admin.Ended(asked)).Text("status"), Is.EqualTo("succeeded"));
        Assert.That(await Created(), Is.EqualTo(Strings.Of("steps 1", "steps 2", "steps 3", "steps 4")));
    }

    [Test]
    public async Task Stop_OfTheOneThatRunsIt_LeavesItToTheOther()
    {
        var asked = await One.Admin.AskSteps(Kind, 2);
        AllowBoth(1);
        await One.Admin.Reached(asked, 1);
        var (holder, idle) = await Holder(asked) == Registry(One).Id ? (One, Other) : (Other, One);

        await Stop(holder);
        AllowBoth(1);

        Assert.That((await idle.Admin.Ended(asked)).Text("status"), Is.EqualTo("succeeded"));
        Assert.That((await idle.Admin.ListAsync("/startups")).Select(s => s.Text("name")), Is.EquivalentTo(Strings.Of("steps 1", "steps 2")));
    }

    protected override void AddToOne(IServiceCollection services) => services.AddSteps(_ofOne = new StepsHandler(Kind));

    protected override void AddToOther(IServiceCollection services) => services.AddSteps(_ofOther = new StepsHandler(Kind));

    private static InstanceRegistry Registry(TestServer server) => server.Services.GetRequiredService<InstanceRegistry>();

    private static Task<Result<bool>> Write(TestServer server, Func<Db, Task> useCase) => server.Services.GetRequiredService<IDatabase>().Write<bool>(
        Origin.System("test", TestServer.Start),
        async db =>
        {
            await useCase(db);
            return true;
        },
        CancellationToken.None);

    private Task<Guid> Holder(string operation) => One.Services.GetRequiredService<IDatabase>().Read(
        async db => Guid.Parse((await db.QuerySingleOrDefault<string>("SELECT holder FROM operations WHERE id = @operation", new { operation }))!), CancellationToken.None);

    private void AllowBoth(int steps)
    {
        _ofOne.Allow(steps);
        _ofOther.Allow(steps);
    }

    private async Task<IReadOnlyList<string>> Created() => [.. (await One.Admin.ListAsync("/startups")).Select(s => s.Text("name"))];
}
