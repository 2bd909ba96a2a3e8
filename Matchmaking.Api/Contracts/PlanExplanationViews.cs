using System.Text.Json.Serialization;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Limits;

namespace Matchmaking.Api.Contracts;

/// <summary>Why a pair meets or does not.</summary>
internal enum PairReason
{
    /// <summary>It meets; at round tables the two share a table, at the long one they sit opposite or diagonally.</summary>
    Met,

    /// <summary>A hard limit of the frozen ranking excludes it, or the two met within the last twelve months.</summary>
    Excluded,

    /// <summary>One of the two said never.</summary>
    Vetoed,

    /// <summary>The two are never there at the same time.</summary>
    NoCommonRound,

    /// <summary>It could meet, and the plan found nothing to give up for it.</summary>
    NotWorthIt,
}

/// <summary>One limit that keeps a pair apart.</summary>
/// <param name="Code">Stable, kebab-case: a limit of the ranking, met-before, or a limit of the plan.</param>
/// <param name="Message">In the language of Accept-Language.</param>
internal sealed record PairLimitView(string Code, string Message)
{
    /// <summary>What the candidate has; of limits of the ranking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LimitValue? Actual { get; init; }

    /// <summary>What the limit asks for; of limits of the ranking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LimitValue? Limit { get; init; }

    /// <summary>Whose limit; of limits of the plan.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RegistrationId? RegistrationId { get; init; }

    /// <summary>The other side of a pair that must meet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RegistrationId? PartnerRegistrationId { get; init; }
}

/// <summary>Why a pair meets or does not in a plan.</summary>
internal sealed record PlanPairView
{
    public required RegistrationId StartupRegistrationId { get; init; }

    public required RegistrationId FundRegistrationId { get; init; }

    /// <summary>Whether the pair meets in this plan.</summary>
    public required bool Met { get; init; }

    /// <summary>From 1; null where they do not meet, and at tables.</summary>
    public required int? Round { get; init; }

    /// <summary>From 1; null where they do not meet.</summary>
    public required int? Table { get; init; }

    /// <summary>Score of the pair in the fund's frozen ranking; null where it has none, and for startups.</summary>
    public required double? Score { get; init; }

    public required PairReason Reason { get; init; }

    /// <summary>What excludes the pair; for a pair that is not worth it, the limits that no plan with it could keep.</summary>
    public required IReadOnlyList<PairLimitView> Limits { get; init; }

    /// <summary>What the plan's value would lose if the pair had to meet; null where that is not known exactly, is no question, or is not the caller's to know.</summary>
    public required decimal? DisplacementCost { get; init; }

    /// <summary>Whether it is settled what forcing the pair costs, or that it cannot be forced; null where that is no question.</summary>
    public required bool? DisplacementExact { get; init; }

    /// <summary>A plan with the pair was found that loses no more than this.</summary>
    public required decimal? DisplacementAtMost { get; init; }
}

/// <summary>What a change would add to the value of a plan.</summary>
/// <param name="Adds">Exactly; null where only the bound is known.</param>
/// <param name="AtMost">The bound that the plan's certificate gives.</param>
/// <param name="Exact">Whether the first of the two is known.</param>
internal sealed record GainView(decimal? Adds, decimal AtMost, bool Exact);

/// <summary>What one meeting more would add, for a participant that has as many as it may.</summary>
/// <param name="RegistrationId">Whose maximum.</param>
/// <param name="Party">What the participant is.</param>
/// <param name="Adds">Exactly; null where only the bound is known.</param>
/// <param name="AtMost">The bound that the plan's certificate gives.</param>
/// <param name="Exact">Whether what it adds is known.</param>
internal sealed record MeetingGainView(RegistrationId RegistrationId, PartyType Party, decimal? Adds, decimal AtMost, bool Exact);

/// <summary>What it would add if a pair did not have to meet.</summary>
/// <param name="StartupRegistrationId">The startup's registration.</param>
/// <param name="FundRegistrationId">The fund's registration.</param>
/// <param name="Adds">Exactly; null where only the bound is known.</param>
/// <param name="AtMost">The bound that the plan's certificate gives.</param>
/// <param name="Exact">Whether what it adds is known.</param>
internal sealed record PinGainView(RegistrationId StartupRegistrationId, RegistrationId FundRegistrationId, decimal? Adds, decimal AtMost, bool Exact);

/// <summary>What the limits of a plan cost it, in units of its value.</summary>
/// <param name="OneMoreTable">In every round.</param>
/// <param name="OneMoreRound">Everybody is there in it; maximums below the number of rounds stay.</param>
/// <param name="OneMoreMeeting">Of each participant whose maximum binds: those that would add most first.</param>
/// <param name="WithoutPin">Of each pair that must meet.</param>
internal sealed record PlanPricesView(
    GainView OneMoreTable, GainView OneMoreRound, IReadOnlyList<MeetingGainView> OneMoreMeeting, IReadOnlyList<PinGainView> WithoutPin);

