using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;

namespace Matchmaking.Api.Contracts;

/// <summary>A key to create. Keys of role <c>fund</c> and <c>startup</c> name the subjects they speak for.</summary>
internal sealed record KeyInput
{
    [JsonRequired, StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string Name { get; init; } = "";

    [JsonRequired]
    public Role Role { get; init; }

    /// <summary>Short for one entry of <see cref="SubjectIds"/>.</summary>
    public Guid? SubjectId { get; init; }

    [Distinct]
    public IReadOnlyList<Guid> SubjectIds { get; init; } = [];

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>
/// What can change about a key. Role and subjects cannot: whoever was given the key was given that much, and a record of who
/// did what under it would mean something else afterwards.
/// </summary>
internal sealed record KeyDetails
{
    [JsonRequired, StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string Name { get; init; } = "";

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>How a key is rotated.</summary>
internal sealed record KeyRotation
{
    public const int OverlapMinutesMax = 7 * 24 * 60;

    /// <summary>Minutes, 0 to 10,080 (a week), for which the secret before works beside the new one.</summary>
    [Range(0, OverlapMinutesMax)]
    public int OverlapMinutes { get; init; }
}

/// <summary>A key; the secret is there only in the answer that made it.</summary>
internal sealed record KeyView(
    KeyId Id, string? Key, string Name, Role Role, Guid? SubjectId, IReadOnlyList<Guid> SubjectIds, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt,
    DateTimeOffset? PreviousSecretUntil, DateTimeOffset? LastUsedAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static KeyView Of(ApiKey key, string? secret) => new(
        key.Id, secret, key.Name, key.Role, key.SubjectIds is [var only] ? only : null, key.SubjectIds, key.ExpiresAt, key.RevokedAt,
        key.PreviousSecretUntil, key.LastUsedAt, key.CreatedAt, key.UpdatedAt);
}
