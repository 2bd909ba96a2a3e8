using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;

namespace Matchmaking.Api.Demo;

/// <summary>A row of the table of invented funds; amounts in 万元, an empty list means any.</summary>
internal sealed record InventedFund(string Key, string Name, FundKind Kind, FundCategory Category, int TicketMin, int TicketMax, int? Commitment)
{
    public string[] Sectors { get; init; } = [];

    public Stage[] Stages { get; init; } = [];

    public string[] Districts { get; init; } = [];

    public Instrument[] Instruments { get; init; } = [Instrument.Equity, Instrument.Convertible];

    public FundStatus Status { get; init; }

    public LossBasis LossBasis { get; init; }

    /// <summary>In basis points.</summary>
    public int ConcentrationCap { get; init; } = 2_000;

    public BookShape Book { get; init; } = BookShape.Healthy;

    public int Positions { get; init; }

    public FundDetails Details => new()
    {
        Name = DemoNames.Prefix + Name,
        Kind = Kind,
        Category = Category,
        Sectors = Sectors,
        Stages = Stages,
        TicketMinCny = DemoMoney.Wan(TicketMin),
        TicketMaxCny = DemoMoney.Wan(TicketMax),
        Districts = Districts,
        Instruments = Instruments,
        CommitmentCny = Commitment is { } wan ? DemoMoney.Wan(wan) : null,
        LossAllowance = FundDetails.DefaultLossAllowance(Category),
        LossBasis = LossBasis,
        ConcentrationCap = Ratio.FromBasisPoints(ConcentrationCap),
        Status = Status,
        ExternalId = "demo-" + Key,
    };
}

/// <summary>The eighteen funds that do not exist, of every category and with every limit that the product knows.</summary>
internal static class DemoInventedFunds
{
    private const string LowAltitudeInvestor = "yunmeng-venture";

    /// <summary>External id of the fund that wants to meet the showcase request.</summary>
    public const string Suitor = "demo-" + LowAltitudeInvestor;

    private static readonly Stage[] _early = [Stage.Seed, Stage.Angel];
    private static readonly Stage[] _angel = [Stage.Seed, Stage.Angel, Stage.PreA];
    private static readonly Stage[] _venture = [Stage.Angel, Stage.PreA, Stage.A];
    private static readonly Stage[] _growth = [Stage.A, Stage.B, Stage.C];

    public static IReadOnlyList<InventedFund> All { get; } =
    [
        new("qingchuan-seed", "晴川种子基金", FundKind.Vc, FundCategory.Seed, 50, 500, 10_000) { Stages = _early, Positions = 30 },
        new("luojia-seed", "珞珈种子基金", FundKind.Vc, FundCategory.Seed, 50, 400, 8_000)
        {
            Stages = _early, Districts = ["ovc", "hongshan", "wuchang"], Book = BookShape.NearAllowance, Positions = 28,
        },
        new("muge-seed", "木阁拨改投种子基金", FundKind.GovernmentIndustry, FundCategory.Seed, 100, 800, 4_000)
        {
            Stages = _angel, Instruments = [Instrument.GrantToEquity, Instrument.Equity], Positions = 8,
        },
        new("chutian-angel", "楚天天使基金", FundKind.Vc, FundCategory.Angel, 100, 1_000, 20_000) { Stages = _angel, Positions = 32 },
        new("luyuan-angel", "麓苑天使基金", FundKind.Vc, FundCategory.Angel, 100, 800, 12_000)
        {
            Stages = _angel, Book = BookShape.Breached, Positions = 24,
        },
        new("chaotou-angel", "潮头天使基金", FundKind.Vc, FundCategory.Angel, 200, 1_000, 9_000)
        {
            Stages = _angel, Book = BookShape.Exhausted, Positions = 26,
        },
        new("guiyun-angel", "归云天使一期基金", FundKind.Vc, FundCategory.Angel, 100, 1_000, 6_000)
        {
            Stages = _angel, Status = FundStatus.Closed, LossBasis = LossBasis.Net, Positions = 18,
        },
        new("heling-venture", "鹤翎创投基金", FundKind.Vc, FundCategory.Venture, 300, 3_000, 50_000) { Stages = _venture, Positions = 26 },
        new("zhiyin-venture", "知弦创投基金", FundKind.Vc, FundCategory.Venture, 500, 5_000, 80_000)
        {
            Stages = [Stage.PreA, Stage.A, Stage.B], Positions = 22,
        },
        new(LowAltitudeInvestor, "云梦低空创投基金", FundKind.Vc, FundCategory.Venture, 300, 3_000, 30_000)
        {
            Sectors = ["aerospace", "space-information"], Stages = [Stage.Angel, Stage.PreA, Stage.A, Stage.B], Positions = 16,
        },
        new("qinggu-venture", "氢谷创投基金", FundKind.Vc, FundCategory.Venture, 300, 4_000, 40_000)
        {
            Sectors = ["new-energy", "new-energy-vehicles", "low-carbon"], Stages = [Stage.PreA, Stage.A, Stage.B], Positions = 18,
        },
        new("zhihui-venture", "智汇创投基金", FundKind.Vc, FundCategory.Venture, 200, 3_000, 40_000)
        {
            Sectors = ["next-generation-it", "beidou"], Stages = _venture, Positions = 20,
        },
        new("lvzhou-venture", "绿洲创投基金", FundKind.Other, FundCategory.Venture, 300, 3_000, 25_000)
        {
            Sectors = ["energy-saving-environment", "new-energy", "high-end-equipment"], Stages = _venture,
            Districts = ["qingshan", "jiangxia", "ovc", "wedz", "hongshan", "caidian"], Positions = 14,
        },
        new("changhong-growth", "长虹湾成长基金", FundKind.Vc, FundCategory.Growth, 1_000, 10_000, 200_000) { Stages = _growth, Positions = 14 },
        new("chegu-industry", "车谷示范产业基金", FundKind.Cvc, FundCategory.Industry, 800, 8_000, 100_000)
        {
            Sectors = ["high-end-equipment", "new-energy-vehicles", "next-generation-it", "new-energy"],
            Stages = [Stage.PreA, Stage.A, Stage.B, Stage.C], Districts = ["wedz", "hannan", "caidian", "hanyang"], Positions = 10,
        },
        new("tianxing-angel", "天星拨转股基金", FundKind.Other, FundCategory.Angel, 200, 2_000, 15_000)
        {
            // A tenth of the commitment is less than its largest ticket.
            ConcentrationCap = 1_000, Stages = _venture, Instruments = [Instrument.GrantToEquity, Instrument.Equity, Instrument.Convertible], Positions = 7,
        },
        new("xiakou-loan", "夏口银行科技贷", FundKind.Bank, FundCategory.Loan, 100, 3_000, 60_000) { Instruments = [Instrument.Loan], Positions = 12 },
        new("baisha-bond", "白沙科创债", FundKind.Bank, FundCategory.Bond, 2_000, 30_000, null)
        {
            Stages = [Stage.B, Stage.C, Stage.DPlus, Stage.PreIpo], Instruments = [Instrument.Bond, Instrument.Convertible], Book = BookShape.None,
        },
    ];
}
