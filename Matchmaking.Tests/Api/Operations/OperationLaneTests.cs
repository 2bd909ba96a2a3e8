using System.Text.Json.Nodes;
using Matchmaking.Api.Operations;
using Matchmaking.Core.Storage;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Operations;

/// <summary>Lanes run beside each other, and what happens to one leaves the others alone.</summary>
[CancelAfter(60_000)]
internal sealed class OperationLaneTests
{
    private const string Filling = "filling";
    private const string Computing = "computing";

    private Dictionary<string, StepsHandler> _handlers = [];
    private TestServer _server = null!;

    [SetUp]
    public async Task StartServer() => await Start(null);

    [TearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [TestCase("import", OperationLane.Data)]
    [TestCase("training", OperationLane.Compute)]
    public void Lane_OfTheProgramsKinds_IsWhatTheyTakeTurnsFor(string kind, OperationLane lane) =>
        Assert.That(_server.Services.GetServices<IOperationHandler>().Single(h => h.Kind == kind).Lane, Is.EqualTo(lane));

    [Test]
    public async Task Import_AskedForAfterLongComputing_EndsWhileThatRuns()
    {
        var computing = await Ask(Computing, 2);
        _handlers[Computing].Allow(1);
        await Reached(computing, 1);

        var imported = await _server.Admin.Import("startups", "externalId,name\n1,One\n");

        Assert.That(imported.Counts, Is.EqualTo((int[])[1, 0, 0, 0]));
        Assert.That((await Get(computing)).Text("status"), Is.EqualTo("running"));
        _handlers[Computing].Allow(1);
        Assert.That((await Ended(computing)).Text("status"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task Run_SeveralOfOneLane_OneAfterAnotherInTheOrderAskedForWhateverTheirKind()
    {
        string[] asked = [await Ask(Filling, 1), await Upload("1"), await Ask(Filling, 1), await Upload("2")];
        await Reached(asked[0], 0);
        var first = await Statuses(asked);
        _handlers[Filling].Allow(1);
        await Reached(asked[2], 0);
        var third = await Statuses(asked);
        _handlers[Filling].Allow(1);
        await Ended(asked[3]);

        Assert.That(first, Is.EqualTo("running queued queued queued"));
        Assert.That(third, Is.EqualTo("succeeded succeeded running queued"));
        Assert.That(await Statuses(asked), Is.EqualTo("succeeded succeeded succeeded succeeded"));
    }

    [Test]
    public async Task Cancel_InOneLane_LeavesTheOther()
    {
        var (filling, computing) = (await Ask(Filling, 2), await Ask(Computing, 2));
        await Reached(filling, 0);
        await Reached(computing, 0);

        (await _server.Admin.DeleteAsync($"/operations/{computing}")).Expect(200);
        var cancelled = await Ended(computing);
        var left = await Get(filling);
        _handlers[Filling].Allow(2);

        Assert.That(cancelled.Text("status"), Is.EqualTo("cancelled"));
        Assert.That(left.Text("status"), Is.EqualTo("running"));
        Assert.That((await Ended(filling)).Text("status"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task Run_WhenTheDatabaseCannotInOneLane_LeavesTheOther()
    {
        var (filling, computing) = (await Ask(Filling, 2), await Ask(Computing, 1));
        _handlers[Filling].Allow(1);
        await Reached(filling, 1);
        await Reached(computing, 0);
        var before = (await _server.Admin.GetAsync($"/operations/{filling}")).ETag;

        // Interrupted until it is given up: taken back three times.
        _handlers[Computing].Bug = new DatabaseBusyException();
        _handlers[Computing].Allow(3);
        var given = await Ended(computing);
        var after = (await _server.Admin.GetAsync($"/operations/{filling}")).ETag;
        _handlers[Filling].Allow(1);

        Assert.That(given["error"]!.Text("code"), Is.EqualTo("operation-interrupted"));
        Assert.That(after, Is.EqualTo(before));
        Assert.That((await Ended(filling)).Text("status"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task Restart_WhileBothLanesRun_BothGoOnBehindTheirLastSteps()
    {
        var (filling, computing) = (await Ask(Filling, 3), await Ask(Computing, 2));
        _handlers[Filling].Allow(2);
        _handlers[Computing].Allow(1);
        await Reached(filling, 2);
        await Reached(computing, 1);

        await Start(await _server.StopAsync());
        _handlers[Filling].Allow(1);
        _handlers[Computing].Allow(1);
        JsonNode[] ended = [await Ended(filling), await Ended(computing)];

        Assert.That(ended.Select(o => o.Text("status")), Has.All.EqualTo("succeeded"));
        Assert.That(
            (await _server.Admin.ListAsync("/startups")).Select(s => s.Text("name")),
            Is.EquivalentTo((string[])["filling 1", "filling 2", "filling 3", "computing 1", "computing 2"]));
    }

    private async Task Start(DirectoryInfo? folder)
    {
        _handlers = new() { [Filling] = new(Filling, OperationLane.Data), [Computing] = new(Computing, OperationLane.Compute) };
        _server = await TestServer.StartAsync(Add, folder);
    }

    private void Add(IServiceCollection services)
    {
        foreach (var handler in _handlers.Values)
            services.AddSteps(handler);
    }

    private Task<string> Ask(string kind, int steps) => _server.Admin.AskSteps(kind, steps);

    private async Task<string> Upload(string externalId) =>
        (await _server.Admin.TryImport("startups", $"externalId,name\n{externalId},Imported {externalId}\n")).Expect(202).Id;

    private async Task<JsonNode> Get(string id) => (await _server.Admin.GetAsync($"/operations/{id}")).Expect(200).Json;

    private async Task<string> Statuses(string[] ids)
    {
        var statuses = new List<string>();
        foreach (var id in ids)
            statuses.Add((await Get(id)).Text("status"));
        return string.Join(' ', statuses);
    }

    private Task<JsonNode> Ended(string id) => _server.Admin.Ended(id);

    private Task<JsonNode> Reached(string id, int steps) => _server.Admin.Reached(id, steps);
}
