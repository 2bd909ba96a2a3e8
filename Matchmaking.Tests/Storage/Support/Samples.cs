using System.Globalization;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.SavedSearches;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Tests.Storage.Support;

internal enum SampleKind
{
    Startup,
    Request,
    Fund,
    Position,
    Session,
    Registration,
    Preference,
    Freeze,
    Plan,
    Outcome,
    Key,
    Webhook,
    SavedSearch,
}

/// <summary>
/// Numbered entities. Full ones have every field set and differ from bare ones, without any optional field, in every
/// field but ids and parents. Samples of the same kind share one of three sessions or have parents of their own number.
/// </summary>
internal static class Samples
{
    public const int SupersedingPlan = 900;

    private const int Sessions = 3;

    private static readonly DateTimeOffset _created = new(2026, 3, 1, 8, 30, 15, 123, TimeSpan.Zero);
    private static readonly DateTimeOffset _updated = new(2026, 4, 2, 9, 40, 25, 456, TimeSpan.Zero);

    public static Guid Key(SampleKind kind, int n) =>
        Guid.ParseExact(string.Create(CultureInfo.InvariantCulture, $"0197a000-0000-7{(int)kind:x3}-8000-{n:x12}"), "D");

    public static SessionId SessionOf(int n) => new(Key(SampleKind.Session, n % Sessions));

    public static Startup FullStartup(int n) => new()
    {
        Id = new(Key(SampleKind.Startup, n)),
        Version = 1,
        CreatedAt = _created,
        UpdatedAt = _updated,
        Name = $"光谷“芯片”有限公司 {n}; DROP TABLE startups --",
        Uscc = string.Create(CultureInfo.InvariantCulture, $"91420100MA4K{n:d6}"),
        Sectors = ["chips", "chips-design"],
        District = n % 4 == 0 ? "hongshan" : "jiangan",
        WillLandIn = ["jiangxia", "wuchang"],
        FoundedOn = new(2019, 2, 28),
        Recognitions = ["little-giant"],
        TeamSize = 42,
        Patents = 7,
        RevenueCny = Money.FromFen(123_456_789_01),
        FundingToDateCny = Money.Max,
        Summary = "第一行\n第二行 \u0001 \"引号\" '单引号' 😀",
        ExternalId = $"ext-{n}",
    };

    public static Startup BareStartup(int n) => new()
    {
        Id = new(Key(SampleKind.Startup, n)),
        Version = 1,
        CreatedAt = _created.AddDays(1),
        UpdatedAt = _updated.AddDays(1),
        Name = "B",
    };

    public static FinancingRequest FullRequest(int n) => new()
    {
        Id = new(Key(SampleKind.Request, n)),
        Version = 1,
        CreatedAt = _created,
        UpdatedAt = _updated,
        StartupId = new(Key(SampleKind.Startup, n)),
        Title = $"A 轮 {n}",
        Chain = n % 4 == 0 ? "optics" : "biomed",
        Sectors = ["chips"],
        Stage = n % 4 == 0 ? Stage.PreA : Stage.DPlus,
        AmountCny = Money.FromYuan(30_000_000),
        MinTicketCny = Money.FromYuan(5_000_000),
        Instruments = [Instrument.GrantToEquity, Instrument.Equity],
        UseOfProceeds = [new("流片", Money.FromFen(12_345)), new("hiring", Money.FromYuan(1))],
        PreMoneyValuationCny = Money.FromYuan(200_000_000),
        District = n % 4 == 0 ? "hongshan" : "jiangan",
        ValidUntil = new(2028, 2, 29),
        Status = RequestStatus.Withdrawn,
        ExternalId = $"ext-{n}",
    };

    public static FinancingRequest BareRequest(int n) => new()
    {
        Id = new(Key(SampleKind.Request, n)),
        Version = 1,
        CreatedAt = _created.AddDays(1),
        UpdatedAt = _updated.AddDays(1),
        StartupId = new(Key(SampleKind.Startup, n)),
        Title = "T",
        AmountCny = Money.FromFen(1),
        Status = RequestStatus.Open,
    };

    public static Fund FullFund(int n) => new()
    {
        Id = new(Key(SampleKind.Fund, n)),
        Version = 1,
        CreatedAt = _created,
        UpdatedAt = _updated,
        Name = $"基金 {n}",
        Kind = FundKind.Aic,
        Category = FundCategory.Venture,
        Sectors = ["chips"],
        Stages = [Stage.DPlus, Stage.A],
        TicketMinCny = Money.FromYuan(1_000_000),
        TicketMaxCny = Money.FromYuan(50_000_000),
        Districts = ["hongshan"],
        Instruments = [Instrument.Loan],
        CommitmentCny = Money.FromYuan(900_000_000),
        LossAllowance = Ratio.FromBasisPoints(1),
        LossBasis = LossBasis.Net,
        ProjectLossAllowance = Ratio.FromBasisPoints(9_999),
        BreachTolerance = Ratio.FromBasisPoints(1_234),
        ConcentrationCap = Ratio.FromBasisPoints(4_321),
        LocalReinvestmentMultiple = Multiple.FromBasisPoints(15_000),
        LossParameters = new()
        {
            Source = "own exits",
            Stages = [new() { Stage = Stage.B, TotalLoss = Ratio.FromBasisPoints(1_234), HalfLoss = Ratio.FromBasisPoints(4_321) }],
            Correlation = new() { Within = Ratio.FromBasisPoints(3_000), Across = Ratio.FromBasisPoints(1_000) },
        },
        Status = FundStatus.Closed,
        ExternalId = $"ext-{n}",
    };

