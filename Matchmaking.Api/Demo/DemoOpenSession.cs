using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Startups;

namespace Matchmaking.Api.Demo;

/// <summary>
/// The session that is still to come: forty startups, eight of them back from earlier sessions of the chain, and all funds.
/// A few startups lack a fact or are late, so that every reason for a refusal can be seen; one has cancelled.
/// </summary>
internal sealed class DemoOpenSession(DemoCalendar calendar, Session session, DemoCompanies companies, DemoAsks asks)
{
    public const int Startups = 40;

    private const int Returning = 8;

    /// <summary>Places in the list of startups that tell a story.</summary>
    private const int Expired = 14;
    private const int WithoutStage = 19;
    private const int WithoutDistrict = 26;
    private const int WithoutSectors = 33;

    private readonly DemoRandom _random = DemoRandom.For("open session");
    private readonly List<DemoAsk> _made = [];

    /// <summary>The forty asks, <see cref="DemoShowcase"/> first, and the one that was withdrawn.</summary>
    public (IReadOnlyList<DemoAsk> Asks, DemoAsk Withdrawn) Make(IReadOnlyList<DemoRoster> past)
    {
        var showcase = companies.Enter(DemoShowcase.Startup(calendar), Tick());
        _made.Add(asks.Enter(showcase, DemoShowcase.Request(showcase, session, calendar), Tick()));
        foreach (var back in Back(past))
            Add(back.Startup, back.Request.Stage!.Value);
        while (_made.Count < Startups)
            AddNew(_made.Count);
        AddNew(Startups);
        var last = _made[Startups];
        return ([.. _made.Take(Startups)], last with
        {
            Request = last.Request with { Status = RequestStatus.Withdrawn, Version = 2, UpdatedAt = DemoCalendar.At(calendar.Known, 15) },
        });
    }

    /// <summary>From the two sessions of the same chain before, each startup once.</summary>
    private List<DemoAsk> Back(IReadOnlyList<DemoRoster> past)
    {
        var present = past.Where(r => r.Session.Chain == session.Chain).SelectMany(r => r.Present).Where(a => a.Request.Stage < Stage.C);
        return _random.Sample(present.GroupBy(a => a.Startup.Id).Select(g => g.Last()), Returning);
    }

    private void AddNew(int place)
    {
        var stage = asks.DrawStage();
        var details = companies.Draw(session.Chain, stage, calendar.Known);
        details = place switch
        {
            WithoutDistrict => details with { District = null, WillLandIn = [] },
            WithoutSectors => details with { Sectors = [], Summary = "虚构企业,仅供演示。行业分类尚未填写。" },
            _ => details,
        };
        Add(companies.Enter(details, Tick()), stage, place);
    }

    private void Add(Startup startup, Stage stage, int place = -1)
    {
        var details = asks.Draw(startup, session.Chain, stage, calendar.DayOf(DemoCalendar.PastSessions).AddDays(_random.Between(30, 120)));
        details = place switch
        {
            Expired => details with { ValidUntil = calendar.Known.AddDays(-1) },
            WithoutStage => details with { Stage = null, Title = "低空经济项目融资(轮次待定)" },
            _ => details,
        };
        _made.Add(asks.Enter(startup, details, Tick()));
    }

    private DateTimeOffset Tick() => DemoCalendar.At(calendar.IntakeOf(DemoCalendar.PastSessions), 9).AddMinutes(7 * _made.Count);
}
