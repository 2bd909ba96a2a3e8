using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Tests.Support;

namespace Matchmaking.Tests;

/// <summary>Writes of tests that are not about who writes.</summary>
internal static class DatabaseWrites
{
    public static Origin Origin { get; } = Origin.System("test", TestServer.Start);

    public static Task<Result<T>> Write<T>(this IDatabase database, Func<Db, Task<Result<T>>> useCase, CancellationToken cancel) =>
        database.Write(Origin, useCase, cancel);
}
