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

    /// <summary>What its owner may do.</summary>
    [JsonRequired]
    public Role Role { get; init; }

    /// <summary>Short for one entry of <see cref="SubjectIds"/>.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>Ids of the funds or startups that a key of role fund or startup speaks for.</summary>
    [Distinct]
    public IReadOnlyList<Guid> SubjectIds { get; init; } = [];

    /// <summary>When it stops to work; absent: never.</summary>
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

    /// <summary>When it stops to work; absent: never.</summary>
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
/// <param name="Id">Names the key, never opens anything.</param>
/// <param name="Key">The secret; null in every later answer.</param>
/// <param name="Name">For people to read.</param>
/// <param name="Role">What its owner may do.</param>
/// <param name="SubjectId">The only subject; null when there are none or several.</param>
/// <param name="SubjectIds">Ids of the funds or startups that it speaks for.</param>
/// <param name="ExpiresAt">When it stops to work; null: never.</param>
/// <param name="RevokedAt">When it was revoked; null: it was not.</param>
/// <param name="PreviousSecretUntil">Until when the secret before the rotation works too; null: it does not.</param>
/// <param name="LastUsedAt">When it was last used; null: never.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record KeyView(
    KeyId Id, string? Key, string Name, Role Role, Guid? SubjectId, IReadOnlyList<Guid> SubjectIds, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt,
    DateTimeOffset? PreviousSecretUntil, DateTimeOffset? LastUsedAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static KeyView Of(ApiKey key, string? secret) => new(
        key.Id, secret, key.Name, key.Role, key.SubjectIds is [var only] ? only : null, key.SubjectIds, key.ExpiresAt, key.RevokedAt,
        key.PreviousSecretUntil, key.LastUsedAt, key.CreatedAt, key.UpdatedAt);
}
