using System.Text.Encodings.Web;
using Matchmaking.Api.Errors;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Matchmaking.Api.Auth;

/// <summary>Reads <c>Authorization: Bearer KEY</c>. Unknown, revoked and expired keys look the same from outside.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IDatabase database, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Bearer = "Bearer ";
    private const int SecretMax = 512;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        var secret = header[Bearer.Length..].Trim();
        if (secret.Length is 0 or > SecretMax)
            return AuthenticateResult.Fail("no key");
        var hash = KeySecret.Hash(secret);
        var key = await database.Read(db => KeyStore.FindBySecret(db, hash), Context.RequestAborted);
        if (key is null || !key.IsUsable(clock.GetUtcNow()))
            return AuthenticateResult.Fail("not a usable key");
        var caller = new Caller(key.Id, key.Role, key.SubjectIds);
        return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(SchemeName), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Write(Context, new DomainError(ErrorKind.Unauthenticated, Codes.Unauthenticated));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Write(Context, new DomainError(ErrorKind.Forbidden, Codes.Forbidden));
}
