namespace Matchmaking.Core.Plans.Verification;

/// <summary>What is wrong with a plan; the names are the stable codes, in kebab-case.</summary>
public enum PlanViolationCode
{
    UnknownParticipant,
    PairNotEligible,
    PairVetoed,
    PairRepeated,
    WeightWrong,
    RoundOutOfRange,
    ParticipantTwiceInRound,
    ParticipantUnavailable,
    BelowMinimum,
    AboveMaximum,
    PinMissing,
    PinInOtherRound,
    TableOutOfRange,
    TableTwiceInRound,
    TooManyMeetingsInRound,
    TableClosed,
    UnassignedWrong,
    PricesIncomplete,
    PriceNegative,
    FairScaleWrong,
    ValueWrong,
    UpperBoundWrong,
    OptimalWrong,
}

/// <summary>One violation: whom and which round or table it concerns (indices of the problem, null where not meant), what the plan has, and what would be right.</summary>
public sealed record PlanViolation(
    PlanViolationCode Code,
    int? Startup = null,
    int? Fund = null,
    int? Round = null,
    int? Table = null,
    Int128? Actual = null,
    Int128? Expected = null);

/// <summary>What <see cref="PlanVerifier"/> found: value and bound as recomputed (null where the certificate cannot be read), and every violation.</summary>
public sealed record PlanVerification(Int128 Value, Int128? UpperBound, IReadOnlyList<PlanViolation> Violations)
{
    public bool IsValid => Violations.Count == 0;
}
