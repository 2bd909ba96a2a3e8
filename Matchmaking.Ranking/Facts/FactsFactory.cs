using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Ranking.Facts;

/// <summary>Makes facts of the stored entities. Sectors that the taxonomy does not know stand alone at the top.</summary>
public sealed class FactsFactory(Taxonomy taxonomy)
{
    /// <exception cref="ArgumentException">The startup is not the request's.</exception>
    public RequestFacts Request(FinancingRequest request, Startup startup)
    {
        if (request.StartupId != startup.Id)
            throw new ArgumentException("The startup is not the request's.", nameof(startup));
        return new RequestFacts
        {
            Id = request.Id,
            StartupId = request.StartupId,
            Status = request.Status,
            Sectors = Paths(request.Sectors.Count > 0 ? request.Sectors : startup.Sectors),
            Stage = request.Stage,
            AmountCny = request.AmountCny,
            MinTicketCny = request.MinTicketCny ?? request.AmountCny,
            Instruments = request.Instruments,
            District = request.District ?? startup.District,
            WillLandIn = startup.WillLandIn,
            Recognitions = startup.Recognitions,
            FoundedOn = startup.FoundedOn,
            ValidUntil = request.ValidUntil,
        }.Canonical();
    }

    public FundMandate Mandate(Fund fund) => new FundMandate
    {
        Id = fund.Id,
        Status = fund.Status,
        Sectors = Paths(fund.Sectors),
        Stages = fund.Stages,
        TicketMinCny = fund.TicketMinCny,
        TicketMaxCny = fund.TicketMaxCny,
        Districts = fund.Districts,
        Instruments = fund.Instruments,
    }.Canonical();

    private SectorPath[] Paths(IReadOnlyList<string> sectors) => [.. sectors.Select(Path)];

    private SectorPath Path(string sector) =>
        taxonomy.IsSector(sector) ? new([.. taxonomy.Ancestors(sector).Reverse(), sector]) : new(sector);
}
