using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Faults;

/// <summary>A database file that was damaged while nobody used it: whoever needs the damaged part is told, and nobody gets wrong data.</summary>
internal sealed class DamagedFileTests
{
    private static readonly Dictionary<string, string?> _settings = new() { ["MATCHMAKING_ADMIN_KEY"] = TestServer.AdminKey };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public async Task FillDatabase()
    {
        _folder = new TemporaryFolder();
        using var server = ServerProcess.Start(_folder.Path, _settings);
        using var http = new HttpClient { BaseAddress = await server.Address() };
        var admin = new ApiClient(http, TestServer.AdminKey);
        for (var n = 0; n < 20; n++)
            (await admin.PostAsync("/startups", Bodies.Startup($"Startup {n}"))).Expect(201);
        await server.Terminate();
        Assert.That((await server.Finish()).Code, Is.Zero);
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public async Task Serve_APageOfOneTableOverwritten_Is503ForThatTableAndTheOthersAreServed()
    {
        await Overwrite("SELECT rootpage FROM sqlite_master WHERE name = 'startups'");
        using var server = ServerProcess.Start(_folder.Path, _settings);
        using var http = new HttpClient { BaseAddress = await server.Address() };
        var admin = new ApiClient(http, TestServer.AdminKey);

        (await admin.GetAsync("/startups")).Refused(503, "storage-corrupt");
        (await admin.PostAsync("/startups", Bodies.Startup("New"))).Refused(503, "storage-corrupt");
        (await admin.PostAsync("/funds", Bodies.Fund())).Expect(201);
        Assert.That(await admin.ListAsync("/funds"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Serve_TheFirstPageOverwritten_ExitsOneAndSaysWhichFile()
    {
        await Overwrite("SELECT 1");

        var (code, _, errors) = await ServerProcess.Run(_folder.Path, _settings);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.Contain(_folder.Path).And.Contain("cannot be used").And.Not.Contain("   at "));
    }

    /// <param name="pageSql">A query for the number of the page, from 1.</param>
    private async Task Overwrite(string pageSql)
    {
        var (page, size) = await SqliteDatabase.ReadBeside(
            _folder.Path,
            async db => (await db.QuerySingleOrDefault<int>(pageSql), await db.QuerySingleOrDefault<int>("PRAGMA page_size")),
            CancellationToken.None);
        await using var file = File.OpenWrite(Path.Combine(_folder.Path, "matchmaking.db"));
        file.Position = (page - 1L) * size;
        file.Write([.. Enumerable.Range(0, size).Select(i => (byte)((i * 31) + 7))]);
    }
}
