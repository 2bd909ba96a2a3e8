using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Startups;

namespace Matchmaking.Api.Demo;

/// <summary>
/// The ask that reports of a session tell of, by an invented company: 30 million yuan for development, a full-size prototype
/// and flight tests in the low-altitude economy. How the sum is split, and everything about the company, is made up.
/// </summary>
internal static class DemoShowcase
{
    public static StartupDetails Startup(DemoCalendar calendar) => new()
    {
        Name = DemoNames.Prefix + "翼见低空飞行器有限公司",
        Sectors = ["evtol", "flight-control"],
        District = "ovc",
        WillLandIn = ["dongxihu", "caidian"],
        FoundedOn = calendar.Known.AddMonths(-40),
        Recognitions = ["tech-sme", "hnte", "innovative-sme"],
        TeamSize = 46,
        Patents = 17,
        RevenueCny = DemoMoney.Wan(260),
        FundingToDateCny = DemoMoney.Wan(1_200),
        Summary = "虚构企业,仅供演示。研制载人电动垂直起降航空器,缩比样机已完成首飞,计划开展全尺寸样机研制与试验,团队46人。",
    };

    public static FinancingRequestDetails Request(Startup startup, Session session, DemoCalendar calendar) => new()
    {
        StartupId = startup.Id,
        Title = "电动垂直起降航空器研发、全尺寸样机与试验A轮融资",
        Chain = session.Chain,
        Sectors = ["evtol"],
        Stage = Stage.A,
        AmountCny = DemoMoney.Wan(3_000),
        MinTicketCny = DemoMoney.Wan(1_000),
        Instruments = [Instrument.Equity, Instrument.Convertible],
        UseOfProceeds =
        [
            new("研发", DemoMoney.Wan(1_200)),
            new("全尺寸样机", DemoMoney.Wan(1_200)),
            new("试验", DemoMoney.Wan(600)),
        ],
        PreMoneyValuationCny = DemoMoney.Wan(18_000),
        ValidUntil = calendar.DayOf(DemoCalendar.PastSessions).AddDays(90),
    };
}
