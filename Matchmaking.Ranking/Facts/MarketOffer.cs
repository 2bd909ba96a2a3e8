using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Facts;

/// <summary>One request of the market, without a name: what is usual is measured on these. Public facts.</summary>
public sealed record MarketOffer
{
    public IReadOnlyList<SectorPath> Sectors { get; init; } = [];

    public Stage? Stage { get; init; }

    public string? District { get; init; }

    public required Money AmountCny { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? FoundedOn { get; init; }

    public static MarketOffer Of(RequestFacts request) => new()
    {
        Sectors = Canon.List(request.Sectors),
        Stage = request.Stage,
        District = request.District,
        AmountCny = request.AmountCny,
        FoundedOn = request.FoundedOn,
    };
}
