using Matchmaking.Api.Setup;
using Matchmaking.Tests.Support.Postgres;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Support;

/// <summary>Tests over HTTP: one server a fixture. Tests of a fixture share its database, so each makes what it needs.</summary>
internal abstract class ApiFixture(DatabaseKind? kind = null)
{
    protected TestServer Server { get; private set; } = null!;

    protected ApiClient Admin => Server.Admin;

    [OneTimeSetUp]
    public async Task StartServer()
    {
        Server = await TestServer.StartAsync(Further, change: Change, kind: kind);
        await Arrange();
    }

    [OneTimeTearDown]
    public async Task StopServer() => await Server.DisposeAsync();

    /// <summary>Settings of the fixture's own.</summary>
    protected virtual Settings Change(Settings settings) => settings;

    /// <summary>Services of the fixture's own.</summary>
    protected virtual void Further(IServiceCollection services)
    {
    }

    /// <summary>What all tests of the fixture need.</summary>
    protected virtual Task Arrange() => Task.CompletedTask;
}
