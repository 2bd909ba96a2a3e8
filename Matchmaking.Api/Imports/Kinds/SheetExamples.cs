using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;

namespace Matchmaking.Api.Imports.Kinds;

/// <summary>The example rows of the templates: one startup, its request and one fund, so that the templates import one after the other.</summary>
internal static class SheetExamples
{
    public const string StartupName = "示例氢能科技有限公司";
    public const string StartupUscc = "91420102MA4T5LJF9G";
    public const string StartupExternalId = "EX-0001";
    public const string RequestTitle = "示例A轮融资";
    public const string RequestExternalId = "EX-0001-A";
    public const string FundName = "示例创业投资基金";
    public const string FundExternalId = "EX-F01";
    public const string District = "hongshan";
    public const string Chain = "hydrogen";
    public const string Summary = "质子交换膜燃料电池膜电极的研发与生产";

    public static readonly string[] Sectors = ["membrane-electrodes", "fuel-cell-stacks"];
    public static readonly string[] WillLandIn = ["ovc"];
    public static readonly string[] Recognitions = ["hnte", "gazelle"];
    public static readonly Instrument[] Instruments = [Instrument.Equity];
    public static readonly Stage[] Stages = [Stage.PreA, Stage.A];
    public static readonly DateOnly FoundedOn = new(2019, 5, 20);
    public static readonly DateOnly ValidUntil = new(2027, 12, 31);
    public static readonly DateOnly InvestedOn = new(2025, 6, 30);
    public static readonly Money Amount = Money.FromYuan(30_000_000);

    public static readonly UseOfProceeds[] Proceeds =
        [new("产线建设", Money.FromYuan(20_000_000)), new("研发", Money.FromYuan(10_000_000))];
}
