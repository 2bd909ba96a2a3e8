using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Demo;

/// <summary>What a startup asks for in a session, and since when.</summary>
internal sealed record DemoAsk(Startup Startup, FinancingRequest Request);

/// <summary>Invents financing requests of sizes that are usual at their stage.</summary>
internal sealed class DemoAsks(Taxonomy taxonomy)
{
    private static readonly (Stage Stage, double Weight)[] _stages =
    [
        (Stage.Seed, 11), (Stage.Angel, 24), (Stage.PreA, 25), (Stage.A, 23), (Stage.B, 11), (Stage.C, 4), (Stage.DPlus, 1), (Stage.PreIpo, 1),
    ];

    private static readonly Dictionary<Stage, int[]> _amounts = new()
    {
        [Stage.Seed] = [100, 150, 200, 300, 500],
        [Stage.Angel] = [300, 500, 600, 800, 1_000, 1_500],
        [Stage.PreA] = [800, 1_000, 1_200, 1_500, 2_000, 3_000],
        [Stage.A] = [2_000, 3_000, 3_000, 4_000, 5_000, 6_000],
        [Stage.B] = [5_000, 6_000, 8_000, 10_000, 15_000],
        [Stage.C] = [10_000, 15_000, 20_000, 30_000],
        [Stage.DPlus] = [20_000, 30_000, 50_000],
        [Stage.PreIpo] = [30_000, 50_000],
    };

    private static readonly (Instrument[] Instruments, double Weight)[] _instruments =
    [
        ([Instrument.Equity], 50), ([Instrument.Equity, Instrument.Convertible], 18), ([], 10),
        ([Instrument.Equity, Instrument.GrantToEquity], 10), ([Instrument.Equity, Instrument.Loan], 9), ([Instrument.Loan], 3),
    ];

    private static readonly string[][] _purposes =
    [
        ["研发", "样机试制", "市场推广"], ["产线建设", "设备采购", "流动资金"], ["研发", "产线建设"],
        ["核心团队扩充", "研发", "场景试点"], ["适航与检测认证", "研发", "流动资金"], ["设备采购", "研发", "市场推广", "流动资金"],
    ];

    private static readonly string[] _aims = ["研发与产业化", "产线建设", "样机试制与场景试点", "市场拓展", "新一代产品研发", "中试与检测认证"];

    private readonly DemoIds _ids = new("requests");
    private readonly DemoRandom _random = DemoRandom.For("requests");
    private int _made;

    public Stage DrawStage() => _random.Pick(_stages, s => s.Weight).Stage;

    /// <summary>An ask of a startup in a chain; open, as every ask begins.</summary>
    public FinancingRequestDetails Draw(Startup startup, string chain, Stage stage, DateOnly validUntil)
    {
        var amount = _random.Pick(_amounts[stage]);
        var lead = startup.Sectors.Count > 0 ? startup.Sectors[0] : chain;
        return new()
        {
            StartupId = startup.Id,
            Title = $"{taxonomy.FindSector(lead)!.Zh}{_random.Pick(_aims)}{taxonomy.Stages[(int)stage].Zh}融资",
            Chain = chain,
            Sectors = startup.Sectors.Count > 0 && _random.Chance(0.6) ? [lead] : [],
            Stage = stage,
            AmountCny = DemoMoney.Wan(amount),
            MinTicketCny = DemoMoney.Wan(MinTicket(amount)),
            Instruments = _random.Pick(_instruments, i => i.Weight).Instruments,
            UseOfProceeds = _random.Chance(0.75) ? Uses(amount) : [],
            PreMoneyValuationCny = _random.Chance(0.5) ? DemoMoney.Wan(amount * _random.Between(4, 9)) : null,
            ValidUntil = validUntil,
        };
    }

    /// <summary>Stores an ask that was drawn or written out.</summary>
    public DemoAsk Enter(Startup startup, FinancingRequestDetails details, DateTimeOffset at)
    {
        _made++;
        return new(startup, new FinancingRequest(details with { ExternalId = FormattableString.Invariant($"demo-request-{_made:000}") })
        {
            Id = new(_ids.Next(at)),
            Version = 1,
            CreatedAt = at,
            UpdatedAt = at,
        });
    }

    /// <summary>Mostly a third of the ask in full tens of 万元, a fifth or a half now and then.</summary>
    private int MinTicket(int amount) => _random.Unit() switch
    {
        < 0.6 => Math.Max(10, amount / 3 / 10 * 10),
        < 0.9 => Math.Max(10, amount / 5 / 10 * 10),
        _ => amount / 2,
    };

    /// <summary>Shares in tenths of the ask; the first purpose takes what the others leave.</summary>
    private List<UseOfProceeds> Uses(int amount)
    {
        var purposes = _random.Pick(_purposes);
        var others = purposes.Skip(1).Select(p => new UseOfProceeds(p, DemoMoney.Wan(amount * (long)_random.Between(1, 3) / 10))).ToList();
        return [new(purposes[0], DemoMoney.Wan(amount - others.Sum(o => DemoMoney.Wan(o.AmountCny)))), .. others];
    }
}
