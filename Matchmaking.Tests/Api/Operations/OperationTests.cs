using System.Text.Json.Nodes;
using Matchmaking.Api.Operations;
using Matchmaking.Api.Upkeep;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Operations;

/// <summary>Long work: taken on, followed, cancelled, and carried over a restart.</summary>
[CancelAfter(60_000)]
internal sealed class OperationTests
{
    private StepsHandler _handler = null!;
    private TestServer _server = null!;

    [SetUp]
    public async Task StartServer()
    {
        _handler = new StepsHandler();
        _server = await TestServer.StartAsync(Add);
    }

    [TearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [Test]
    public async Task Run_ToItsEnd_SucceedsWithResultAndEffects()
    {
        var id = await Start(3);
        _handler.Allow(3);

        var done = await Ended(id);

        Assert.That(done.Text("status"), Is.EqualTo("succeeded"));
        Assert.That(done["progress"]!.ToJsonString(), Is.EqualTo("""{"done":3,"total":3,"phase":"stepping"}"""));
        Assert.That(done["result"]!["done"]!.GetValue<int>(), Is.EqualTo(3));
        Assert.That(done["error"], Is.Null);
        Assert.That(done["finishedAt"], Is.Not.Null);
        Assert.That(await Startups(), Is.EqualTo(3));
    }

    [Test]
    public async Task Operation_ThatEndedLongAgo_IsForgottenAndOneThatRunsIsNot()
    {
        var ended = await Start(1);
        _handler.Allow(1);
        await Ended(ended);
        var running = await Start(1);
        await Reached(running, 0);
        var trim = _server.Services.GetRequiredService<TableTrim>();

        _server.Clock.Advance(TimeSpan.FromDays(89));
        await trim.Trim(CancellationToken.None);
        (await _server.Admin.GetAsync($"/operations/{ended}")).Expect(200);
        _server.Clock.Advance(TimeSpan.FromDays(2));
        await trim.Trim(CancellationToken.None);

        (await _server.Admin.GetAsync($"/operations/{ended}")).Expect(404);
        Assert.That((await _server.Admin.GetAsync($"/operations/{running}")).Expect(200).Json.Text("status"), Is.EqualTo("running"));
        Assert.That((await _server.Admin.GetAsync($"/audit?resource=operation&resourceId={ended}")).Expect(200).Json["items"]!.AsArray(), Is.Not.Empty);
        _handler.Allow(1);
        await Ended(running);
    }

    [Test]
    public async Task Result_InChinese_IsToldInChinese()
    {
        var id = await Start(1);
        _handler.Allow(1);
        await Ended(id);

        Assert.That((await _server.Admin.GetAsync($"/operations/{id}", ("Accept-Language", "zh-CN"))).Json["result"]!.Text("word"), Is.EqualTo("步"));
    }

    [Test]
    public async Task Run_Refused_FailsWithTheReasonInTheReadersLanguage()
    {
        var id = await Start(3);
        _handler.Allow(1);
        await Reached(id, 1);
        _handler.Refusal = DomainError.NotFound("session");
        _handler.Allow(1);

        var failed = await Ended(id);
        var chinese = (await _server.Admin.GetAsync($"/operations/{id}", ("Accept-Language", "zh"))).Json;

        Assert.That(failed.Text("status"), Is.EqualTo("failed"));
        Assert.That(failed["error"]!.Text("code"), Is.EqualTo("not-found"));
        Assert.That(failed["error"]!.Text("message"), Does.Contain("session"));
        Assert.That(chinese["error"]!.Text("message"), Does.Match("[\\u4e00-\\u9fff]"));
        Assert.That(failed["result"]!["done"]!.GetValue<int>(), Is.EqualTo(1), "what was done until then");
    }

    [Test]
    public async Task Run_WithABug_FailsWithoutShowingIt()
    {
        var id = await Start(1);
        _handler.Bug = new InvalidOperationException("inner secret");
        _handler.Allow(1);

        var failed = await Ended(id);

        Assert.That(failed["error"]!.Text("code"), Is.EqualTo("internal-error"));
        Assert.That(failed.ToJsonString(), Does.Not.Contain("inner secret"));

        // The worker goes on with the next.
        _handler.Bug = null;
        var next = await Start(1);
        _handler.Allow(1);
        Assert.That((await Ended(next)).Text("status"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task Cancel_WhileItRuns_KeepsWhatWasDone()
    {
        var id = await Start(100);
        _handler.Allow(2);
        await Reached(id, 2);

        (await _server.Admin.DeleteAsync($"/operations/{id}")).Expect(200);
        var ended = await Ended(id);

        Assert.That(ended.Text("status"), Is.EqualTo("cancelled"));
        Assert.That(ended["result"]!["done"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(await Startups(), Is.EqualTo(2));
        (await _server.Admin.DeleteAsync($"/operations/{id}")).Expect(200);
    }

    [Test]
    public async Task Cancel_WhileItWaits_EndsItAtOnce()
    {
        var first = await Start(1);
        var second = await Start(1);

        var cancelled = (await _server.Admin.DeleteAsync($"/operations/{second}")).Expect(200).Json;
        _handler.Allow(1);
        await Ended(first);

        Assert.That(cancelled.Text("status"), Is.EqualTo("cancelled"));
        Assert.That(await Startups(), Is.EqualTo(1));
    }

    [Test]
    public async Task Cancel_WhatHasEnded_409()
    {
        var id = await Start(0);
        await Ended(id);

        (await _server.Admin.DeleteAsync($"/operations/{id}")).Refused(409, "operation-finished");
    }

    [Test]
    public async Task Start_SameIdempotencyKey_IsOneOperation()
    {
        _handler.Allow(5);
        var first = (await Post(2, "once")).Expect(202);
        var again = (await Post(2, "once")).Expect(202);
        await Ended(first.Id);

        Assert.That(again.Id, Is.EqualTo(first.Id));
        Assert.That(await Startups(), Is.EqualTo(2));
    }

    [Test]
    public async Task Start_TooManyWaiting_503()
    {
        for (var n = 0; n < OperationService.QueueMax; n++)
            await Start(1);
        // One of them may run already.
        await Post(1, null);

        var refused = (await Post(1, null)).Refused(503, "too-many-operations");

        Assert.That(refused.Headers.RetryAfter, Is.Not.Null);
    }

    [Test]
    public async Task Restart_WhileItRuns_GoesOnBehindTheLastStep()
    {
        var id = await Start(6);
        var waiting = await Start(1);
        _handler.Allow(3);
        await Reached(id, 3);

        var folder = await _server.StopAsync();
        _handler = new StepsHandler();
        _handler.Allow(4);
        _server = await TestServer.StartAsync(Add, folder);
        var (done, next) = (await Ended(id), await Ended(waiting));

        Assert.That(done.Text("status"), Is.EqualTo("succeeded"));
        Assert.That(next.Text("status"), Is.EqualTo("succeeded"));
        Assert.That((await _server.Admin.ListAsync("/startups")).Select(s => s.Text("name")), Is.EquivalentTo((string[])["s 1", "s 1", "s 2", "s 3", "s 4", "s 5", "s 6"]));
    }

    [Test]
    public async Task Restart_AgainAndAgain_GivesUpInTheEnd()
    {
        var id = await Start(6);
        await Reached(id, 0);
        for (var n = 0; n < 3; n++)
        {
            var folder = await _server.StopAsync();
            _handler = new StepsHandler();
            _server = await TestServer.StartAsync(Add, folder);
            if (n < 2)
                await _server.Admin.Until(id, o => o.Text("status") == "running");
        }

        var given = await Ended(id);

        Assert.That(given.Text("status"), Is.EqualTo("failed"));
        Assert.That(given["error"]!.Text("code"), Is.EqualTo("operation-interrupted"));
    }

    [Test]
    public async Task Run_WhenTheDatabaseCannot_GoesOnBehindTheLastStep()
    {
        var id = await Start(3);
        _handler.Allow(1);
        await Reached(id, 1);
        // Back into the queue, begun again, reported: three changes.
        var interrupted = 3 + int.Parse((await _server.Admin.GetAsync($"/operations/{id}")).ETag.Trim('"'), System.Globalization.CultureInfo.InvariantCulture);
        _handler.Bug = new DatabaseBusyException();
        _handler.Allow(1);
        await _server.Admin.Until(id, o => o.Text("status") == "running", interrupted);
        _handler.Bug = null;
        _handler.Allow(2);

        Assert.That((await Ended(id)).Text("status"), Is.EqualTo("succeeded"));
        Assert.That((await _server.Admin.ListAsync("/startups")).Select(s => s.Text("name")), Is.EquivalentTo((string[])["s 1", "s 2", "s 3"]));
    }

    [Test]
    public async Task Run_WhenTheDatabaseCannotAgainAndAgain_IsGivenUp()
    {
        _handler.Bug = new DatabaseBusyException();
        _handler.Allow(3);

        var given = await Ended(await Start(1));

        Assert.That(given.Text("status"), Is.EqualTo("failed"));
        Assert.That(given["error"]!.Text("code"), Is.EqualTo("operation-interrupted"));
    }

    [Test]
    public async Task Events_FromTheBeginning_TellEveryStateToTheEnd()
    {
        var id = await Start(2);
        using var events = await EventReader.Open(_server, id, null);
        var first = await events.Next();
        _handler.Allow(2);
        var all = await events.ToEnd();

        Assert.That(first!.Type, Is.EqualTo("progress"));
        Assert.That(all[^1].Type, Is.EqualTo("succeeded"));
        Assert.That(all[^1].Data["result"]!["done"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(all.Select(e => int.Parse(e.Id, System.Globalization.CultureInfo.InvariantCulture)), Is.Ordered.And.Unique);
        Assert.That(events.MediaType, Is.EqualTo("text/event-stream"));
    }

    [Test]
    public async Task Events_WithLastEventId_TellOnlyWhatCameAfter()
    {
        var id = await Start(3);
        _handler.Allow(1);
        await Reached(id, 1);
        string seen;
        using (var events = await EventReader.Open(_server, id, null))
            seen = (await events.Next())!.Id;

        using var later = await EventReader.Open(_server, id, seen);
        _handler.Allow(2);
        var rest = await later.ToEnd();

        Assert.That(rest.Select(e => e.Data["progress"]!["done"]!.GetValue<int>()), Has.All.GreaterThan(1));
        Assert.That(rest[^1].Type, Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task Events_OfWhatHasEnded_TellTheEndAndClose()
    {
        var id = await Start(0);
        var version = (await Ended(id), (await _server.Admin.GetAsync($"/operations/{id}")).ETag.Trim('"')).Item2;

        using var events = await EventReader.Open(_server, id, version);

        Assert.That((await events.ToEnd()).Select(e => e.Type), Is.EqualTo((string[])["succeeded"]));
    }

    [Test]
    public async Task Stop_WithAReaderOfEvents_DoesNotWaitForIt()
    {
        var id = await Start(1);
        using var events = await EventReader.Open(_server, id, null);
        await events.Next();

        var folder = await _server.StopAsync();

        Assert.That(await events.ToEnd(), Has.None.Property("Type").EqualTo("succeeded"));
        _handler = new StepsHandler();
        _server = await TestServer.StartAsync(Add, folder);
    }

    [Test]
    public async Task Audit_OfAnOperation_TellsWhoAskedAndWhatItDid()
    {
        var organizer = await _server.As("organizer");
        var id = (await organizer.PostAsync("/steps", new JsonObject { ["steps"] = 1, ["name"] = "audited" }, ("X-Request-Id", "the-request"))).Expect(202).Id;
        _handler.Allow(1);
        await Ended(id);

        var rows = await _server.Admin.ListAsync("/audit?requestId=the-request");

        Assert.That(rows.Select(r => $"{r.Text("action")} {r.Text("resource")}"), Is.EqualTo((string[])["created operation", "created startup"]));
        Assert.That(rows.Select(r => r["actor"]!.Text("role")), Has.All.EqualTo("organizer"));
    }

    private void Add(IServiceCollection services)
    {
        services.AddSteps(_handler, Role.Organizer);
    }

    private Task<Answer> Post(int steps, string? key) => _server.Admin.PostAsync(
        "/steps", new JsonObject { ["steps"] = steps, ["name"] = "s" }, key is null ? [] : [("Idempotency-Key", key)]);

    private async Task<string> Start(int steps)
    {
        var answer = (await Post(steps, null)).Expect(202);
        Assert.That(answer.Headers.Location!.ToString(), Is.EqualTo($"/v1/operations/{answer.Id}"));
        return answer.Id;
    }

    private async Task<int> Startups() => (await _server.Admin.ListAsync("/startups")).Count;

    private Task<JsonNode> Ended(string id) => _server.Admin.Ended(id);

    private Task<JsonNode> Reached(string id, int steps) => _server.Admin.Reached(id, steps);
}
