using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Storage;

/// <summary>Whether a database can be written again shows only in writing, and perhaps nobody writes to a server that is not ready.</summary>
internal static class ReadinessProbe
{
    /// <exception cref="System.Data.Common.DbException">It still cannot.</exception>
    public static Task<Result<bool>> Write(IDatabase database, CancellationToken cancel) => database.Write<bool>(
        Origin.System("readiness", DateTimeOffset.UnixEpoch),
        db =>
        {
            ChangeCounters.Bump(db, ChangeCounters.Readiness);
            return Task.FromResult<Result<bool>>(true);
        },
        cancel);
}
