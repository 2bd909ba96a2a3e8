using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Sessions;

/// <summary>Drafts are for organizers; a published plan never changes.</summary>
public enum PlanStatus
{
    Draft,
    Published,
}

/// <summary>A plan as stored: the made plan is a document that never changes; only publishing and superseding are recorded beside it.</summary>
public sealed record SessionPlan : IEntity
{
    public PlanId Id { get; init; }

    public SessionId SessionId { get; init; }

    public FreezeId FreezeId { get; init; }

    /// <summary>1, 2, 3 ... within the session.</summary>
    public int Number { get; init; }

    public PlanStatus Status { get; init; }

    /// <summary>The plan that was published after this one.</summary>
    public PlanId? SupersededBy { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The made plan as JSON.</summary>
    [Digested]
    public string Document { get; init; } = "";

    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public Guid Key => Id.Value;
}
