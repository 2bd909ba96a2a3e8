using Matchmaking.Core.Search;
using Matchmaking.Core.Startups;

namespace Matchmaking.Core.Storage.Startups;

public static class StartupStore
{
    private const string NamesSql = "SELECT id, name FROM startups ORDER BY id";

    public static EntityStore<Startup, StartupRow> Entities { get; } = new(
        "startup",
        new TableSql(
            "startups",
            [
                "name", "uscc", "sectors", "district", "will_land_in", "founded_on", "recognitions", "team_size", "patents",
                "revenue_fen", "funding_to_date_fen", "summary", "external_id",
            ],
            ["district", "uscc", "external_id"]),
        ToEntity,
        ToRow,
        _ => ChangeCounters.Market,
        new Searchable<Startup>("startup", s => SearchDocument.Of([s.Name, s.Summary], SearchLabels.Sectors(s.Sectors))));

    /// <summary>The names of all startups; they need not be unique.</summary>
    public static Task<IReadOnlyList<NamedRow>> Names(Db db) => db.Query<NamedRow>(NamesSql);

    private static Startup ToEntity(StartupRow row) => new()
    {
        Id = StartupId.Parse(row.Id),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        Name = row.Name,
        Uscc = row.Uscc,
        Sectors = Column.Json<string[]>(row.Sectors),
        District = row.District,
        WillLandIn = Column.Json<string[]>(row.WillLandIn),
        FoundedOn = Column.DayOrNull(row.FoundedOn),
        Recognitions = Column.Json<string[]>(row.Recognitions),
        TeamSize = row.TeamSize,
        Patents = row.Patents,
        RevenueCny = Column.MoneyOrNull(row.RevenueFen),
        FundingToDateCny = Column.MoneyOrNull(row.FundingToDateFen),
        Summary = row.Summary,
        ExternalId = row.ExternalId,
    };

    private static StartupRow ToRow(Startup startup) => new()
    {
        Id = Column.Id(startup.Id),
        Version = startup.Version,
        CreatedAt = Column.Time(startup.CreatedAt),
        UpdatedAt = Column.Time(startup.UpdatedAt),
        Name = startup.Name,
        Uscc = startup.Uscc,
        Sectors = Column.Json(startup.Sectors),
        District = startup.District,
        WillLandIn = Column.Json(startup.WillLandIn),
        FoundedOn = Column.Day(startup.FoundedOn),
        Recognitions = Column.Json(startup.Recognitions),
        TeamSize = startup.TeamSize,
        Patents = startup.Patents,
        RevenueFen = startup.RevenueCny?.Fen,
        FundingToDateFen = startup.FundingToDateCny?.Fen,
        Summary = startup.Summary,
        ExternalId = startup.ExternalId,
    };
}

public sealed record StartupRow : Row
{
    public string Name { get; init; } = "";
    public string? Uscc { get; init; }
    public string Sectors { get; init; } = "[]";
    public string? District { get; init; }
    public string WillLandIn { get; init; } = "[]";
    public string? FoundedOn { get; init; }
    public string Recognitions { get; init; } = "[]";
    public int? TeamSize { get; init; }
    public int? Patents { get; init; }
    public long? RevenueFen { get; init; }
    public long? FundingToDateFen { get; init; }
    public string? Summary { get; init; }
    public string? ExternalId { get; init; }
}
