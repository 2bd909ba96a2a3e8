using System.Text;

namespace Matchmaking.Benchmarks.Imports;

/// <summary>
/// Made-up CSV files of each kind; those of later kinds refer to rows of earlier ones. Names and summaries are of some thousand
/// words, few of them frequent, as in a language: an index of texts is cheaper to write the fewer words there are.
/// </summary>
/// <param name="rows">Of each file.</param>
internal sealed class ImportSheets(int rows)
{
    private const string Registrations = "registrations";
    private const int PositionsPerFund = 500;
    private const int Words = 4_000;
    private const int FirstCharacter = 0x4E00;
    private const int Characters = 1_500;
    private const int SummaryWords = 16;

    private static readonly string[] _topics = ["氢能", "芯片", "低空飞行器", "电池材料", "算力", "北斗导航", "医疗影像", "卫星通信"];
    private static readonly string[] _forms = ["装备", "材料", "平台", "系统", "检测", "组件"];
    private static readonly string[] _sectors = ["hydrogen", "low-altitude", "beidou-chips", "evtol"];
    private static readonly string[] _districts = ["洪山区", "江夏区", "汉阳区", "东湖高新区"];
    private static readonly string[] _stages = ["种子轮", "天使轮", "A轮", "B轮"];

    /// <summary>In the order in which they can be imported.</summary>
    public IReadOnlyList<ImportSheet> All =>
    [
        new("startups", "startups", Sheet("外部编号,企业名称,所属领域,所在区,成立日期,员工人数,专利数,营业收入(万元),企业简介", n =>
            $"S{n},{Name(n)},{_sectors[n % _sectors.Length]},{_districts[n % _districts.Length]},2020-01-{(n % 28) + 1:00},{n % 500},{n % 60},{n % 9000},{Summary(n)}")),
        new("financing-requests", "financing-requests", Sheet("外部编号,企业外部编号,需求标题,产业链,所属领域,融资轮次,融资金额(万元),单家最低份额(万元)", n =>
            $"R{n},S{n},{Name(n)}融资,low-altitude,{_sectors[n % _sectors.Length]},{_stages[n % _stages.Length]},{1000 + (n % 9000)},100")),
        new("funds", "funds", Sheet("外部编号,基金名称,机构类型,基金类别,投资领域,投资阶段,单笔下限(万元),单笔上限(万元),认缴规模(亿元)", n =>
            $"F{n},{_topics[n % _topics.Length]}基金{n},政府引导基金,天使基金,{_sectors[n % _sectors.Length]},天使轮、A轮,100,5000,100")),
        new("positions", "positions", Sheet("基金外部编号,被投项目,企业外部编号,投资轮次,投资成本(万元),公允价值(万元),估值日期,投资日期", n =>
            $"F{n / PositionsPerFund},{Name(n)},S{n},A轮,{100 + (n % 400)},{n % 900},2025-12-31,2024-{(n % 12) + 1:00}-{(n % 28) + 1:00}")),
        new(Registrations, Registrations, Sheet("参会方外部编号,需求外部编号,联系人", n => $"S{n},R{n},联系人{n}")),
        new("combined", Registrations, Sheet("参会方外部编号,参会方名称,所属领域,所在区,员工人数,企业简介,需求标题,产业链,融资轮次,融资金额(万元),联系人", n =>
            $"G{n},{Name(n)}集团,{_sectors[n % _sectors.Length]},{_districts[n % _districts.Length]},{n % 500},{Summary(n)},{Name(n)}路演,low-altitude,{_stages[n % _stages.Length]},{1000 + (n % 9000)},联系人{n}")),
        new("outcomes", "outcomes", Sheet("基金外部编号,需求外部编号,对接结果,发生日期", n => $"F{n / PositionsPerFund},R{n},met,2026-10-{(n % 28) + 1:00}")),
    ];

    private static string Name(int n) => $"武汉{Word(n, 0)}{Word(n, 1)}{_forms[n % _forms.Length]}{n}有限公司";

    private static string Summary(int n) => $"面向{_topics[(n + 3) % _topics.Length]}的{_forms[n % _forms.Length]}：{string.Concat(Enumerable.Range(2, SummaryWords).Select(place => Word(n, place)))}";

    /// <summary>A word of two characters; the square makes the first ones frequent.</summary>
    private static string Word(int row, int place)
    {
        var random = (((uint)row * 31) + (uint)place) * 2_654_435_761u;
        var share = random / (double)uint.MaxValue;
        var word = (int)(Words * share * share);
        return $"{(char)(FirstCharacter + (word % Characters))}{(char)(FirstCharacter + (word * 7 % Characters))}";
    }

    private string Sheet(string header, Func<int, string> row)
    {
        var text = new StringBuilder(header).Append('\n');
        for (var n = 0; n < rows; n++)
            text.Append(row(n)).Append('\n');
        return text.ToString();
    }
}

/// <summary>A file to import.</summary>
/// <param name="Name">What it is called here: <c>combined</c> has a new startup, a new request and its registration in each row; else the kind.</param>
/// <param name="Kind">As the API names it.</param>
/// <param name="Csv">The text.</param>
internal sealed record ImportSheet(string Name, string Kind, string Csv);