    public static Fund BareFund(int n) => new()
    {
        Id = new(Key(SampleKind.Fund, n)),
        Version = 1,
        CreatedAt = _created.AddDays(1),
        UpdatedAt = _updated.AddDays(1),
        Name = "F",
        Kind = FundKind.Bank,
        Category = FundCategory.Loan,
    };

    public static Position FullPosition(int n) => new()
    {
        Id = new(Key(SampleKind.Position, n)),
        FundId = new(Key(SampleKind.Fund, n)),
        Version = 1,
        CreatedAt = _created,
        UpdatedAt = _updated,
        Name = "持仓",
        StartupId = new(Key(SampleKind.Startup, n)),
        Stage = Stage.PreIpo,
        Sectors = ["chips"],
        CostCny = Money.FromYuan(10),
        FairValueCny = Money.FromFen(1_501),
        ValuedOn = new(2026, 1, 31),
        ProceedsCny = Money.FromFen(99),
        InvestedOn = new(2024, 2, 29),
        ClosedOn = new(2026, 2, 28),
        VoidedReason = "entered twice",
        Valuations =
        [
            new(new(2025, 6, 30), Money.FromFen(900), Money.Zero),
            new(new(2026, 1, 31), Money.FromFen(1_501), Money.FromFen(99)),
        ],
    };

    public static Position BarePosition(int n) => new()
    {
        Id = new(Key(SampleKind.Position, n)),
        FundId = new(Key(SampleKind.Fund, n)),
        Version = 1,
        CreatedAt = _created.AddDays(1),
        UpdatedAt = _updated.AddDays(1),
        Name = "P",
        Stage = Stage.Seed,
        FairValueCny = Money.Zero,
        ValuedOn = new(2025, 1, 1),
        InvestedOn = new(2025, 1, 1),
    };

    public static Session FullSession(int n) => new()
    {
        Id = new(Key(SampleKind.Session, n)),
        Version = 1,
        CreatedAt = _created,
        UpdatedAt = _updated,
        Month = Month.Parse("2026-10").AddMonths(n % 4),
        Chain = "optics",
        Title = "光电子专场",
        Venue = "光谷",
        StartsAt = new(2026, 10, 20, 6, 0, 0, TimeSpan.Zero),
        Layout = SessionLayout.LongTable,
        Rounds = 6,
        RoundMinutes = 15,
        Tables = 9,
        SeatsPerTable = 4,
        Status = SessionStatus.Frozen,
    };

    public static Session BareSession(int n) => new()
    {
        Id = new(Key(SampleKind.Session, n)),
        Version = 1,
        CreatedAt = _created.AddDays(1),
        UpdatedAt = _updated.AddDays(1),
        Month = Month.Parse("2025-01"),
        Chain = "biomed",
        Title = "S",
    };

    public static Registration StartupRegistration(int n) => Registration(n) with
    {
        Party = new(PartyType.Startup, Key(SampleKind.Startup, n), "名称"),
        FinancingRequestId = new(Key(SampleKind.Request, n)),
        Contact = "张三 138",
        AvailableRounds = [1, 3],
        MinMeetings = 2,
        MaxMeetings = 5,
        Status = RegistrationStatus.CheckedIn,
    };

    public static Registration FundRegistration(int n) => Registration(n) with
    {
        Party = new(PartyType.Fund, Key(SampleKind.Fund, n)),
        AvailableRounds = [],
        Status = RegistrationStatus.NoShow,
    };

    public static Registration GuestRegistration(int n) => Registration(n) with { Party = new(PartyType.Guest, Name: "李四"), Contact = "desk" };

    public static Registration BareRegistration(int n) => Registration(n) with
    {
        Party = new(PartyType.Guest),
        CreatedAt = _created.AddDays(1),
        UpdatedAt = _updated.AddDays(1),
    };

    public static Preference FullPreference(int n) => new()
    {
        Id = new(Key(SampleKind.Preference, n)),
        SessionId = SessionOf(n),
        Version = 1,
        CreatedAt = _created,
        UpdatedAt = _updated,
        From = new(Key(SampleKind.Registration, n)),
        To = new(Key(SampleKind.Registration, 1_000 + n)),
        Value = PreferenceValue.Veto,
        ByOrganizer = true,
        OwnerId = Key(SampleKind.Startup, n),
    };

