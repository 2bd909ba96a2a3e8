namespace Matchmaking.Core.Plans.Tables.Verification;

/// <summary>What is wrong with a seating; the names are the stable codes, in kebab-case.</summary>
public enum TableViolationCode
{
    UnknownParticipant,
    NotSeated,
    SeatedTwice,
    UnknownTable,
    UnknownSeat,
    SeatTakenTwice,
    SeatOfAnotherKind,
    TooManySeated,
    TooManyFunds,
    TooManyStartups,
    ApartTogether,
    TogetherApart,
    CertificateOfAnotherLayout,
    PricesIncomplete,
    PriceNegative,
    ScaleWrong,
    TablePriceTooLow,
    ValueWrong,
    UpperBoundWrong,
    OptimalWrong,
}

/// <summary>One violation: whom and which table or seat it concerns (participants are indices of the problem, null where not meant), what the plan has, and what would be right.</summary>
public sealed record TableViolation(
    TableViolationCode Code,
    int? Participant = null,
    int? Partner = null,
    int? Table = null,
    int? Seat = null,
    Int128? Actual = null,
    Int128? Expected = null);

/// <summary>What <see cref="TableVerifier"/> found: value and bound as recomputed (null where the certificate proves none), and every violation.</summary>
public sealed record TableVerification(Int128 Value, Int128? UpperBound, IReadOnlyList<TableViolation> Violations)
{
    public bool IsValid => Violations.Count == 0;
}
