using System.Text.Json.Serialization;
using Matchmaking.Core.Audit;

namespace Matchmaking.Core.Operations;

/// <summary>Where long work stands.</summary>
public enum OperationStatus
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>How far an operation is.</summary>
/// <param name="Done">Units of the current phase that are done.</param>
/// <param name="Total">Units of the current phase; 0 while that is not known.</param>
/// <param name="Phase">What is being done, in kebab-case.</param>
public sealed record OperationProgress(long Done, long Total, string Phase)
{
    /// <summary>For searches: value of the best found so far; null while there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Value { get; init; }

    /// <summary>For searches: nothing is worth more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? UpperBound { get; init; }

    /// <summary>For searches: how long it has been searching.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Seconds { get; init; }
}

/// <summary>Long work that somebody asked for: it is stored before it is promised, and survives a restart.</summary>
public sealed record Operation
{
    public OperationId Id { get; init; }

    /// <summary>Grows with every change; the ETag, and the id of events.</summary>
    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What kind of work, in kebab-case: <c>import</c>.</summary>
    public string Kind { get; init; } = "";

    public OperationStatus Status { get; init; }

    public OperationProgress Progress { get; init; } = new(0, 0, "");

    /// <summary>Who asked: its effects happen in this name, and with the rights that it had.</summary>
    public Origin Origin { get; init; } = Origin.System("", DateTimeOffset.UnixEpoch);

    /// <summary>The subjects of the key that asked.</summary>
    public IReadOnlyList<Guid> SubjectIds { get; init; } = [];

    /// <summary>What to do, as JSON.</summary>
    public string Input { get; init; } = "{}";

    /// <summary>Where to go on after a restart, as JSON: stored together with the effects that it stands for.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>What came of it (so far, when it was ended early), as JSON.</summary>
    public string? Result { get; init; }

    /// <summary>Why it failed, as JSON of an <see cref="OperationError"/>.</summary>
    public string? Error { get; init; }

    /// <summary>How often it was begun since it last got further: more than once after restarts.</summary>
    public int Attempts { get; init; }

    public bool CancelRequested { get; init; }

    /// <summary>The instance that does it, while it runs.</summary>
    public Guid? Holder { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public bool IsFinished => Status is OperationStatus.Succeeded or OperationStatus.Failed or OperationStatus.Cancelled;
}

/// <summary>A refusal as it is kept: a code and what its text is filled with, in no language yet.</summary>
public sealed record OperationError(string Code, IReadOnlyDictionary<string, string> Args);