    public static Preference BarePreference(int n) => new()
    {
        Id = new(Key(SampleKind.Preference, n)),
        SessionId = SessionOf(n),
        Version = 1,
        CreatedAt = _created.AddDays(1),
        UpdatedAt = _updated.AddDays(1),
        From = new(Key(SampleKind.Registration, 1_000 + n)),
        To = new(Key(SampleKind.Registration, n)),
        Value = PreferenceValue.Want,
        OwnerId = Key(SampleKind.Fund, n),
    };

    public static Freeze Freeze(int n) => new()
    {
        Id = new(Key(SampleKind.Freeze, n)),
        SessionId = SessionOf(n),
        FormatVersion = 3,
        ModelVersion = "prior-1",
        AsOf = new(2026, 10, 19),
        InputHash = new string('a', 64),
        Sha256 = new string('b', 64),
        CreatedAt = _created,
    };

    public static SessionPlan PublishedPlan(int n) => DraftPlan(n) with
    {
        CreatedAt = _created.AddDays(1),
        UpdatedAt = _updated.AddDays(1),
        Status = PlanStatus.Published,
        SupersededBy = new(Key(SampleKind.Plan, SupersedingPlan)),
        PublishedAt = _updated,
    };

    public static SessionPlan DraftPlan(int n) => new()
    {
        Id = new(Key(SampleKind.Plan, n)),
        SessionId = SessionOf(n),
        FreezeId = new(Key(SampleKind.Freeze, n)),
        Number = n + 1,
        Version = 1,
        CreatedAt = _created,
        UpdatedAt = _updated,
        Document = "{\"rows\":[\"表\"]}",
    };

    public static Outcome FullOutcome(int n) => BareOutcome(n) with
    {
        SessionId = SessionOf(n),
        Result = OutcomeResult.TermSheet,
        AmountCny = Money.FromFen(1_234_567),
        Reason = "条款已签",
        DueDiligence = new(new(2026, 1, 5), "DD-7"),
    };

    public static Outcome BareOutcome(int n) => new()
    {
        Id = new(Key(SampleKind.Outcome, n)),
        CreatedAt = _created,
        FundId = new(Key(SampleKind.Fund, n)),
        FinancingRequestId = new(Key(SampleKind.Request, n)),
        Result = OutcomeResult.Passed,
        OccurredOn = new DateOnly(2026, 1, 10).AddDays(n),
    };

    public static ApiKey FullKey(int n) => BareKey(n) with
    {
        Role = Role.Fund,
        SubjectIds = [Key(SampleKind.Fund, 1), Key(SampleKind.Fund, 2)],
        ExpiresAt = _updated,
        RevokedAt = _updated.AddDays(1),
        Setting = "MATCHMAKING_SAMPLE",
    };

    public static ApiKey BareKey(int n) => new() { Id = new(Key(SampleKind.Key, n)), Name = $"key {n}", Role = Role.Auditor, CreatedAt = _created, UpdatedAt = _updated };

    public static Webhook FullWebhook(int n) => BareWebhook(n) with
    {
        UpdatedAt = _updated.AddDays(1),
        Name = "回调 “1”",
        Url = "https://user.example:8443/p?q='--",
        Events = ["plan.*", "fund.changed"],
        Status = WebhookStatus.Disabled,
        DisabledReason = DisabledReason.OnlyFailures,
    };

    public static Webhook BareWebhook(int n) => new()
    {
        Id = new(Key(SampleKind.Webhook, n)),
        Version = 1,
        CreatedAt = _created,
        UpdatedAt = _updated,
        KeyId = new(Key(SampleKind.Key, n)),
        Name = "B",
        Url = "https://b.example",
    };

    public static SavedSearch FullSavedSearch(int n) => BareSavedSearch(n) with
    {
        UpdatedAt = _updated.AddDays(1),
        OwnerId = Key(SampleKind.Startup, n),
        ByOrganizer = false,
        Name = "新的项目",
        Subject = new() { Type = RankingSubject.FinancingRequest, Id = Key(SampleKind.Request, n) },
        SessionId = SessionOf(n),
        Top = 7,
        MinScore = Ratio.FromBasisPoints(6_543),
        Status = SavedSearchStatus.Paused,
    };

    public static SavedSearch BareSavedSearch(int n) => new()
    {
        Id = new(Key(SampleKind.SavedSearch, n)),
        Version = 1,
        CreatedAt = _created,
        UpdatedAt = _updated,
        KeyId = new(Key(SampleKind.Key, n)),
        OwnerId = Key(SampleKind.Fund, n),
        Name = "B",
        Subject = new() { Type = RankingSubject.Fund, Id = Key(SampleKind.Fund, n) },
        ByOrganizer = true,
    };

    private static Registration Registration(int n) => new()
    {
        Id = new(Key(SampleKind.Registration, n)),
        SessionId = SessionOf(n),
        Version = 1,
        CreatedAt = _created,
        UpdatedAt = _updated,
    };
}
