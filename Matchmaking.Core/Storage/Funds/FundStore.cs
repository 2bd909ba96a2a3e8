using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk.Parameters;
using Matchmaking.Core.Search;

namespace Matchmaking.Core.Storage.Funds;

public static class FundStore
{
    private const string NamesSql = "SELECT id, name FROM funds ORDER BY id";

    public static EntityStore<Fund, FundRow> Entities { get; } = new(
        "fund",
        new TableSql(
            "funds",
            [
                "name", "kind", "category", "sectors", "stages", "ticket_min_fen", "ticket_max_fen", "districts", "instruments",
                "commitment_fen", "loss_allowance_bp", "loss_basis", "project_loss_allowance_bp", "breach_tolerance_bp",
                "concentration_cap_bp", "local_reinvestment_multiple_bp", "status", "external_id", "loss_parameters",
            ],
            ["kind", "category", "status", "external_id"]),
        ToEntity,
        ToRow,
        _ => ChangeCounters.Funds,
        new Searchable<Fund>("fund", f => SearchDocument.Of(
            [f.Name],
            [.. SearchLabels.MandateSectors(f.Sectors), .. SearchLabels.MandateStages(f.Stages), .. SearchLabels.MandateDistricts(f.Districts)])));

    /// <summary>The names of all funds; they need not be unique.</summary>
    public static Task<IReadOnlyList<NamedRow>> Names(Db db) => db.Query<NamedRow>(NamesSql);

    private static Fund ToEntity(FundRow row) => new()
    {
        Id = FundId.Parse(row.Id),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        Name = row.Name,
        Kind = KebabEnum<FundKind>.Parse(row.Kind),
        Category = KebabEnum<FundCategory>.Parse(row.Category),
        Sectors = Column.Json<string[]>(row.Sectors),
        Stages = Column.Json<Stage[]>(row.Stages),
        TicketMinCny = Money.FromFen(row.TicketMinFen),
        TicketMaxCny = Column.MoneyOrNull(row.TicketMaxFen),
        Districts = Column.Json<string[]>(row.Districts),
        Instruments = Column.Json<Instrument[]>(row.Instruments),
        CommitmentCny = Column.MoneyOrNull(row.CommitmentFen),
        LossAllowance = Column.RatioOrNull(row.LossAllowanceBp),
        LossBasis = KebabEnum<LossBasis>.Parse(row.LossBasis),
        ProjectLossAllowance = Ratio.FromBasisPoints(row.ProjectLossAllowanceBp),
        BreachTolerance = Ratio.FromBasisPoints(row.BreachToleranceBp),
        ConcentrationCap = Ratio.FromBasisPoints(row.ConcentrationCapBp),
        LocalReinvestmentMultiple = row.LocalReinvestmentMultipleBp is { } bp ? Multiple.FromBasisPoints(bp) : null,
        Status = KebabEnum<FundStatus>.Parse(row.Status),
        ExternalId = row.ExternalId,
        LossParameters = row.LossParameters is { } own ? Column.Json<OwnLossParameters>(own) : null,
    };

    private static FundRow ToRow(Fund fund) => new()
    {
        Id = Column.Id(fund.Id),
        Version = fund.Version,
        CreatedAt = Column.Time(fund.CreatedAt),
        UpdatedAt = Column.Time(fund.UpdatedAt),
        Name = fund.Name,
        Kind = fund.Kind.Kebab(),
        Category = fund.Category.Kebab(),
        Sectors = Column.Json(fund.Sectors),
        Stages = Column.Json(fund.Stages),
        TicketMinFen = fund.TicketMinCny.Fen,
        TicketMaxFen = fund.TicketMaxCny?.Fen,
        Districts = Column.Json(fund.Districts),
        Instruments = Column.Json(fund.Instruments),
        CommitmentFen = fund.CommitmentCny?.Fen,
        LossAllowanceBp = fund.LossAllowance?.BasisPoints,
        LossBasis = fund.LossBasis.Kebab(),
        ProjectLossAllowanceBp = fund.ProjectLossAllowance.BasisPoints,
        BreachToleranceBp = fund.BreachTolerance.BasisPoints,
        ConcentrationCapBp = fund.ConcentrationCap.BasisPoints,
        LocalReinvestmentMultipleBp = fund.LocalReinvestmentMultiple?.BasisPoints,
        Status = fund.Status.Kebab(),
        ExternalId = fund.ExternalId,
        LossParameters = fund.LossParameters is { } own ? Column.Json(own) : null,
    };
}

public sealed record FundRow : Row
{
    public string Name { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Category { get; init; } = "";
    public string Sectors { get; init; } = "[]";
    public string Stages { get; init; } = "[]";
    public long TicketMinFen { get; init; }
    public long? TicketMaxFen { get; init; }
    public string Districts { get; init; } = "[]";
    public string Instruments { get; init; } = "[]";
    public long? CommitmentFen { get; init; }
    public int? LossAllowanceBp { get; init; }
    public string LossBasis { get; init; } = "";
    public int ProjectLossAllowanceBp { get; init; }
    public int BreachToleranceBp { get; init; }
    public int ConcentrationCapBp { get; init; }
    public int? LocalReinvestmentMultipleBp { get; init; }
    public string Status { get; init; } = "";
    public string? ExternalId { get; init; }
    public string? LossParameters { get; init; }
}
