using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Sessions;
using Validator = Matchmaking.Core.Common.Validator;

namespace Matchmaking.Api.Contracts;

internal enum PlanObjective
{
    /// <summary>Highest total weight.</summary>
    Total,

    /// <summary>First an even number of meetings, then weight.</summary>
    Fair,
}

/// <summary>A pair that must meet.</summary>
internal sealed record PlanPin
{
    [JsonRequired]
    public RegistrationId StartupRegistrationId { get; init; }

    [JsonRequired]
    public RegistrationId FundRegistrationId { get; init; }

    /// <summary>The round in which they must meet; null: any.</summary>
    public int? Round { get; init; }
}

/// <summary>What to plan; everything has a default.</summary>
internal sealed record PlanInput
{
    /// <summary>Absent: the session's layout.</summary>
    public SessionLayout? Layout { get; init; }

    public PlanObjective Objective { get; init; } = PlanObjective.Total;

    /// <summary>Pairs that must meet.</summary>
    public IReadOnlyList<PlanPin> Pins { get; init; } = [];

    /// <summary>Draws the lots that decide between plans of equal value, and the numbers of a search by chance.</summary>
    public long Seed { get; init; }

    /// <summary>At round tables and the long table: startups whose first sector is the same do not sit together.</summary>
    public bool CompetitorsApart { get; init; } = true;

    /// <summary>At round tables: most funds at one. Absent: spread evenly.</summary>
    [Range(1, 100)]
    public int? FundsPerTable { get; init; }

    /// <summary>At round tables: most startups at one. Absent: spread evenly.</summary>
    [Range(1, 100)]
    public int? StartupsPerTable { get; init; }

    public Result<PlanInput> Validate() => new Validator().Result(this);
}

/// <summary>A pair, when and where it meets.</summary>
internal sealed record PlannedMeeting
{
    public required int Round { get; init; }

    public required int Table { get; init; }

    public required RegistrationId StartupRegistrationId { get; init; }

    public required RegistrationId FundRegistrationId { get; init; }

    /// <summary>With <c>include=names</c>: looked up when the plan is read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StartupName { get; init; }

    /// <summary>With <c>include=names</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FundName { get; init; }

    /// <summary>Score of the pair in the fund's frozen ranking; null for startups, as it depends on the fund's own books.</summary>
    public required double? Score { get; init; }
}

/// <summary>Sides of a long table.</summary>
internal enum TableSide
{
    Left,
    Right,
}

/// <summary>Who sits where.</summary>
internal sealed record SeatView
{
    /// <summary>From 1; at a long table from one end of its side.</summary>
    public required int Seat { get; init; }

    /// <summary>Null at round tables.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TableSide? Side { get; init; }

    public required RegistrationId RegistrationId { get; init; }

    /// <summary>With <c>include=names</c>: looked up when the plan is read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }
}

/// <summary>A table and who sits at it.</summary>
/// <param name="Table">From 1.</param>
/// <param name="Seats">By side, then by seat.</param>
internal sealed record SeatedTable(int Table, IReadOnlyList<SeatView> Seats);

/// <summary>A participant without a meeting.</summary>
/// <param name="RegistrationId">Whose.</param>
/// <param name="Reason">Why.</param>
internal sealed record UnassignedView(RegistrationId RegistrationId, UnassignedReason Reason);

/// <summary>What an even number of meetings costs in weight.</summary>
/// <param name="Weight">Total weight of this plan's meetings.</param>
/// <param name="TotalWeight">Total weight of the best plan for the objective total.</param>
internal sealed record FairnessView(decimal Weight, decimal TotalWeight);

/// <summary>A startup that got fewer meetings last time than it came for: each of its pairs is worth 0.5 more.</summary>
/// <param name="RegistrationId">The startup's registration in this session.</param>
/// <param name="PreviousSessionId">The session before.</param>
/// <param name="Meetings">How many it had there.</param>
/// <param name="MinMeetings">How many it had been promised.</param>
internal sealed record CarryOverView(RegistrationId RegistrationId, SessionId PreviousSessionId, int Meetings, int MinMeetings);

/// <summary>Why a pair that the ranking allows is not in a plan's problem.</summary>
internal enum WithheldReason
{
    /// <summary>One of the two said never.</summary>
    Vetoed,

