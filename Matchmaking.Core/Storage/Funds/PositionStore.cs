using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;

namespace Matchmaking.Core.Storage.Funds;

public static class PositionStore
{
    private const string CostsSql =
        """
        SELECT COALESCE(SUM(cost_fen), 0) AS entered, COALESCE(SUM(CASE WHEN voided_reason IS NULL THEN cost_fen END), 0) AS in_force
        FROM positions WHERE fund_id = @fund AND id <> @except
        """;

    private const string OfInvestmentSql =
        "SELECT id FROM positions WHERE fund_id = @fund AND name = @name AND invested_on = @investedOn ORDER BY id";

    public static EntityStore<Position, PositionRow> Entities { get; } = new(
        "position",
        new TableSql(
            "positions",
            [
                "fund_id", "name", "startup_id", "stage", "sectors", "cost_fen", "fair_value_fen", "valued_on", "proceeds_fen",
                "invested_on", "closed_on", "voided_reason", "valuations",
            ],
            ["fund_id", "startup_id"],
            immutable: ["fund_id"]),
        ToEntity,
        ToRow,
        _ => ChangeCounters.Books);

    /// <summary>What all positions of a fund cost, but for one that is about to be written.</summary>
    public static async Task<PositionCosts> Costs(Db db, FundId fund, PositionId? except = null)
    {
        var row = (await db.QuerySingleOrDefault<CostsRow>(CostsSql, new { fund = fund.ToString(), except = except?.ToString() ?? "" }).ConfigureAwait(false))!;
        return new PositionCosts(Money.FromFen(row.Entered), Money.FromFen(row.InForce));
    }

    /// <summary>The positions of a fund with this name and day of investment, void ones included.</summary>
    public static async Task<IReadOnlyList<PositionId>> OfInvestment(Db db, FundId fund, string name, DateOnly investedOn)
    {
        var ids = await db.Query<string>(OfInvestmentSql, new { fund = fund.ToString(), name, investedOn = Column.Day(investedOn) }).ConfigureAwait(false);
        return [.. ids.Select(PositionId.Parse)];
    }

    /// <summary>All positions of a fund, void ones included.</summary>
    public static Task<IReadOnlyList<Position>> OfFund(Db db, FundId fund) =>
        Entities.All(db, new ListFilter("fund_id", fund.ToString()));

    private static Position ToEntity(PositionRow row) => new()
    {
        Id = PositionId.Parse(row.Id),
        FundId = FundId.Parse(row.FundId),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        Name = row.Name,
        StartupId = Column.IdOrNull<Core.Startups.Startup>(row.StartupId),
        Stage = KebabEnum<Stage>.Parse(row.Stage),
        Sectors = Column.Json<string[]>(row.Sectors),
        CostCny = Money.FromFen(row.CostFen),
        FairValueCny = Money.FromFen(row.FairValueFen),
        ValuedOn = Column.Day(row.ValuedOn),
        ProceedsCny = Money.FromFen(row.ProceedsFen),
        InvestedOn = Column.Day(row.InvestedOn),
        ClosedOn = Column.DayOrNull(row.ClosedOn),
        VoidedReason = row.VoidedReason,
        Valuations = Column.Json<Valuation[]>(row.Valuations),
    };

    private static PositionRow ToRow(Position position) => new()
    {
        Id = Column.Id(position.Id),
        FundId = Column.Id(position.FundId),
        Version = position.Version,
        CreatedAt = Column.Time(position.CreatedAt),
        UpdatedAt = Column.Time(position.UpdatedAt),
        Name = position.Name,
        StartupId = Column.Id(position.StartupId),
        Stage = position.Stage.Kebab(),
        Sectors = Column.Json(position.Sectors),
        CostFen = position.CostCny.Fen,
        FairValueFen = position.FairValueCny!.Value.Fen,
        ValuedOn = Column.Day(position.ValuedOn!.Value),
        ProceedsFen = position.ProceedsCny.Fen,
        InvestedOn = Column.Day(position.InvestedOn),
        ClosedOn = Column.Day(position.ClosedOn),
        VoidedReason = position.VoidedReason,
        Valuations = Column.Json(position.Valuations),
    };

    private sealed record CostsRow
    {
        public long Entered { get; init; }
        public long InForce { get; init; }
    }
}

public sealed record PositionRow : Row
{
    public string FundId { get; init; } = "";
    public string Name { get; init; } = "";
    public string? StartupId { get; init; }
    public string Stage { get; init; } = "";
    public string Sectors { get; init; } = "[]";
    public long CostFen { get; init; }
    public long FairValueFen { get; init; }
    public string ValuedOn { get; init; } = "";
    public long ProceedsFen { get; init; }
    public string InvestedOn { get; init; } = "";
    public string? ClosedOn { get; init; }
    public string? VoidedReason { get; init; }
    public string Valuations { get; init; } = "[]";
}
