using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Keys;

namespace Matchmaking.Api.Endpoints;

/// <summary>API keys: admin writes them; their secrets are never shown again.</summary>
internal static class KeyEndpoints
{
    public static void MapKeyEndpoints(this RouteGroupBuilder v1)
    {
        var keys = v1.MapGroup("/keys").WithTags("Keys");
        keys.MapPost("", Create).WithName("createKey").WithSummary("Create a key; the secret is shown this once").Produces<KeyView>(201).AllowRoles(Role.Admin);
        keys.MapGet("", List).WithName("listKeys").WithSummary("List keys, without their secrets").Produces<PageView<KeyView>>().AllowRoles(Role.Admin, Role.Auditor);
        var key = keys.MapGroup("/{keyId}");
        key.MapGet("", Get).WithName("getKey").WithSummary("Read one key, without its secret").Produces<KeyView>().AllowRoles(Role.Admin, Role.Auditor);
        key.MapPut("", Replace).WithName("replaceKey").WithSummary("Replace name and expiry of a key").Produces<KeyView>().AllowRoles(Role.Admin);
        key.MapPatch("", Patch).WithName("patchKey").WithSummary("Change name or expiry of a key (JSON merge patch)").Produces<KeyView>().AllowRoles(Role.Admin);
        key.MapDelete("", Revoke).WithName("revokeKey").WithSummary("Revoke a key at once").Produces(204).AllowRoles(Role.Admin);
        key.MapPost("/rotate", Rotate).WithName("rotateKey").WithSummary("Give a key another secret, shown this once").Produces<KeyView>().AllowRoles(Role.Admin);
    }

    private static Task<IResult> Create(JsonBody<KeyInput> body, Effects effects, Surroundings now)
    {
        var secret = KeySecret.Create();
        var parsed = body.Read();
        Reply Answer(ApiKey key, string? shown) => Reply.Created($"/v1/keys/{key.Id}", ETags.Of(key.Version), KeyView.Of(key, shown)).Unstored();
        return effects.Write<ApiKey>(
            async db => parsed.TryGet(out var input, out var malformed) ? await KeyIssuer.Issue(db, input, secret, now) : malformed,
            key => Answer(key, secret),
            // A secret is never stored, so that a repetition cannot show it.
            kept: key => Answer(key, null));
    }

    private static async Task<IResult> List(HttpContext http, IDatabase database, Surroundings now, KeyUses uses)
    {
        var query = new QueryReader(http);
        var (role, subject, status) = (query.Enum<Role>("role"), query.Id<object>("subjectId"), query.Enum<KeyStatus>("status"));
        var paging = Paging.Read(http, query, [new("role", $"{role}"), new("subject", $"{subject}"), new("status", $"{status}")]);
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        var page = await database.Read(
            db => KeyStore.List(db, new KeyQuery(role, subject?.Value, status, paging.After, paging.Limit), now.Time), http.RequestAborted);
        return Answers.Ok(paging.View(page, k => View(k, uses)));
    }

    private static async Task<IResult> Get(string keyId, HttpContext http, IDatabase database, KeyUses uses) =>
        (await database.Read(db => Find(db, keyId), http.RequestAborted)).TryGet(out var key, out var missing)
            ? Answers.Resource(http, ETags.Of(key.Version), View(key, uses))
            : Answers.Problem(missing);

    private static Task<IResult> Replace(string keyId, HttpContext http, JsonBody<KeyDetails> body, Effects effects, Surroundings now, KeyUses uses) =>
        Change(keyId, http, _ => body.Read(), effects, now, uses);

    private static Task<IResult> Patch(string keyId, HttpContext http, MergePatchBody<KeyDetails> body, Effects effects, Surroundings now, KeyUses uses) =>
        Change(keyId, http, key => body.ApplyTo(new KeyDetails { Name = key.Name, ExpiresAt = key.ExpiresAt }), effects, now, uses);

    private static Task<IResult> Revoke(string keyId, Effects effects, Surroundings now) => effects.Write<ApiKey>(
        async db => (await Find(db, keyId)).TryGet(out var key, out var missing) ? await KeyChanges.Revoke(db, key, now) : missing,
        _ => Reply.Done);

    private static Task<IResult> Rotate(string keyId, [OptionalBody] JsonBody<KeyRotation> body, Effects effects, Surroundings now)
    {
        var secret = KeySecret.Create();
        var parsed = body.ReadOr(new KeyRotation());
        Reply Answer(ApiKey key, string? shown) => Reply.Changed(ETags.Of(key.Version), KeyView.Of(key, shown)).Unstored();
        return effects.Write<ApiKey>(
            async db =>
            {
                if (!(await Find(db, keyId)).TryGet(out var key, out var missing))
                    return missing;
                return parsed.TryGet(out var rotation, out var malformed) ? await KeyChanges.Rotate(db, key, rotation, secret, now) : malformed;
            },
            key => Answer(key, secret),
            kept: key => Answer(key, null));
    }

    private static Task<IResult> Change(
        string keyId, HttpContext http, Func<ApiKey, Result<KeyDetails>> detailsOf, Effects effects, Surroundings now, KeyUses uses) => effects.Write<ApiKey>(
            async db =>
            {
                if (!(await Find(db, keyId)).TryGet(out var key, out var missing))
                    return missing;
                if (ETags.Check(http, ETags.Of(key.Version)) is { } stale)
                    return stale;
                return detailsOf(key).TryGet(out var details, out var invalid) ? await KeyChanges.Change(db, key, details, now) : invalid;
            },
            key => Reply.Changed(ETags.Of(key.Version), View(key, uses)));

    private static async Task<Result<ApiKey>> Find(Db db, string keyId) =>
        Id<ApiKey>.TryParse(keyId, out var id) && await KeyStore.Find(db, id) is { } key ? key : DomainError.NotFound("key");

    private static KeyView View(ApiKey key, KeyUses uses) => KeyView.Of(key with { LastUsedAt = uses.Last(key) }, null);
}
