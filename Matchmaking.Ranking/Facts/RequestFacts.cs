using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;

namespace Matchmaking.Ranking.Facts;

/// <summary>
/// All that a ranking knows of a financing request and its startup. Sectors and district are the effective ones: the
/// request's own, else the startup's. Everybody with a key may read these facts of an open request.
/// </summary>
public sealed record RequestFacts
{
    public required FinancingRequestId Id { get; init; }

    public required StartupId StartupId { get; init; }

    public RequestStatus Status { get; init; } = RequestStatus.Open;

    public IReadOnlyList<SectorPath> Sectors { get; init; } = [];

    /// <summary>
    /// The industry chain, whose companies share risks: the request's own, else that of its first sector. Absent where there is none, and in snapshots that
    /// were kept before there was a loss model.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Chain { get; init; }

    public Stage? Stage { get; init; }

    public required Money AmountCny { get; init; }

    /// <summary>The smallest share that one investor may take; the whole amount when the request says nothing.</summary>
    public required Money MinTicketCny { get; init; }

    /// <summary>Empty: any.</summary>
    public IReadOnlyList<Instrument> Instruments { get; init; } = [];

    public string? District { get; init; }

    public IReadOnlyList<string> WillLandIn { get; init; } = [];

    public IReadOnlyList<string> Recognitions { get; init; } = [];

    public DateOnly? FoundedOn { get; init; }

    public DateOnly? ValidUntil { get; init; }

    /// <summary>The same facts with every list, whose order means nothing, sorted and without repeats.</summary>
    public RequestFacts Canonical() => this with
    {
        Sectors = Canon.List(Sectors),
        Instruments = Canon.List(Instruments),
        WillLandIn = Canon.Texts(WillLandIn),
        Recognitions = Canon.Texts(Recognitions),
    };
}
