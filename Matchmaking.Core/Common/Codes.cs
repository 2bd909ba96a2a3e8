namespace Matchmaking.Core.Common;

/// <summary>
/// Every code that an answer can carry. Codes are stable: clients switch on them. Each has a text in English and Chinese
/// in the message catalogue (a test compares the two).
/// </summary>
public static class Codes
{
    // Input.
    public const string ValidationFailed = "validation-failed";
    public const string InvalidJson = "invalid-json";
    public const string InvalidText = "invalid-text";
    public const string WrongType = "wrong-type";
    public const string UnknownProperty = "unknown-property";
    public const string DuplicateProperty = "duplicate-property";
    public const string UnknownValue = "unknown-value";
    public const string UnknownCode = "unknown-code";
    public const string UnknownParameter = "unknown-parameter";
    public const string UnknownReference = "unknown-reference";
    public const string Required = "required";
    public const string NotAllowed = "not-allowed";
    public const string TooLong = "too-long";
    public const string TooMany = "too-many";
    public const string Duplicate = "duplicate";
    public const string OutOfRange = "out-of-range";
    public const string MustBePositive = "must-be-positive";
    public const string InvalidAmount = "invalid-amount";
    public const string AmountUnitMissing = "amount-unit-missing";
    public const string InvalidRatio = "invalid-ratio";
    public const string AcrossOutOfRange = "across-out-of-range";
    public const string WithinOutOfRange = "within-out-of-range";
    public const string InvalidMonth = "invalid-month";
    public const string InvalidDate = "invalid-date";
    public const string InvalidTime = "invalid-time";
    public const string InvalidId = "invalid-id";
    public const string InvalidUscc = "invalid-uscc";
    public const string SumMismatch = "sum-mismatch";
    public const string WrongOrder = "wrong-order";
    public const string InvalidCursor = "invalid-cursor";
    public const string InvalidUrl = "invalid-url";
    public const string TargetNotAllowed = "target-not-allowed";
    public const string SearchTermMissing = "search-term-missing";

    // Tables and their rows.
    public const string UnreadableTable = "unreadable-table";
    public const string EmptyTable = "empty-table";
    public const string TooManyRows = "too-many-rows";
    public const string TooManyColumns = "too-many-columns";
    public const string UnknownColumn = "unknown-column";
    public const string DuplicateColumn = "duplicate-column";
    public const string MissingColumn = "missing-column";
    public const string MisalignedRow = "misaligned-row";
    public const string CellError = "cell-error";
    public const string NumberPrecisionLost = "number-precision-lost";
    public const string InvalidRounds = "invalid-rounds";
    public const string InvalidProceeds = "invalid-proceeds";
    public const string DuplicateRow = "duplicate-row";
    public const string AmbiguousName = "ambiguous-name";
    public const string ConflictingKeys = "conflicting-keys";
    public const string AppendOnly = "append-only";

    // Access and protocol.
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string GuardedField = "guarded-field";
    public const string NotFound = "not-found";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string NotAcceptable = "not-acceptable";
    public const string BadRequest = "bad-request";
    public const string BodyTooLarge = "body-too-large";
    public const string PreconditionRequired = "precondition-required";
    public const string PreconditionFailed = "precondition-failed";
    public const string InvalidIdempotencyKey = "invalid-idempotency-key";
    public const string IdempotencyKeyInUse = "idempotency-key-in-use";
    public const string IdempotencyKeyReused = "idempotency-key-reused";
    public const string CursorExpired = "cursor-expired";
    public const string RateLimited = "rate-limited";
    public const string TooManyFailures = "too-many-failures";
    public const string TooManyStreams = "too-many-streams";
    public const string Overloaded = "overloaded";
    public const string TimedOut = "timed-out";
    public const string BodyTooSlow = "body-too-slow";
    public const string UriTooLong = "uri-too-long";
    public const string HeadersTooLarge = "headers-too-large";
    public const string InternalError = "internal-error";
    public const string Unavailable = "unavailable";
    public const string TooManyCandidates = "too-many-candidates";
    public const string WarmingUp = "warming-up";
    public const string DatabaseUnreachable = "database-unreachable";
    public const string StorageFull = "storage-full";
    public const string StorageReadOnly = "storage-read-only";
    public const string StorageFailed = "storage-failed";
    public const string StorageCorrupt = "storage-corrupt";

    // State.
    public const string AlreadyExists = "already-exists";
    public const string InUse = "in-use";
    public const string SessionNotOpen = "session-not-open";
    public const string SessionChanged = "session-changed";
    public const string NoFrozenRanking = "no-frozen-ranking";
    public const string FreezeOutdated = "freeze-outdated";
    public const string NoParticipants = "no-participants";
    public const string ModelUnavailable = "model-unavailable";
    public const string ModelUnusable = "model-unusable";
    public const string ModelNotBetter = "model-not-better";
    public const string TooFewOutcomes = "too-few-outcomes";
    public const string TrainerUnavailable = "trainer-unavailable";
    public const string Untrainable = "untrainable";
    public const string PositionVoided = "position-voided";
    public const string CommitmentBelowInvested = "commitment-below-invested";
    public const string AlreadyPublished = "already-published";
    public const string PlanOutdated = "plan-outdated";
    public const string KeyNotUsable = "key-not-usable";
    public const string KeyFromSetting = "key-from-setting";
    public const string LimitReached = "limit-reached";
    public const string SecretKeyMissing = "secret-key-missing";
    public const string WebhookNotActive = "webhook-not-active";

    public const string OperationFinished = "operation-finished";
    public const string OperationInterrupted = "operation-interrupted";
    public const string TooManyOperations = "too-many-operations";

    // Plans.
    public const string PlanInfeasible = "plan-infeasible";
    public const string PlanNotFound = "plan-not-found";
    public const string SeatingInfeasible = "seating-infeasible";
    public const string SeatingNotFound = "seating-not-found";
    public const string ObjectiveNotForLayout = "objective-not-for-layout";
    public const string RoundPinNotForLayout = "round-pin-not-for-layout";
    public const string RepairNotForLayout = "repair-not-for-layout";
    public const string SessionHasNoStart = "session-has-no-start";
    public const string ExplanationNotForLayout = "explanation-not-for-layout";
    public const string PlansOfDifferentSessions = "plans-of-different-sessions";
    public const string MetBefore = "met-before";

    // Hard limits of the ranking.
    public const string SectorMismatch = "sector-mismatch";
    public const string StageMismatch = "stage-mismatch";
    public const string TicketBelowMin = "ticket-below-min";
    public const string TicketAboveMax = "ticket-above-max";
    public const string InstrumentMismatch = "instrument-mismatch";
    public const string DistrictMismatch = "district-mismatch";
    public const string FundClosed = "fund-closed";
    public const string CommitmentExhausted = "commitment-exhausted";
    public const string ConcentrationCap = "concentration-cap";
    public const string LossAllowanceBreached = "loss-allowance-breached";
    public const string BreachProbability = "breach-probability";
    public const string RiskEvidenceDefault = "risk-evidence-default";
    public const string RiskEvidenceOwn = "risk-evidence-own";
    public const string RequestNotOpen = "request-not-open";
    public const string RequestExpired = "request-expired";
    public const string Vetoed = "vetoed";
    public const string MissingStage = "missing-stage";
    public const string MissingSector = "missing-sector";
    public const string MissingDistrict = "missing-district";
    public const string MissingCommitment = "missing-commitment";
}
