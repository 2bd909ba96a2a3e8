using System.Text.Json.Serialization;
using Matchmaking.Api.Auth;
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
        keys.MapGet("/{keyId}", Get).WithName("getKey").WithSummary("Read one key, without its secret").Produces<KeyView>().AllowRoles(Role.Admin, Role.Auditor);
        keys.MapDelete("/{keyId}", Revoke).WithName("revokeKey").WithSummary("Revoke a key at once").Produces(204).AllowRoles(Role.Admin);
    }

    private static Task<IResult> Create(JsonBody<KeyInput> body, Effects effects, Surroundings now)
    {
        var secret = KeySecret.Create();
        var parsed = body.Read();
        Reply Answer(ApiKey key, string? shown) => Reply.Created($"/v1/keys/{key.Id}", ETags.Of(1), KeyView.Of(key, shown));
        return effects.Write<ApiKey>(
            async db => parsed.TryGet(out var input, out var malformed) ? await KeyIssuer.Issue(db, input, secret, now) : malformed,
            key => Answer(key, secret),
            // A secret is never stored, so that a repetition cannot show it.
            kept: key => Answer(key, null));
    }

    private static async Task<IResult> List(HttpContext http, IDatabase database)
    {
        var query = new QueryReader(http);
        var role = query.Enum<Role>("role");
        var paging = Paging.Read(http, query, role is { } r ? [new ListFilter("role", r.Kebab())] : []);
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        var page = await database.Read(db => KeyStore.List(db, role, paging.After, paging.Limit), http.RequestAborted);
        return Answers.Ok(paging.View(page, k => KeyView.Of(k, null)));
    }

    private static async Task<IResult> Get(string keyId, HttpContext http, IDatabase database)
    {
        var key = Id<ApiKey>.TryParse(keyId, out var id) ? await database.Read(db => KeyStore.Find(db, id), http.RequestAborted) : null;
        return key is null
            ? Answers.Problem(DomainError.NotFound("key"))
            : Answers.Resource(http, ETags.Of(key.RevokedAt is null ? 1 : 2), KeyView.Of(key, null));
    }

    private static Task<IResult> Revoke(string keyId, Effects effects, Surroundings now) => effects.Write<ApiKey>(
        async db =>
        {
            var key = Id<ApiKey>.TryParse(keyId, out var id) ? await KeyStore.Find(db, id) : null;
            if (key is null)
                return DomainError.NotFound("key");
            await KeyStore.Revoke(db, key, now.Time);
            return key;
        },
        _ => Reply.Done);
}

/// <summary>A key to create. Keys of role <c>fund</c> and <c>startup</c> name the subjects they speak for.</summary>
internal sealed record KeyInput
{
    public string Name { get; init; } = "";

    /// <summary>What its owner may do.</summary>
    [JsonRequired]
    public Role Role { get; init; }

    /// <summary>Short for one entry of <see cref="SubjectIds"/>.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>Ids of the funds or startups that a key of role fund or startup speaks for.</summary>
    public IReadOnlyList<Guid> SubjectIds { get; init; } = [];

    /// <summary>When it stops to work; absent: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A key; the secret is there only in the answer that created it.</summary>
/// <param name="Id">Names the key, never opens anything.</param>
/// <param name="Key">The secret; null in every later answer.</param>
/// <param name="Name">For people to read.</param>
/// <param name="Role">What its owner may do.</param>
/// <param name="SubjectId">The only subject; null when there are none or several.</param>
/// <param name="SubjectIds">Ids of the funds or startups that it speaks for.</param>
/// <param name="ExpiresAt">When it stops to work; null: never.</param>
/// <param name="RevokedAt">When it was revoked; null: it was not.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record KeyView(
    KeyId Id, string? Key, string Name, Role Role, Guid? SubjectId, IReadOnlyList<Guid> SubjectIds, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset CreatedAt)
{
    public static KeyView Of(ApiKey key, string? secret) => new(
        key.Id, secret, key.Name, key.Role, key.SubjectIds is [var only] ? only : null, key.SubjectIds, key.ExpiresAt, key.RevokedAt, key.CreatedAt);
}