/// <summary>Two who would rather meet each other than what they have.</summary>
/// <param name="StartupRegistrationId">The startup's registration.</param>
/// <param name="FundRegistrationId">The fund's registration.</param>
/// <param name="Round">A round in which it fits, from 1.</param>
/// <param name="Weight">What their meeting would be worth.</param>
/// <param name="StartupGivesUp">Registration of the fund whose meeting the startup would give up; null: none.</param>
/// <param name="FundGivesUp">Registration of the startup whose meeting the fund would give up; null: none.</param>
/// <param name="Gain">Twice the weight less the weights of the meetings given up.</param>
internal sealed record BlockingPairView(
    RegistrationId StartupRegistrationId,
    RegistrationId FundRegistrationId,
    int Round,
    decimal Weight,
    RegistrationId? StartupGivesUp,
    RegistrationId? FundGivesUp,
    decimal Gain);

/// <summary>The blocking pairs of a plan.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Items">Those that would gain most first, as many as asked for.</param>
internal sealed record PlanStabilityView(int Total, IReadOnlyList<BlockingPairView> Items);

/// <summary>A meeting of one of two plans.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Table">From 1.</param>
/// <param name="StartupRegistrationId">The startup's registration.</param>
/// <param name="FundRegistrationId">The fund's registration.</param>
internal sealed record MeetingRowView(int Round, int Table, RegistrationId StartupRegistrationId, RegistrationId FundRegistrationId);

/// <summary>A pair that meets in both plans, in another round or at another table.</summary>
/// <param name="FromRound">In the first plan.</param>
/// <param name="FromTable">In the first plan.</param>
/// <param name="Round">In the other plan.</param>
/// <param name="Table">In the other plan.</param>
/// <param name="StartupRegistrationId">The startup's registration.</param>
/// <param name="FundRegistrationId">The fund's registration.</param>
internal sealed record MovedMeetingView(int FromRound, int FromTable, int Round, int Table, RegistrationId StartupRegistrationId, RegistrationId FundRegistrationId);

/// <summary>A seat of one of two seatings.</summary>
/// <param name="RegistrationId">Whose.</param>
/// <param name="Table">From 1.</param>
/// <param name="Seat">From 1.</param>
internal sealed record SeatRowView(RegistrationId RegistrationId, int Table, int Seat)
{
    /// <summary>Absent at round tables.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TableSide? Side { get; init; }
}

/// <summary>Somebody who sits elsewhere in the other seating.</summary>
/// <param name="RegistrationId">Who.</param>
/// <param name="FromTable">In the first plan.</param>
/// <param name="FromSeat">In the first plan.</param>
/// <param name="Table">In the other plan.</param>
/// <param name="Seat">In the other plan.</param>
internal sealed record MovedSeatView(RegistrationId RegistrationId, int FromTable, int FromSeat, int Table, int Seat)
{
    /// <summary>In the first plan; absent at round tables.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TableSide? FromSide { get; init; }

    /// <summary>In the other plan; absent at round tables.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TableSide? Side { get; init; }
}

/// <summary>What becomes of the seats of one plan in another.</summary>
/// <param name="Kept">Same table, side and seat.</param>
/// <param name="Moved">Another table, side or seat.</param>
/// <param name="New">Seated in the other plan only.</param>
/// <param name="Dropped">Seated in the first plan only.</param>
internal sealed record SeatDifferenceView(
    IReadOnlyList<SeatRowView> Kept, IReadOnlyList<MovedSeatView> Moved, IReadOnlyList<SeatRowView> New, IReadOnlyList<SeatRowView> Dropped);

/// <summary>What becomes of the meetings and seats of one plan in another; parties see their own.</summary>
/// <param name="PlanId">The first plan.</param>
/// <param name="OtherPlanId">The other plan.</param>
/// <param name="Kept">Same pair, round and table.</param>
/// <param name="Moved">Same pair, another round or table.</param>
/// <param name="New">Pairs that meet in the other plan only.</param>
/// <param name="Dropped">Pairs that meet in the first plan only.</param>
internal sealed record PlanDifferenceView(
    PlanId PlanId,
    PlanId OtherPlanId,
    IReadOnlyList<MeetingRowView> Kept,
    IReadOnlyList<MovedMeetingView> Moved,
    IReadOnlyList<MeetingRowView> New,
    IReadOnlyList<MeetingRowView> Dropped)
{
    /// <summary>Where one of the two is a seating at tables.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeatDifferenceView? Seats { get; init; }
}
