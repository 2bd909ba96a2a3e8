using Matchmaking.Api.Auth;
using Matchmaking.Api.Idempotency;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Http;

/// <summary>Runs a use case in the one write of what is being done; given to services that compute before they write.</summary>
internal delegate Task<Result<T>> Commit<T>(Func<Db, Task<Result<T>>> useCase);

/// <summary>
/// How a request changes things: the only way from an endpoint to <see cref="IDatabase.Write"/>. The write knows who asked,
/// and with an <c>Idempotency-Key</c> the answer is kept in the same transaction.
/// </summary>
internal sealed class Effects
{
    private readonly HttpContext _http;
    private readonly IDatabase _database;

    private Effects(HttpContext http)
    {
        _http = http;
        _database = http.RequestServices.GetRequiredService<IDatabase>();
        var caller = Caller.Of(http);
        var now = http.RequestServices.GetRequiredService<Surroundings>();
        Origin = new Origin(ActorType.Key, now.Time, caller.KeyId, caller.Role, http.TraceIdentifier);
    }

    /// <summary>The caller, as the audit log names it.</summary>
    public Origin Origin { get; }

    public static ValueTask<Effects?> BindAsync(HttpContext http) => ValueTask.FromResult<Effects?>(new Effects(http));

    /// <summary>Runs a use case and answers with what came of it.</summary>
    /// <param name="useCase">What is done.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="kept">The answer to repetitions where it differs: without a secret.</param>
    public Task<IResult> Write<T>(Func<Db, Task<Result<T>>> useCase, Func<T, Reply> reply, Func<T, Reply>? kept = null) =>
        Run<T>(commit => commit(useCase), reply, kept);

    /// <summary>Runs something that computes first and writes in the end, through the <see cref="Commit{T}"/> that it is given.</summary>
    public async Task<IResult> Run<T>(Func<Commit<T>, Task<Result<T>>> work, Func<T, Reply> reply, Func<T, Reply>? kept = null)
    {
        Reply? answer = null;
        var result = await work(useCase => _database.Write<T>(
            Origin,
            async db =>
            {
                var done = await useCase(db);
                if (!done.TryGet(out var value, out _))
                    return done;
                answer = reply(value);
                var claim = _http.Features.Get<IdempotencyClaim>();
                return claim is not null && await claim.Keep(db, kept?.Invoke(value) ?? answer) is { } taken ? taken : done;
            },
            _http.RequestAborted));
        return result.Error is { } error
            ? Answers.Problem(error)
            : answer ?? throw new InvalidOperationException("Succeeded without a write.");
    }

    /// <summary>Answers with something that was computed and changes nothing; it is kept for repetitions all the same.</summary>
    public Task<IResult> Answer<T>(Result<T> computed, Func<T, Reply> reply)
    {
        if (_http.Features.Get<IdempotencyClaim>() is not null)
            return Write(_ => Task.FromResult(computed), reply);
        return Task.FromResult<IResult>(computed.TryGet(out var value, out var error) ? reply(value) : Answers.Problem(error));
    }
}
