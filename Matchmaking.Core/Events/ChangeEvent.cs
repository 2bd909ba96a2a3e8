using System.Text.Json.Serialization;

namespace Matchmaking.Core.Events;

/// <summary>
/// That something changed: what kind of change, of what, when. Ids and statuses and nothing else; who wants to know more reads the thing itself,
/// with the rights of its own key.
/// </summary>
public sealed record ChangeEvent
{
    /// <summary>The same for everybody who is told of it, and in every delivery.</summary>
    public required Guid Id { get; init; }

    /// <summary>What happened: <c>plan.published</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it changed.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required EventResource Resource { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SessionId? SessionId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StartupId? StartupId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FinancingRequestId? FinancingRequestId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FundId? FundId { get; init; }

    /// <summary>The status, or result, that it has now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    /// <summary>Ids of the requests or funds that entered the top of a saved search.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? Matches { get; init; }
}

/// <summary>What changed.</summary>
/// <param name="Type">Its kind, in kebab-case.</param>
/// <param name="Id">Its id; of a model the version.</param>
/// <param name="Path">Where to read it; null: it is gone, or has no address of its own.</param>
public sealed record EventResource(string Type, string Id, string? Path);
