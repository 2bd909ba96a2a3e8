using Matchmaking.Tests.Support.Postgres;
using NUnit.Framework;

/// <summary>What ends with the run of all tests. Outside of every namespace: it belongs to the assembly.</summary>
[SetUpFixture]
internal sealed class TestRun
{
    [OneTimeTearDown]
    public Task StopServers() => SharedPostgres.Stop();
}
