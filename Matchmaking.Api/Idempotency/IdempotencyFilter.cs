using System.Security.Cryptography;
using System.Text;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Idempotency;

namespace Matchmaking.Api.Idempotency;

/// <summary>
/// <c>Idempotency-Key</c> on every POST: the first request that succeeds with a key is the only one that has an effect; the
/// same request again is given its answer for 24 hours. A refused request had no effect, keeps nothing, and may be sent again,
/// mended, with the same key.
/// </summary>
internal sealed class IdempotencyFilter(IDatabase database, IdempotencyKeys keys, Surroundings now) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    public const int LengthMax = 255;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var given = http.Request.Headers[Header];
        if (given.Count == 0 || !HttpMethods.IsPost(http.Request.Method))
            return await next(context);
        var key = given.ToString();
        if (given.Count > 1 || key.Length is 0 or > LengthMax || !key.All(c => c is > ' ' and < (char)127))
            return Answers.Problem(DomainError.Invalid(new FieldError(Header, Codes.InvalidIdempotencyKey, ("max", LengthMax))));

        var caller = Caller.Of(http);
        using var running = keys.TryEnter(caller.KeyId, key);
        if (running is null)
            return Answers.Problem(DomainError.Conflict(Codes.IdempotencyKeyInUse));
        var fingerprint = Fingerprint(http.Request, context.Arguments.OfType<IBufferedBody>().SingleOrDefault());
        var kept = await database.Read(db => IdempotencyStore.Find(db, caller.KeyId, key, now.Time), http.RequestAborted);
        if (kept is not null)
            return kept.Fingerprint == fingerprint ? Replay(http, kept) : Answers.Problem(new DomainError(ErrorKind.Unprocessable, Codes.IdempotencyKeyReused));

        var claim = new IdempotencyClaim(caller.KeyId, key, fingerprint, now.Time);
        http.Features.Set(claim);
        var answer = await next(context);
        return answer is not Reply || claim.IsKept ? answer : throw new InvalidOperationException($"{http.GetEndpoint()} answered without keeping its answer.");
    }

    private static Reply Replay(HttpContext http, KeptAnswer kept)
    {
        http.Response.Headers[ReplayedHeader] = "true";
        return new Reply(kept.Status, kept.Headers, kept.Body);
    }

    /// <summary>SHA-256 over the target and the body.</summary>
    private static string Fingerprint(HttpRequest request, IBufferedBody? body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n"));
        if (body is not null)
            hash.AppendData(body.Bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
