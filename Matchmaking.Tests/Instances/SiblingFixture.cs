using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.Postgres;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Instances;

/// <summary>Two servers on one PostgreSQL database, each with a clock of its own.</summary>
[CancelAfter(120_000)]
internal abstract class SiblingFixture
{
    private readonly HashSet<TestServer> _stopped = [];

    private DirectoryInfo _folder = null!;

    protected TestServer One { get; private set; } = null!;

    protected TestServer Other { get; private set; } = null!;

    [SetUp]
    public async Task StartServers()
    {
        _folder = Directory.CreateTempSubdirectory("matchmaking-test-");
        One = await TestServer.StartAsync(AddToOne, _folder, kind: DatabaseKind.Postgres);
        Other = await TestServer.StartAsync(AddToOther, _folder, kind: DatabaseKind.Postgres);
    }

    [TearDown]
    public async Task StopServers()
    {
        await Stop(One);
        await Stop(Other);
        await DatabaseKind.Postgres.Drop(_folder.FullName);
        _folder.Delete(recursive: true);
    }

    /// <summary>Stops one of the two before the end of the test.</summary>
    protected async Task Stop(TestServer server)
    {
        if (_stopped.Add(server))
            await server.StopAsync();
    }

    /// <summary>Services of a test's own.</summary>
    protected virtual void AddToOne(IServiceCollection services)
    {
    }

    protected virtual void AddToOther(IServiceCollection services)
    {
    }
}
