using System.Text.Json.Nodes;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Faults;

/// <summary>A server whose storage fails says so, goes on reading, loses nothing that it acknowledged, and recovers by itself.</summary>
internal sealed class StorageFaultTests
{
    private const string IdempotencyKey = "Idempotency-Key";
    private const int FlushError = SqliteCodes.InputOutput | (4 << 8);

    private FailingDisk _disk = null!;
    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task StartOnFailingDisk()
    {
        _disk = FailingDisk.Install();
        _server = await TestServer.StartAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _server.DisposeAsync();
        _disk.Dispose();
    }

    [TearDown]
    public void Heal() => _disk.Heal();

    [TestCaseSource(typeof(StorageFault), nameof(StorageFault.All))]
    public async Task Write_WhileTheStorageFails_Is503WithACodeAndWorksAfterwards(StorageFault fault)
    {
        var admin = _server.Admin;
        var before = (await admin.PostAsync("/startups", Bodies.Startup($"{fault} before"))).Expect(201);
        var heal = await fault.Break(_server, _disk);
        (string, string) key = (IdempotencyKey, $"{fault}");
        var body = Bodies.Startup($"{fault} during");

        var created = (await admin.PostAsync("/startups", body, key)).Refused(503, fault.Code);
        var chinese = (await admin.PostAsync("/startups", body, key, ("Accept-Language", "zh-CN"))).Refused(503, fault.Code);
        var changed = (await admin.PatchAsync($"/startups/{before.Id}", new JsonObject { ["name"] = "changed" }, before.ETag)).Refused(503, fault.Code);
        var deleted = (await admin.DeleteAsync($"/startups/{before.Id}", before.ETag)).Refused(503, fault.Code);

        foreach (var refused in (Answer[])[created, changed, deleted])
        {
            Assert.That(refused.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(refused.Text, Does.Not.Contain("SQLite"));
        }

        Assert.That(chinese.Json.Text("title"), Does.Match(@"\p{IsCJKUnifiedIdeographs}"));
        // Reading goes on, and readiness says what is wrong.
        Assert.That((await admin.GetAsync($"/startups/{before.Id}")).Expect(200).ETag, Is.EqualTo(before.ETag));
        Assert.That((await admin.ListAsync("/startups")).Count(s => s.Text("name") == $"{fault} during"), Is.Zero);
        (await _server.Nobody.GetAsync("//healthz")).Expect(200);
        (await _server.Nobody.GetAsync("//readyz")).Refused(503, fault.Code);

        await heal();

        (await _server.Nobody.GetAsync("//readyz")).Expect(200);
        var retried = (await admin.PostAsync("/startups", body, key)).Expect(201);
        Assert.That(retried.Headers.Contains("Idempotency-Replayed"), Is.False, "the refused request kept nothing");
        (await admin.DeleteAsync($"/startups/{before.Id}", before.ETag)).Expect(204);
        Assert.That((await admin.ListAsync("/startups")).Where(s => s.Text("name").StartsWith($"{fault} ", StringComparison.Ordinal)).Select(s => s.Text("id")), Is.EqualTo((string[])[retried.Id]));
        await CheckAudit(retried.Id);
    }

    [Test]
    public async Task Writers_WhoRetryOnADiskThatFailsNowAndThen_GetEachThingOnce()
    {
        const int writers = 24;
        const int each = 10;
        _disk.Fail(DiskCall.Flush, "-wal", FlushError, every: 2);
        var refusals = 0;

        async Task<List<string>> Run(int writer)
        {
            var ids = new List<string>();
            for (var n = 0; n < each; n++)
            {
                Answer answer;
                while ((answer = await _server.Admin.PostAsync("/startups", Bodies.Startup($"retried {writer}-{n}"), (IdempotencyKey, $"{writer}-{n}"))).Status == 503)
                {
                    answer.Refused(503, "storage-failed");
                    Interlocked.Increment(ref refusals);
                }

                ids.Add(answer.Expect(201).Id);
            }

            return ids;
        }

        var created = (await Task.WhenAll(Enumerable.Range(0, writers).Select(Run))).SelectMany(ids => ids).ToList();
        _disk.Heal();

        Assert.That(refusals, Is.Positive);
        var kept = (await _server.Admin.ListAsync("/startups")).Where(s => s.Text("name").StartsWith("retried ", StringComparison.Ordinal)).ToList();
        Assert.That(kept, Has.Count.EqualTo(writers * each));
        Assert.That(kept.Select(s => s.Text("id")), Is.EquivalentTo(created));
        Assert.That(kept.Select(s => s.Text("name")), Is.Unique);
        await CheckAudit([.. created]);
    }

    /// <summary>The chain is whole and tells of each thing once.</summary>
    private async Task CheckAudit(params string[] ids)
    {
        var verdict = await _server.Services.GetRequiredService<IDatabase>().Read(db => AuditVerifier.Verify(db, null, null, CancellationToken.None), CancellationToken.None);
        Assert.That(verdict.Damage, Is.Null);
        var created = (await _server.Admin.ListAsync("/audit?resource=startup")).Where(r => r.Text("action") == "created").Select(r => r.Text("resourceId")).ToList();
        Assert.That(created.Intersect(ids), Is.EquivalentTo(ids));
        Assert.That(created, Is.Unique);
    }
}
