using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;

namespace Matchmaking.Api.Demo;

/// <summary>
/// The seven funds that exist. Published: the two names and kinds of 武汉基金 and 江城基金; of the bank AIC funds that there
/// are five, of 5.6 billion yuan in all, set up by four managers with four districts. Everything else a fund needs is a
/// demonstration value, the same for all five AIC funds; see docs/demo.md.
/// </summary>
internal static class DemoPublicFunds
{
    /// <summary>The fund that the first look at the product is about.</summary>
    public const string Showcase = "demo-wuhan-fund";

    // The sum is published, how it is split is not: equal parts.
    private static readonly Money _aicCommitment = DemoMoney.Wan(560_000 / 5);

    private static readonly (string ExternalId, string Name)[] _aic =
    [
        ("demo-aic-bocom", "交银投资 AIC 基金 (武汉)"),
        ("demo-aic-abc", "农银投资 AIC 基金 (武汉)"),
        ("demo-aic-ccb", "建银投资 AIC 基金 (武汉)"),
        ("demo-aic-icbc", "工银投资 AIC 基金 (武汉)"),
        ("demo-aic-fifth", "第五支 AIC 基金(管理人未公布)"),
    ];

    public static IReadOnlyList<FundDetails> All { get; } =
    [
        new()
        {
            Name = "武汉基金",
            Kind = FundKind.GovernmentIndustry,
            Category = FundCategory.Industry,
            TicketMinCny = DemoMoney.Wan(300),
            TicketMaxCny = DemoMoney.Wan(20_000),
            Instruments = [Instrument.Equity, Instrument.Convertible, Instrument.GrantToEquity],
            CommitmentCny = DemoMoney.Wan(1_000_000),
            ExternalId = Showcase,
        },
        new()
        {
            Name = "江城基金",
            Kind = FundKind.GovernmentIndustry,
            Category = FundCategory.Industry,
            Stages = [Stage.PreA, Stage.A, Stage.B, Stage.C, Stage.DPlus, Stage.PreIpo],
            TicketMinCny = DemoMoney.Wan(500),
            TicketMaxCny = DemoMoney.Wan(30_000),
            Instruments = [Instrument.Equity, Instrument.Convertible],
            CommitmentCny = DemoMoney.Wan(500_000),
            ExternalId = "demo-jiangcheng-fund",
        },
        .. _aic.Select(f => new FundDetails
        {
            Name = f.Name,
            Kind = FundKind.Aic,
            Category = FundCategory.Growth,
            Stages = [Stage.A, Stage.B, Stage.C, Stage.DPlus, Stage.PreIpo],
            TicketMinCny = DemoMoney.Wan(1_000),
            TicketMaxCny = DemoMoney.Wan(20_000),
            Instruments = [Instrument.Equity, Instrument.Convertible],
            CommitmentCny = _aicCommitment,
            ExternalId = f.ExternalId,
        }),
    ];
}
