using System.Text.Json;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Api.Contracts;

/// <summary>Who changed something: a key, a verb of the command line, or the program itself.</summary>
internal sealed record AuditActorView(ActorType Type, KeyId? KeyId, Role? Role);

/// <summary>
/// One row of the audit log. <c>hash</c> is the SHA-256 of the hash before it and of all of its own fields (docs/access.md).
/// Contacts of people are redacted; secrets are in no row.
/// </summary>
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

/// <summary>The verdict on the chain. <c>rows</c> were found whole; <c>damage</c> is the first row that is wrong, or null.</summary>
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
internal sealed record AuditDamageView(long Sequence, AuditDamageKind Kind);
