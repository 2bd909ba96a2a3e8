namespace Matchmaking.Core.Storage.FinancingRequests;

/// <summary>
/// What a ranking knows of a request and its startup, as a database holds it: texts as they stand in the columns, so that a million rows can be read without making a million
/// entities. Lists are JSON.
/// </summary>
public sealed record RequestRow
{
    public string Id { get; init; } = "";

    public string StartupId { get; init; } = "";

    public string Status { get; init; } = "";

    /// <summary>The request's own, else the startup's.</summary>
    public string Sectors { get; init; } = "[]";

    public string? Chain { get; init; }

    public string? Stage { get; init; }

    public long AmountFen { get; init; }

    public long MinTicketFen { get; init; }

    public string Instruments { get; init; } = "[]";

    /// <summary>The request's own, else the startup's.</summary>
    public string? District { get; init; }

    public string WillLandIn { get; init; } = "[]";

    public string Recognitions { get; init; } = "[]";

    public string? FoundedOn { get; init; }

    public string? ValidUntil { get; init; }
}
