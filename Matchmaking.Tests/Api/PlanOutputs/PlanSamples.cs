using System.Globalization;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Plans.Outputs;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Tests.Api.PlanOutputs;

/// <summary>Plans as outputs see them, of any size, with names as they are in Wuhan: short and long, Chinese and mixed.</summary>
internal static class PlanSamples
{
    private static readonly string[] _brands =
        ["极目", "长江新能", "光谷云帆", "楚天智芯", "东湖星瀚", "江城氢动", "华中数联", "珞珈生物", "黄鹤天枢", "武昌量维", "汉阳微纳", "沌口智驾"];

    private static readonly string[] _fields =
        ["科技", "氢能科技", "低空飞行器", "人工智能", "生物医药", "激光装备制造", "集成电路设计", "智能网联汽车技术"];

    private static readonly string[] _houses =
        ["高新投", "长江产业投资", "科创天使", "Hubei Growth Capital", "光谷金控", "汉江资本", "交银（武汉）金融资产投资", "武汉产业发展基金"];

    public static string StartupName(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(i % 3 == 0 ? "武汉" : i % 3 == 1 ? "湖北" : "")}{_brands[i % _brands.Length]}{(i >= _brands.Length ? "第" + (i / _brands.Length) : "")}{_fields[i * 7 % _fields.Length]}{(i % 4 == 3 ? "股份有限公司" : "有限公司")}");

    public static string FundName(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_houses[i % _houses.Length]}{(i >= _houses.Length ? i / _houses.Length : "")}{(i % 4 == 2 ? "创业投资基金合伙企业（有限合伙）" : i % 4 == 3 ? " Fund" : "基金")}");

    /// <summary>Each fund at a table of its own; the startups walk past, and a tenth of the places stay empty.</summary>
    public static PlanOutput Meetings(int tables, int rounds, Action<SessionPlanSample>? change = null)
    {
        var startups = Enumerable.Range(0, Math.Max(tables, rounds)).Select(i => Party(i, PartyType.Startup, StartupName(i))).ToList();
        var funds = Enumerable.Range(0, tables).Select(i => Party(i, PartyType.Fund, FundName(i))).ToList();
        var meetings =
            from round in Enumerable.Range(0, rounds)
            from table in Enumerable.Range(0, tables)
            where (round + (3 * table)) % 10 != 9
            select new OutputMeeting(round + 1, table + 1, startups[(table + round) % startups.Count], funds[table], 0.5);
        return Output(SessionLayout.Meetings, [.. meetings], [], change, rounds);
    }

    /// <summary>At each table two funds, a guest at every third, and startups.</summary>
    public static PlanOutput RoundTables(int tables, int seats, Action<SessionPlanSample>? change = null)
    {
        var all =
            from table in Enumerable.Range(0, tables)
            from seat in Enumerable.Range(0, seats)
            let number = (table * seats) + seat
            let kind = seat % 3 == 0 ? PartyType.Fund : seat == 1 && table % 3 == 0 ? PartyType.Guest : PartyType.Startup
            select new OutputSeat(table + 1, null, seat + 1, Party(number, kind, Name(kind, number)));
        return Output(SessionLayout.RoundTables, [], [.. all], change);
    }

    /// <summary>Funds on the right, startups on the left, a guest at the head of each side.</summary>
    public static PlanOutput LongTable(int left, int right, Action<SessionPlanSample>? change = null)
    {
        IEnumerable<OutputSeat> Side(TableSide side, int count, PartyType kind) => Enumerable.Range(0, count).Select(i =>
            new OutputSeat(1, side, i + 1, i == 0 ? Party(500 + (int)side, PartyType.Guest, "武汉市地方金融管理局") : Party(i, kind, Name(kind, i))));
        return Output(SessionLayout.LongTable, [], [.. Side(TableSide.Left, left, PartyType.Startup), .. Side(TableSide.Right, right, PartyType.Fund)], change);
    }

    public static IEnumerable<OutputParty> Parties(PlanOutput output) =>
        output.Meetings.SelectMany(m => new[] { m.Startup, m.Fund }).Concat(output.Seats.Where(s => s.Party is not null).Select(s => s.Party!)).Distinct();

    private static string Name(PartyType kind, int i) => kind switch
    {
        PartyType.Fund => FundName(i),
        PartyType.Startup => StartupName(i),
        _ => "东湖高新区管委会",
    };

    private static OutputParty Party(int i, PartyType type, string name) =>
        new(RegistrationId.Parse(string.Create(CultureInfo.InvariantCulture, $"01920000-0000-7000-800{(int)type}-{i:d12}")), type, name);

    private static PlanOutput Output(SessionLayout layout, IReadOnlyList<OutputMeeting> meetings, IReadOnlyList<OutputSeat> seats, Action<SessionPlanSample>? change, int rounds = 8)
    {
        var sample = new SessionPlanSample { Rounds = rounds };
        change?.Invoke(sample);
        var plan = new SessionPlan { Id = PlanId.Parse("01920000-0000-7000-8000-000000000009"), Number = 2, Status = sample.Status, Document = "{}" };
        return new PlanOutput
        {
            Session = new Session
            {
                Id = SessionId.Parse("01920000-0000-7000-8000-000000000001"),
                Month = Month.Parse("2026-11"),
                Chain = "low-altitude",
                Title = sample.Title,
                Venue = sample.Venue,
                StartsAt = sample.StartsAt,
                Rounds = sample.Rounds,
                RoundMinutes = 20,
                Layout = layout,
                UpdatedAt = new DateTimeOffset(2026, 11, 18, 1, 30, 0, TimeSpan.Zero),
            },
            Chain = Taxonomy.Load().Chains.Single(c => c.Code == "low-altitude"),
            Plan = plan,
            Stamp = new PlanStamp(2, PlanHash.Of(plan), sample.Status, sample.SupersededBy),
            Layout = layout,
            Meetings = meetings,
            Seats = seats,
            IsPartial = false,
            HasScores = true,
            Viewers = new HashSet<RegistrationId>(),
            Earlier = [],
        };
    }
}
