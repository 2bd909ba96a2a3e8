using System.Text.Json.Serialization;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Sessions;

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

    /// <summary>For layouts that search by chance; an exact plan does not depend on it.</summary>
    public long Seed { get; init; }
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

/// <summary>What a meeting of a pair is worth.</summary>
/// <param name="StartupRegistrationId">The startup's registration.</param>
/// <param name="FundRegistrationId">The fund's registration.</param>
/// <param name="Weight">10,000 times the weight, an integer.</param>
internal sealed record WeightView(RegistrationId StartupRegistrationId, RegistrationId FundRegistrationId, long Weight);

/// <summary>A participant's price with the limits that it belongs to.</summary>
/// <param name="RegistrationId">Whose.</param>
/// <param name="Price">What one more meeting of it would be worth, times 10,000; negative where its minimum binds.</param>
/// <param name="Min">Fewest meetings.</param>
/// <param name="Max">Most meetings: no more than the rounds in which it is there.</param>
internal sealed record PriceView(RegistrationId RegistrationId, long Price, int Min, int Max);

/// <summary>
/// Integers (weights times 10,000) with which anyone can recompute the upper bound:
/// sum of price x max (or x min where the price is negative) + tables x sum of table prices
/// + sum over weights of max(0, weight - both prices - smallest table price), for pins without the max.
/// </summary>
/// <param name="Weights">What each pair is worth.</param>
/// <param name="Prices">What a meeting of each participant costs.</param>
/// <param name="TablePrices">What a table costs in each round.</param>
/// <param name="Pins">Pairs that must meet.</param>
/// <param name="Rounds">Number of rounds.</param>
/// <param name="Tables">Tables in each round.</param>
internal sealed record CertificateView(
    IReadOnlyList<WeightView> Weights,
    IReadOnlyList<PriceView> Prices,
    IReadOnlyList<long> TablePrices,
    IReadOnlyList<PlanPin> Pins,
    int Rounds,
    int Tables);

/// <summary>A made plan as it is stored: it never changes.</summary>
internal sealed record PlanDocument
{
    public required SessionLayout Layout { get; init; }

    public required PlanObjective Objective { get; init; }

    public required long Seed { get; init; }

    public required string ModelVersion { get; init; }

    public required decimal Value { get; init; }

    public required decimal UpperBound { get; init; }

    public required bool Optimal { get; init; }

    public required IReadOnlyList<UnassignedView> Unassigned { get; init; }

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

    /// <summary>Total weight.</summary>
    public required decimal? Value { get; init; }

    /// <summary>No plan is worth more; follows from the certificate.</summary>
    public required decimal? UpperBound { get; init; }

    /// <summary>(upperBound - value) / upperBound; 0 for an optimal plan.</summary>
    public required decimal? Gap { get; init; }

    public required bool? Optimal { get; init; }

    public required IReadOnlyList<UnassignedView> Unassigned { get; init; }

    public required IReadOnlyList<PlannedMeeting> Meetings { get; init; }

    /// <summary>Who sits where at round tables or the long table; absent for meetings.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SeatedTable>? Tables { get; init; }

    public required CertificateView? Certificate { get; init; }
}

/// <summary>A plan in a list: without its meetings.</summary>
internal sealed record PlanSummary(
    PlanId Id, int Version, PlanStatus Status, FreezeId FreezeId, PlanId? SupersededBy, DateTimeOffset? PublishedAt, DateTimeOffset CreatedAt);
