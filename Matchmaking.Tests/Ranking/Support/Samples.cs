using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>A fund and a request that fit in every respect, for tests that change one thing.</summary>
internal static class Samples
{
    public static readonly DateOnly AsOf = new(2026, 3, 15);

    public static readonly SectorPath Energy = new("energy");
    public static readonly SectorPath Hydrogen = new("energy", "hydrogen");
    public static readonly SectorPath FuelCells = new("energy", "hydrogen", "fuel-cells");
    public static readonly SectorPath Storage = new("energy", "storage");
    public static readonly SectorPath Health = new("health");

    public static Guid Guid(int kind, int number) => new(kind, 0, 0x7000, 0x80, 0, 0, 0, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);

    public static FundId Fund(int number) => new(Guid(1, number));

    public static FinancingRequestId Request(int number) => new(Guid(2, number));

    public static StartupId Startup(int number) => new(Guid(3, number));

    public static PositionId Position(int number) => new(Guid(4, number));

    public static Money Yuan(long yuan) => Money.FromYuan(yuan);

    public static RequestFacts GoodRequest => new()
    {
        Id = Request(1),
        StartupId = Startup(1),
        Status = RequestStatus.Open,
        Sectors = [FuelCells],
        Stage = Stage.A,
        AmountCny = Yuan(30_000_000),
        MinTicketCny = Yuan(5_000_000),
        Instruments = [Instrument.Equity],
        District = "hongshan",
        ValidUntil = AsOf,
    };

    public static FundMandate GoodMandate => new()
    {
        Id = Fund(1),
        Status = FundStatus.Open,
        Sectors = [Hydrogen],
        Stages = [Stage.PreA, Stage.A],
        TicketMinCny = Yuan(5_000_000),
        TicketMaxCny = Yuan(20_000_000),
        Districts = ["hongshan"],
        Instruments = [Instrument.Equity, Instrument.Convertible],
    };

    public static FundBook GoodBook => new()
    {
        CommitmentCny = Yuan(100_000_000),
        LossAllowance = Ratio.FromBasisPoints(8_000),
        ConcentrationCap = Ratio.FromBasisPoints(2_000),
    };

    public static RankingContext Context(params IEnumerable<Veto> vetoes) => new(AsOf, MarketProfile.Empty, new VetoSet(vetoes));

    public static FundProfile Profile(FundMandate mandate, FundBook book) => FundProfile.Of(new(mandate, book), new LossModelCache());
}
