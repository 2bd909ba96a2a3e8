using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Api.Faults;

/// <summary>One way in which the storage of a running server fails, and how that ends.</summary>
/// <param name="Name">For the list of tests.</param>
/// <param name="Code">What callers are told.</param>
/// <param name="Break">Begins it; what it answers with ends it.</param>
internal sealed record StorageFault(string Name, string Code, Func<TestServer, FailingDisk, Task<Func<Task>>> Break)
{
    private const int WriteError = SqliteCodes.InputOutput | (3 << 8);
    private const int FlushError = SqliteCodes.InputOutput | (4 << 8);

    public static IReadOnlyList<StorageFault> All { get; } =
    [
        new("FullDisk", "storage-full", (_, disk) => OnDisk(disk, DiskCall.Write, SqliteCodes.Full)),
        new("FailingWrite", "storage-failed", (_, disk) => OnDisk(disk, DiskCall.Write, WriteError)),
        new("FailingFlush", "storage-failed", (_, disk) => OnDisk(disk, DiskCall.Flush, FlushError)),
        new("ReadOnly", "storage-read-only", (_, disk) => OnDisk(disk, DiskCall.Write, SqliteCodes.ReadOnly)),
        new("HeldByAnotherProcess", "unavailable", (server, _) => HeldByAnother(server)),
    ];

    public override string ToString() => Name;

    private static Task<Func<Task>> OnDisk(FailingDisk disk, DiskCall call, int code)
    {
        disk.Fail(call, "-wal", code);
        return Task.FromResult<Func<Task>>(() =>
        {
            disk.Heal();
            return Task.CompletedTask;
        });
    }

    /// <summary>A second connection stands for the other process: SQLite's locks treat both alike.</summary>
    private static async Task<Func<Task>> HeldByAnother(TestServer server)
    {
        var database = server.Services.GetRequiredService<IDatabase>();
        await database.Write<int>(async db => await db.Execute("PRAGMA busy_timeout = 50"), CancellationToken.None);
        var file = await database.Read(db => db.QuerySingleOrDefault<string>("SELECT file FROM pragma_database_list WHERE name = 'main'"), CancellationToken.None);
        var other = new SqliteConnection($"Data Source={file};Pooling=False");
        await other.OpenAsync();
        var held = other.BeginTransaction(deferred: false);
        return async () =>
        {
            await held.DisposeAsync();
            await other.DisposeAsync();
        };
    }
}
