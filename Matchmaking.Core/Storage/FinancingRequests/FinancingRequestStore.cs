using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Search;

namespace Matchmaking.Core.Storage.FinancingRequests;

public static class FinancingRequestStore
{
    public static EntityStore<FinancingRequest, FinancingRequestRow> Entities { get; } = new(
        "financing-request",
        new TableSql(
            "financing_requests",
            [
                "startup_id", "title", "chain", "sectors", "stage", "amount_fen", "min_ticket_fen", "instruments", "use_of_proceeds",
                "pre_money_valuation_fen", "district", "valid_until", "status", "external_id",
            ],
            ["startup_id", "chain", "stage", "district", "status", "external_id"],
            ranges: ["amount_fen"]),
        ToEntity,
        ToRow,
        _ => ChangeCounters.Market,
        new Searchable<FinancingRequest>("request", r => SearchDocument.Of([r.Title], SearchLabels.Sectors(r.Sectors))));

    private static FinancingRequest ToEntity(FinancingRequestRow row) => new()
    {
        Id = FinancingRequestId.Parse(row.Id),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        StartupId = StartupId.Parse(row.StartupId),
        Title = row.Title,
        Chain = row.Chain,
        Sectors = Column.Json<string[]>(row.Sectors),
        Stage = row.Stage is null ? null : KebabEnum<Stage>.Parse(row.Stage),
        AmountCny = Money.FromFen(row.AmountFen),
        MinTicketCny = Money.FromFen(row.MinTicketFen),
        Instruments = Column.Json<Instrument[]>(row.Instruments),
        UseOfProceeds = Column.Json<UseOfProceeds[]>(row.UseOfProceeds),
        PreMoneyValuationCny = Column.MoneyOrNull(row.PreMoneyValuationFen),
        District = row.District,
        ValidUntil = Column.DayOrNull(row.ValidUntil),
        Status = KebabEnum<RequestStatus>.Parse(row.Status),
        ExternalId = row.ExternalId,
    };

    private static FinancingRequestRow ToRow(FinancingRequest request) => new()
    {
        Id = Column.Id(request.Id),
        Version = request.Version,
        CreatedAt = Column.Time(request.CreatedAt),
        UpdatedAt = Column.Time(request.UpdatedAt),
        StartupId = Column.Id(request.StartupId),
        Title = request.Title,
        Chain = request.Chain,
        Sectors = Column.Json(request.Sectors),
        Stage = request.Stage?.Kebab(),
        AmountFen = request.AmountCny.Fen,
        MinTicketFen = (request.MinTicketCny ?? request.AmountCny).Fen,
        Instruments = Column.Json(request.Instruments),
        UseOfProceeds = Column.Json(request.UseOfProceeds),
        PreMoneyValuationFen = request.PreMoneyValuationCny?.Fen,
        District = request.District,
        ValidUntil = Column.Day(request.ValidUntil),
        Status = request.Status.Kebab(),
        ExternalId = request.ExternalId,
    };
}

public sealed record FinancingRequestRow : Row
{
    public string StartupId { get; init; } = "";
    public string Title { get; init; } = "";
    public string? Chain { get; init; }
    public string Sectors { get; init; } = "[]";
    public string? Stage { get; init; }
    public long AmountFen { get; init; }
    public long MinTicketFen { get; init; }
    public string Instruments { get; init; } = "[]";
    public string UseOfProceeds { get; init; } = "[]";
    public long? PreMoneyValuationFen { get; init; }
    public string? District { get; init; }
    public string? ValidUntil { get; init; }
    public string Status { get; init; } = "";
    public string? ExternalId { get; init; }
}
