using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Numerics;
using Matchmaking.Core.Outcomes;

namespace Matchmaking.Api.Demo;

/// <summary>Something that came of a meeting.</summary>
internal sealed record DemoEvent(DemoMeeting Meeting, OutcomeDetails Details);

/// <summary>
/// Plays what came of the meetings. After each step the pair goes on with a probability that rises with the hidden
/// preference, up to the fund's ceiling; what would lie after the last known day has not happened yet.
/// </summary>
internal sealed class DemoOutcomes(DemoCalendar calendar, DemoPreference preference, DemoTreasury treasury)
{
    private const double Noise = 0.06;
    private const double Slope = 0.045;

    /// <summary>Each step: the preference at which it is taken half of the time, and how many days it takes.</summary>
    private static readonly (OutcomeResult Result, double Half, int MinDays, int MaxDays)[] _steps =
    [
        (OutcomeResult.Interested, 0.48, 1, 10),
        (OutcomeResult.DueDiligence, 0.53, 10, 30),
        (OutcomeResult.TermSheet, 0.58, 12, 25),
        (OutcomeResult.Invested, 0.61, 10, 25),
    ];

    private readonly DemoRandom _random = DemoRandom.For("outcomes");
    private int _reports;

    public List<DemoEvent> Play(DemoMeeting meeting)
    {
        var (ask, fund) = (meeting.Ask, meeting.Fund);
        var day = calendar.DayOf(meeting.Roster.Number);
        var events = new List<DemoEvent> { Event(meeting, OutcomeResult.Met, day, null) };
        var liking = preference.Utility(fund, ask.Startup, ask.Request) + (Noise * _random.Noise());
        foreach (var (result, half, min, max) in _steps)
        {
            if (result > fund.Ceiling)
                return events;
            if (!_random.Chance(1 / (1 + PortableMath.Exp((half - liking) / Slope))))
                return Declined(events, meeting, day);
            day = day.AddDays(_random.Between(min, max));
            var amount = Amount(result, fund, ask);
            if (day > calendar.Known || (result == OutcomeResult.Invested && amount is null))
                return events;
            events.Add(Event(meeting, result, day, amount));
            if (result == OutcomeResult.Invested)
                treasury.Invest(fund, ask, amount!.Value);
        }

        return events;
    }

    /// <summary>The position that an investment makes.</summary>
    public static (FundId Fund, PositionDetails Details) Position(DemoEvent invested) => (invested.Details.FundId, new()
    {
        Name = invested.Meeting.Ask.Startup.Name,
        StartupId = invested.Meeting.Ask.Startup.Id,
        Stage = invested.Meeting.Ask.Request.Stage!.Value,
        Sectors = invested.Meeting.Ask.Startup.Sectors,
        CostCny = invested.Details.AmountCny!.Value,
        FairValueCny = invested.Details.AmountCny,
        ValuedOn = invested.Details.OccurredOn,
        InvestedOn = invested.Details.OccurredOn,
    });

    /// <summary>In the order in which they happened.</summary>
    public static IReadOnlyList<Outcome> Enter(IEnumerable<DemoEvent> events)
    {
        var ids = new DemoIds("outcomes");
        return
        [
            .. events.OrderBy(e => e.Details.OccurredOn).Select(e => (e.Meeting, e.Details, At: DemoCalendar.At(e.Details.OccurredOn, 18)))
                .Select(e => new Outcome(e.Details) { Id = new(ids.Next(e.At)), SessionId = e.Meeting.Roster.Session.Id, CreatedAt = e.At }),
        ];
    }

    /// <summary>More than half of the funds say so when they go no further; nothing of the kind is invented of a public fund.</summary>
    private List<DemoEvent> Declined(List<DemoEvent> events, DemoMeeting meeting, DateOnly day)
    {
        var (says, on) = (_random.Chance(0.55), day.AddDays(_random.Between(5, 30)));
        if (!says || meeting.Fund.IsPublic || on > calendar.Known)
            return events;
        var passed = Event(meeting, OutcomeResult.Passed, on, null);
        events.Add(passed with { Details = passed.Details with { Reason = preference.Objection(meeting.Fund, meeting.Ask.Startup, meeting.Ask.Request) } });
        return events;
    }

    /// <summary>Intents are often, terms and investments always named, none of a public fund; null where no investment is possible any more.</summary>
    private Money? Amount(OutcomeResult result, DemoFund fund, DemoAsk ask)
    {
        var (low, high) = DemoMandate.Tickets(fund, ask.Request);
        var room = treasury.Room(fund, ask);
        var ticket = Money.Min(high, Money.MaxOf(low, fund.Taste.Ticket));
        return result switch
        {
            OutcomeResult.Interested => _random.Chance(0.7) && !fund.IsPublic ? ticket : null,
            OutcomeResult.TermSheet => ticket,
            OutcomeResult.Invested => low <= room ? Money.Min(ticket, room) : null,
            _ => null,
        };
    }

    private DemoEvent Event(DemoMeeting meeting, OutcomeResult result, DateOnly day, Money? amount) => new(meeting, new()
    {
        FundId = meeting.Fund.Fund.Id,
        FinancingRequestId = meeting.Ask.Request.Id,
        Result = result,
        OccurredOn = day,
        AmountCny = amount,
        DueDiligence = result == OutcomeResult.DueDiligence
            ? new(day, FormattableString.Invariant($"示例尽调报告 DD-{++_reports:000}"))
            : null,
    });
}
