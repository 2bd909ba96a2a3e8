using System.Text.Json;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Api.Contracts;

/// <summary>Who changed something: a key, a verb of the command line, or the program itself.</summary>
/// <param name="Type">Which of them.</param>
/// <param name="KeyId">The key, where it was one.</param>
/// <param name="Role">The role of the key.</param>
internal sealed record AuditActorView(ActorType Type, KeyId? KeyId, Role? Role);

/// <summary>
/// One row of the audit log. <c>hash</c> is the SHA-256 of the hash before it and of all of its own fields (docs/access.md).
/// Contacts of people are redacted; secrets are in no row.
/// </summary>
/// <param name="Sequence">1, 2, 3 ... without gaps.</param>
/// <param name="At">When it was done.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="RequestId">X-Request-Id of the request.</param>
/// <param name="Action">What was done.</param>
/// <param name="Resource">What was changed, in kebab-case: <c>financing-request</c>.</param>
/// <param name="ResourceId">Its id.</param>
/// <param name="Before">The thing before; null where it was created.</param>
/// <param name="After">The thing after; null where it was deleted.</param>
/// <param name="Hash">Lower-case hex.</param>
internal sealed record AuditEntryView(
    long Sequence,
    DateTimeOffset At,
    AuditActorView Actor,
    string RequestId,
    AuditAction Action,
    string Resource,
    Guid ResourceId,
    JsonElement? Before,
    JsonElement? After,
    string Hash)
{
    public static AuditEntryView Of(AuditEntry entry) => new(
        entry.Sequence,
        entry.At,
        new AuditActorView(entry.Actor, entry.KeyId, entry.Role),
        entry.RequestId,
        entry.Action,
        entry.Resource,
        entry.ResourceId,
        Json(entry.Before),
        Json(entry.After),
        entry.Hash);

    private static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text, WireJson.Options);
}

/// <summary>The verdict on the chain.</summary>
/// <param name="Intact">Nothing was changed, removed or moved.</param>
/// <param name="Rows">Rows that were found whole.</param>
/// <param name="HeadSequence">Number of the newest row.</param>
/// <param name="HeadHash">Its hash; keep it elsewhere to notice a log that was cut off.</param>
/// <param name="Damage">The first row that is wrong, or null.</param>
internal sealed record AuditVerificationView(bool Intact, long Rows, long HeadSequence, string HeadHash, AuditDamageView? Damage)
{
    public static AuditVerificationView Of(AuditVerdict verdict) => new(
        verdict.Damage is null,
        verdict.Rows,
        verdict.Head.Sequence,
        verdict.Head.Hash,
        verdict.Damage is { } damage ? new AuditDamageView(damage.Sequence, damage.Kind) : null);
}

/// <summary>The first row that is wrong, and what is wrong with it.</summary>
/// <param name="Sequence">Number of the row.</param>
/// <param name="Kind">What is wrong with it.</param>
internal sealed record AuditDamageView(long Sequence, AuditDamageKind Kind);