    /// <summary>They met within the last twelve months, and neither insists.</summary>
    MetBefore,
}

/// <summary>A pair left out of a plan's problem.</summary>
internal sealed record WithheldPair(RegistrationId StartupRegistrationId, RegistrationId FundRegistrationId, WithheldReason Reason);

/// <summary>A made plan as it is stored: it never changes.</summary>
internal sealed record PlanDocument
{
    public required SessionLayout Layout { get; init; }

    public required PlanObjective Objective { get; init; }

    public required long Seed { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>The plan that this one repairs; null for plans from nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanId? RepairOf { get; init; }

    /// <summary>All that the plan was repaired for, in earlier repairs too; null for plans from nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RepairInput? Changes { get; init; }

    /// <summary>Freezes appended for latecomers, oldest first: each counts for pairs in which somebody is not known to those before.</summary>
    public IReadOnlyList<FreezeId> AppendedFreezeIds { get; init; } = [];

    public required decimal Value { get; init; }

    public required decimal UpperBound { get; init; }

    public required bool Optimal { get; init; }

    /// <summary>For the objective fair.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FairnessView? Fairness { get; init; }

    public required IReadOnlyList<UnassignedView> Unassigned { get; init; }

    public IReadOnlyList<CarryOverView> CarryOver { get; init; } = [];

    /// <summary>Pairs that the ranking would allow and that were left out of the plan.</summary>
    public IReadOnlyList<WithheldPair> Withheld { get; init; } = [];

    public required IReadOnlyList<PlannedMeeting> Meetings { get; init; }

    /// <summary>For round tables and the long table; null for meetings.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SeatedTable>? Tables { get; init; }

    public required CertificateView Certificate { get; init; }
}

/// <summary>A plan as it is shown; what only organizers may know is null for others.</summary>
internal sealed record PlanView
{
    public required PlanId Id { get; init; }

    public required SessionId SessionId { get; init; }

    public required FreezeId FreezeId { get; init; }

    /// <summary>1, 2, 3 ... within the session.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the stored plan in lower-case hexadecimal; print-outs and calendars carry its first 12 digits.</summary>
    public required string Sha256 { get; init; }

    public required PlanStatus Status { get; init; }

    public required PlanId? SupersededBy { get; init; }

    public required DateTimeOffset? PublishedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required SessionLayout Layout { get; init; }

    public required PlanObjective Objective { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>The plan that this one repairs; absent for plans from nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanId? RepairOf { get; init; }

    /// <summary>All that the plan was repaired for, in earlier repairs too; for organizers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RepairInput? Changes { get; init; }

    /// <summary>Freezes appended for latecomers, oldest first: each counts for pairs in which somebody is not known to those before.</summary>
    public required IReadOnlyList<FreezeId> AppendedFreezeIds { get; init; }

    /// <summary>In the answer of a repair: what became of the meetings of the plan before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanDifferenceView? Difference { get; init; }

    /// <summary>Total weight.</summary>
    public required decimal? Value { get; init; }

    /// <summary>No plan is worth more; follows from the certificate.</summary>
    public required decimal? UpperBound { get; init; }

    /// <summary>(upperBound - value) / upperBound; 0 for an optimal plan.</summary>
    public required decimal? Gap { get; init; }

    public required bool? Optimal { get; init; }

    /// <summary>For the objective fair: what it costs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FairnessView? Fairness { get; init; }

    public required IReadOnlyList<UnassignedView> Unassigned { get; init; }

    /// <summary>Startups that are served first, because they got too few meetings last time.</summary>
    public required IReadOnlyList<CarryOverView> CarryOver { get; init; }

    public required IReadOnlyList<PlannedMeeting> Meetings { get; init; }

    /// <summary>Who sits where at round tables or the long table; absent for meetings.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SeatedTable>? Tables { get; init; }

    public required CertificateView? Certificate { get; init; }
}

/// <summary>A plan in a list: without its meetings.</summary>
internal sealed record PlanSummary(
    PlanId Id, int Version, PlanStatus Status, FreezeId FreezeId, PlanId? SupersededBy, DateTimeOffset? PublishedAt, DateTimeOffset CreatedAt);
