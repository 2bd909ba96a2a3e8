using System.Text.Encodings.Web;
using Matchmaking.Api.Errors;
using Matchmaking.Api.Limits;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Matchmaking.Api.Auth;

/// <summary>
/// Reads <c>Authorization: Bearer KEY</c>. Unknown, revoked and expired keys look the same from outside, and an address from
/// which many of them come waits before the next is looked up. Every request has the key as the database has it at that moment: nothing outlives a revocation.
/// </summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    KeyReader keys, Surroundings now, FailedAuthentications failures, KeyUses uses, LimitMetrics metrics)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Bearer = "Bearer ";
    private const int SecretMax = 512;

    // The framework keeps one handler a request, so that the challenge knows what authentication found.
    private DomainError? _throttled;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        var secret = header[Bearer.Length..].Trim();
        if (secret.Length is 0 or > SecretMax)
            return AuthenticateResult.Fail("no key");

        var (hash, address) = (KeySecret.Hash(secret), ClientAddress.Of(Context.Connection.RemoteIpAddress));
        if (failures.Wait(address, hash) is { Ticks: > 0 } wait)
        {
            _throttled = RetryLater.TooManyRequests(Codes.TooManyFailures, wait);
            return AuthenticateResult.Fail("too many failures");
        }

        var time = now.Time;
        var (key, state) = await keys.Find(hash, time, Context.RequestAborted);
        if (key is null || !key.IsUsable(time))
        {
            failures.Failed(address, hash, key?.StatusAt(time).Kebab() ?? "unknown");
            return AuthenticateResult.Fail("not a usable key");
        }

        Context.Features.Set(new RankingStateFeature(state));
        failures.Accepted(hash);
        uses.Note(key.Id, time);
        var caller = new Caller(key.Id, key.Role, key.SubjectIds);
        return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(SchemeName), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_throttled is { } throttled)
        {
            metrics.Refused(throttled.Code);
            return Problems.Write(Context, throttled);
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Write(Context, new DomainError(ErrorKind.Unauthenticated, Codes.Unauthenticated));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Write(Context, new DomainError(ErrorKind.Forbidden, Codes.Forbidden));
}
