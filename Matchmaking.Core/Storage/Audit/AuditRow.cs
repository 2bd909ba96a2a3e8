using Matchmaking.Core.Common;

namespace Matchmaking.Core.Storage.Audit;

/// <summary>A row of the audit log as stored. Hashes are over the stored texts, so that even a row that no longer makes sense can be judged.</summary>
internal sealed record AuditRow
{
    public long Sequence { get; init; }
    public long At { get; init; }
    public string Actor { get; init; } = "";
    public string? KeyId { get; init; }
    public string? Role { get; init; }
    public string RequestId { get; init; } = "";
    public string Action { get; init; } = "";
    public string Resource { get; init; } = "";
    public string ResourceId { get; init; } = "";
    public string? BeforeJson { get; init; }
    public string? AfterJson { get; init; }
    public string Hash { get; init; } = "";

    /// <summary>
    /// SHA-256, in lower-case hex, of the UTF-8 JSON array <c>[previous hash, sequence, at (Unix milliseconds), actor, key id,
    /// role, request id, action, resource, resource id, before, after]</c>, the last two as the texts that are stored. An array
    /// of JSON strings cannot be split in two ways.
    /// </summary>
    public string ComputeHash(string previousHash)
    {
        object?[] fields = [previousHash, Sequence, At, Actor, KeyId, Role, RequestId, Action, Resource, ResourceId, BeforeJson, AfterJson];
        return Fingerprint.Of(fields);
    }
}
