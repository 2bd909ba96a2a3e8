using Matchmaking.Core.Common;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Ranking.Tags;

/// <summary>
/// A candidate as plain tags: what the habit features compare. Sectors come with the sectors above them, places from coarse
/// to fine; no tag occurs twice in a list. Tags are compared by their characters.
/// </summary>
/// <param name="Sectors">Empty when unknown.</param>
/// <param name="Stage">Null when unknown.</param>
/// <param name="Places">Empty when unknown.</param>
public sealed record CandidateTags(IReadOnlyList<string> Sectors, string? Stage, IReadOnlyList<string> Places)
{
    public static CandidateTags Of(RequestFacts request) =>
        new(OfSectors(request.Sectors), request.Stage?.Kebab(), OfDistrict(request.District));

    public static CandidateTags Of(PositionFacts position) =>
        new(OfSectors(position.Sectors), position.Stage.Kebab(), OfDistrict(position.District));

    public static CandidateTags Of(MarketOffer offer) =>
        new(OfSectors(offer.Sectors), offer.Stage?.Kebab(), OfDistrict(offer.District));

    private static IReadOnlyList<string> OfSectors(IReadOnlyList<SectorPath> sectors) => Canon.Texts(sectors.SelectMany(s => s.Codes));

    private static IReadOnlyList<string> OfDistrict(string? district) => district switch
    {
        null => [],
        PlaceCodes.OutsideWuhan => [PlaceCodes.OutsideWuhan],
        _ => [PlaceCodes.Wuhan, district],
    };
}
