using System.Text.Json.Nodes;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Faults;

/// <summary>The program on a real disk that is full, or that can only be read.</summary>
internal sealed class SmallDiskTests
{
    private static readonly Dictionary<string, string?> _settings = new() { ["MATCHMAKING_ADMIN_KEY"] = TestServer.AdminKey };

    [Test]
    public async Task Serve_OnADiskThatFillsUp_RefusesWritesUntilThereIsSpaceAndLosesNothing()
    {
        using var disk = await SmallDisk.Mount(megabytes: 8);
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[4 << 20]);
        var acknowledged = new List<string>();

        using (var server = ServerProcess.Start(disk.Path, _settings))
        {
            using var http = new HttpClient { BaseAddress = await server.Address() };
            var admin = new ApiClient(http, TestServer.AdminKey);
            Answer answer;
            while ((answer = await admin.PostAsync("/startups", Large(acknowledged.Count))).Status == 201)
                acknowledged.Add(answer.Id);

            answer.Refused(503, "storage-full");
            Assert.That(acknowledged, Is.Not.Empty);
            Assert.That((await admin.ListAsync("/startups")).Select(s => s.Text("id")), Is.EqualTo(acknowledged), "reading goes on");
            (await admin.GetAsync("//readyz")).Refused(503, "storage-full");

            File.Delete(ballast);
            (await admin.GetAsync("//readyz")).Expect(200);
            for (var n = 0; n < 10; n++)
                acknowledged.Add((await admin.PostAsync("/startups", Large(acknowledged.Count))).Expect(201).Id);
            await server.Kill();
        }

        using var again = ServerProcess.Start(disk.Path, _settings);
        using var afterwards = new HttpClient { BaseAddress = await again.Address() };
        Assert.That((await new ApiClient(afterwards, TestServer.AdminKey).ListAsync("/startups")).Select(s => s.Text("id")), Is.EqualTo(acknowledged));
        Assert.That(
            await SqliteDatabase.ReadBeside(disk.Path, db => db.Query<string>("PRAGMA integrity_check"), CancellationToken.None), Is.EqualTo((string[])["ok"]));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Serve_OnADiskThatCanOnlyBeRead_ExitsOneAndSaysSo(bool hasDatabase)
    {
        using var disk = await SmallDisk.Mount(megabytes: 16);
        if (hasDatabase)
            Assert.That((await ServerProcess.Run(disk.Path, _settings, "migrate")).Code, Is.Zero);
        await disk.MakeReadOnly();

        var (code, _, errors) = await ServerProcess.Run(disk.Path, _settings);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.Contain("Read-only file system").And.Contain(disk.Path).And.Not.Contain("   at "));
    }

    private static JsonObject Large(int number) => Bodies.Startup($"Startup {number}").With("summary", new string('a', 1_900));
}
