using Matchmaking.Core.Common;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Demo;

/// <summary>Invents companies: facts that fit a stage, names and credit codes that show that they are made up.</summary>
internal sealed class DemoCompanies(Taxonomy taxonomy)
{
    private static readonly string[] _customers = ["制造企业", "园区运营方", "能源企业", "公共服务部门", "科研院所", "物流企业"];

    private static readonly string[] _progress = ["完成工程样机", "进入小批量试制", "在两个场景试点运行", "通过第三方检测", "建成中试线", "取得首批订单"];

    private readonly DemoIds _ids = new("startups");
    private readonly DemoNames _names = new();
    private readonly DemoRandom _random = DemoRandom.For("companies");
    private readonly Dictionary<string, IReadOnlyList<string>> _leaves =
        taxonomy.Chains.ToDictionary(c => c.Code, c => DemoSectors.Leaves(taxonomy, c.Code));

    private int _made;

    /// <summary>A company of a chain that is about to raise a round.</summary>
    public StartupDetails Draw(string chain, Stage stage, DateOnly day)
    {
        var sectors = _random.Sample(_leaves[chain], _random.Chance(0.3) ? 2 : 1);
        var district = DemoDistricts.Draw(_random);
        var age = _random.Between(8, 20) + (14 * (int)stage) + _random.Between(0, 10);
        var team = _random.Between(6, 14) + (int)(_random.Between(6, 22) * (int)stage);
        return new()
        {
            Name = _names.Company(chain),
            Sectors = sectors,
            District = district,
            WillLandIn = district == DemoDistricts.Outside || _random.Chance(0.25)
                ? [.. _random.Sample(DemoDistricts.Inner.Where(d => d != district), _random.Between(1, 3))]
                : [],
            FoundedOn = day.AddMonths(-age),
            Recognitions = Recognitions(stage),
            TeamSize = team,
            Patents = _random.Chance(0.1) ? null : _random.Between(0, 3 + (5 * (int)stage)),
            RevenueCny = Revenue(stage),
            FundingToDateCny = stage == Stage.Seed ? Money.Zero : DemoMoney.Wan(_random.Between(1, 4) * 100 * ((int)stage * (int)stage)),
            Summary = Summary(sectors[0], team),
        };
    }

    /// <summary>Stores a company that was drawn or written out.</summary>
    public Startup Enter(StartupDetails details, DateTimeOffset at)
    {
        _made++;
        _names.Reserve(details.Name);
        return new Startup(details with
        {
            Uscc = DemoNames.CreditCode(_made),
            ExternalId = FormattableString.Invariant($"demo-startup-{_made:000}"),
        })
        {
            Id = new(_ids.Next(at)),
            Version = 1,
            CreatedAt = at,
            UpdatedAt = at,
        };
    }

    private List<string> Recognitions(Stage stage)
    {
        var rank = (int)stage;
        var held = new List<string>();
        Add("tech-sme", 0.55);
        Add("hnte", 0.12 + (0.14 * rank));
        if (!Add("little-giant", 0.05 * (rank - 2)) && !Add("srdi-sme", 0.07 * rank) && !Add("innovative-sme", 0.25))
            Add("seedling", 0.2);
        if (!Add("gazelle", 0.06 * rank))
            Add("sapling", 0.15);
        Add("silver-seed", 0.04 * (rank - 2));
        Add(_random.Pick(["top-ten-startup", "maker-china", "chucai-juhan", "hero-cup"]), 0.12);
        return held;

        bool Add(string code, double probability)
        {
            if (!_random.Chance(probability))
                return false;
            held.Add(code);
            return true;
        }
    }

    private Money? Revenue(Stage stage) => stage switch
    {
        Stage.Seed => _random.Chance(0.5) ? null : DemoMoney.Wan(_random.Between(0, 12) * 5),
        Stage.Angel => DemoMoney.Wan(_random.Between(0, 40) * 10),
        Stage.PreA => DemoMoney.Wan(_random.Between(5, 90) * 10),
        Stage.A => DemoMoney.Wan(_random.Between(4, 40) * 50),
        Stage.B => DemoMoney.Wan(_random.Between(15, 90) * 100),
        _ => DemoMoney.Wan(_random.Between(40, 200) * 200),
    };

    private string Summary(string sector, int team) =>
        FormattableString.Invariant($"虚构企业,仅供演示。主营{taxonomy.FindSector(sector)!.Zh},面向{_random.Pick(_customers)},已{_random.Pick(_progress)},团队{team}人。")
        + (_random.Chance(0.4) ? "自成立起与高校联合研发。" : "");
}
