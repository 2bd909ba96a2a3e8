using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Services;

/// <summary>What is computed of a session outside the writer is stored only if the session did not change meanwhile, so that other writes do not wait for it.</summary>
internal static class UnchangedSession
{
    private const int Attempts = 3;

    /// <summary>Computes and stores, and begins anew where the session has changed meanwhile: three times at most, and not once it is cancelled.</summary>
    /// <param name="attempt">Computes, and stores after a <see cref="Check"/>.</param>
    /// <param name="cancel">Ends the repetitions.</param>
    /// <returns><c>session-changed</c> when it changed every time.</returns>
    public static async Task<Result<T>> Retry<T>(Func<Task<Result<T>>> attempt, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            var done = await attempt();
            if (done.Error?.Code != Codes.SessionChanged || tries == Attempts || cancel.IsCancellationRequested)
                return done;
        }
    }

    /// <returns><c>session-changed</c> when the session is not at this revision any more; else null.</returns>
    public static async Task<DomainError?> Check(Db db, SessionId session, long revision) =>
        await ChangeCounters.Read(db, ChangeCounters.Session(session)) == revision ? null : DomainError.Conflict(Codes.SessionChanged);
}
