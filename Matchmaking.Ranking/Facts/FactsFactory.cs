using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk;
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
        var sectors = request.Sectors.Count > 0 ? request.Sectors : startup.Sectors;
        return new RequestFacts
        {
            Id = request.Id,
            StartupId = request.StartupId,
            Status = request.Status,
            Sectors = Paths(sectors),
            Chain = request.Chain ?? FundLedger.ChainOf(sectors, taxonomy),
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

    /// <summary>A fund on a day. Voided and later positions count nowhere.</summary>
    /// <param name="fund">The fund.</param>
    /// <param name="positions">All of its positions, in any order.</param>
    /// <param name="asOf">The day of the ranking.</param>
    /// <param name="startupOf">A startup of this system; null when it is not known, or nothing of it matters.</param>
    /// <param name="meetings">What came of the fund and startups of this system, in any order; that of the day itself and later does not count.</param>
    /// <exception cref="ArgumentException">A position is another fund's.</exception>
    public FundFacts Fund(Fund fund, IReadOnlyList<Position> positions, DateOnly asOf, Func<StartupId, Startup?> startupOf, IEnumerable<MeetingFacts>? meetings = null)
    {
        if (positions.Any(p => p.FundId != fund.Id))
            throw new ArgumentException("A position is another fund's.", nameof(positions));
        var facts = Fund(FundLedger.Of(fund, positions, asOf, taxonomy), startupOf);
        return facts with { Book = facts.Book with { Meetings = MeetingFacts.Canonical(meetings?.Where(m => m.OccurredOn < asOf)) } };
    }

    /// <summary>A fund with its positions on a day.</summary>
    /// <param name="ledger">The fund and its positions.</param>
    /// <param name="startupOf">A startup of this system; null when it is not known, or nothing of it matters.</param>
    public FundFacts Fund(FundLedger ledger, Func<StartupId, Startup?> startupOf)
    {
        var (fund, account) = (ledger.Fund, ledger.Account);
        return new FundFacts(Mandate(fund), new FundBook
        {
            CommitmentCny = fund.CommitmentCny,
            LossAllowance = fund.LossAllowance,
            ConcentrationCap = fund.ConcentrationCap,
            InvestedFen = account.Invested.Fen,
            RealisedLossFen = account.LossOnBasis.Fen,
            Positions = [.. ledger.Positions.Select(h => Facts(h.Position, h.State, h.Position.StartupId is { } id ? startupOf(id) : null))],
            Loss = new LossFacts
            {
                Parameters = ledger.Parameters,
                BreachTolerance = fund.BreachTolerance,
                RealisedFen = account.RealisedBalance.Fen,
                Exposures = [.. ledger.Exposures],
            },
        }).Canonical();
    }

    private PositionFacts Facts(Position position, PositionState state, Startup? startup) => new()
    {
        Id = position.Id,
        StartupId = position.StartupId,
        Stage = position.Stage,
        Sectors = Paths(position.Sectors),
        District = startup?.District,
        CostCny = position.CostCny,
        InvestedOn = position.InvestedOn,
        FoundedOn = startup?.FoundedOn,
        IsClosed = state.Closed,
    };

    /// <summary>A set of sectors as facts hold it, and the chain of a request that names none itself.</summary>
    internal (IReadOnlyList<SectorPath> Paths, string? Chain) Sectors(IReadOnlyList<string> sectors) => (Canon.List(Paths(sectors)), FundLedger.ChainOf(sectors, taxonomy));

    private SectorPath[] Paths(IReadOnlyList<string> sectors) => [.. sectors.Select(Path)];

    private SectorPath Path(string sector) =>
        taxonomy.IsSector(sector) ? new([.. taxonomy.Ancestors(sector).Reverse(), sector]) : new(sector);
}
