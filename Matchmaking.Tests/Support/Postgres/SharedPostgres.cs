using Matchmaking.Core.Storage.Postgres;
using NUnit.Framework;

namespace Matchmaking.Tests.Support.Postgres;

/// <summary>The server that most tests share, each with a database of its own, copied from one that is migrated.</summary>
internal static class SharedPostgres
{
    public const string Template = "migrated";

    private static readonly SemaphoreSlim _gate = new(1, 1);
    private static PostgresCluster? _cluster;
    private static int _databases;

    /// <exception cref="IgnoreException">PostgreSQL is not installed.</exception>
    public static async Task<PostgresCluster> Cluster()
    {
        await _gate.WaitAsync();
        try
        {
            return _cluster ??= await Start();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <returns>The name of a new, migrated, empty database.</returns>
    public static async Task<string> NewDatabase()
    {
        var name = FormattableString.Invariant($"test_{Interlocked.Increment(ref _databases)}");
        await (await Cluster()).CreateDatabase(name, Template);
        return name;
    }

    public static async Task Stop()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        _cluster = null;
    }

    private static async Task<PostgresCluster> Start()
    {
        var cluster = await PostgresCluster.Start();
        await cluster.CreateDatabase(Template);
        await using (var database = PostgresDatabase.Open(PostgresAddress.Parse(cluster.Address(Template))))
            await database.Migrate(TimeProvider.System, CancellationToken.None);
        return cluster;
    }
}
