using Matchmaking.Core.Startups;

namespace Matchmaking.Api.Demo;

/// <summary>Names and credit codes of companies that do not exist, recognisable as such.</summary>
internal sealed class DemoNames
{
    /// <summary>Every invented thing is called "example" before anything else.</summary>
    public const string Prefix = "示例·";

    private static readonly string[] _words =
    [
        "晴岚", "望舟", "澄屿", "砺川", "启衡", "朗辰", "拓野", "岳麓舟", "云栈", "序光", "听涛", "行远", "沐禾", "叠浪", "鸣谷", "青梧",
        "汀兰", "朔方石", "临渊", "知返", "归帆", "霁月", "松间", "问鹤", "长亭", "浮光", "停云", "疏影", "见微", "守拙", "观澜石", "折桂",
        "飞絮", "映雪", "流萤", "采薇", "扶摇木", "枕流", "怀瑾木", "漱石", "凌波木", "寻梅", "踏歌", "倚竹", "远岫", "新桐", "碧落木", "素履",
    ];

    private static readonly Dictionary<string, string[]> _trades = new(StringComparer.Ordinal)
    {
        ["hydrogen"] = ["氢能科技", "氢动力", "储能装备", "绿氢工程"],
        ["ai"] = ["智能科技", "数智技术", "认知计算", "智算系统"],
        ["beidou"] = ["时空信息", "导航技术", "定位科技", "测控技术"],
        ["low-carbon"] = ["环境科技", "低碳技术", "循环材料", "节能装备"],
        ["low-altitude"] = ["低空科技", "航空装备", "飞行器技术", "无人系统"],
    };

    private readonly DemoRandom _random = DemoRandom.For("names");
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>A name that no company of the season has yet.</summary>
    public string Company(string chain)
    {
        while (true)
        {
            var name = $"{Prefix}{_random.Pick(_words)}{_random.Pick(_trades[chain])}有限公司";
            if (_taken.Add(name))
                return name;
            // 48 words and 4 trades give 192 names a chain; a place tells namesakes apart.
            name = $"{Prefix}{_random.Pick(_words)}{_random.Pick(_trades[chain])}(武汉)有限公司";
            if (_taken.Add(name))
                return name;
        }
    }

    public void Reserve(string name) => _taken.Add(name);

    /// <summary>
    /// A credit code that passes every check and shows that it is made up: its organisation code is DEMX and a counter.
    /// </summary>
    public static string CreditCode(int number)
    {
        var body = FormattableString.Invariant($"91420100DEMX{number:0000}");
        var organisation = '0';
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var code = body + organisation;
            code += Uscc.CheckCharacter(code);
            var verdict = Uscc.Check(code);
            if (verdict.IsValid)
                return code;
            organisation = verdict.Expected ?? throw new InvalidOperationException($"{code} is refused: {verdict.Problem}.");
        }

        throw new InvalidOperationException($"No credit code for {body}.");
    }
}
