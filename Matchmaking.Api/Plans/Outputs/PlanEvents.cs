using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>What of a plan stands in a calendar: a meeting each, or the whole session at a table.</summary>
internal sealed class PlanEvents(PlanLabels labels, RoundClock clock)
{
    public IReadOnlyList<PlanEvent> Of(PlanOutput output) => output.Layout == SessionLayout.Meetings
        ? [.. output.Meetings.Select(m => Meeting(output, m))]
        : output.Viewers.Count == 0
            ? [.. output.Seats.GroupBy(s => s.Table).Select(t => Table(output, t.Key, [.. t]))]
            : [.. output.Seats.Where(s => s.Party is { } p && output.Viewers.Contains(p.RegistrationId)).Select(s => Seat(output, s))];

    private PlanEvent Meeting(PlanOutput output, OutputMeeting meeting)
    {
        var table = labels.Of("table-number", ("n", meeting.Table));
        return new PlanEvent(
            $"meeting-{meeting.Startup.RegistrationId}-{meeting.Fund.RegistrationId}@{output.Session.Id}",
            Title(output, meeting),
            table,
            labels.Of("event-round", ("n", meeting.Round), ("table", table)),
            clock.Start(meeting.Round),
            clock.End(meeting.Round));
    }

    /// <summary>A participant is told whom it meets; an organizer who meets whom.</summary>
    private string Title(PlanOutput output, OutputMeeting meeting) =>
        (output.Viewers.Contains(meeting.Startup.RegistrationId), output.Viewers.Contains(meeting.Fund.RegistrationId)) switch
        {
            (true, false) => meeting.Fund.Name,
            (false, true) => meeting.Startup.Name,
            _ => labels.Of("pair", ("startup", meeting.Startup.Name), ("fund", meeting.Fund.Name)),
        };

    private PlanEvent Seat(PlanOutput output, OutputSeat seat)
    {
        var table = Name(output, seat.Table);
        var place = seat.Side is { } side ? $"{table}, {labels[side == Contracts.TableSide.Left ? "left" : "right"]}" : table;
        return new PlanEvent(
            $"seat-{seat.Party!.RegistrationId}@{output.Session.Id}",
            output.Session.Title,
            $"{place}, {labels.Of("seat-number", ("n", seat.Seat))}",
            labels.Of("seating-of", ("table", table), ("names", Names(output.Seats.Where(s => s.Table == seat.Table && s != seat)))),
            clock.StartsAt,
            clock.EndsAt);
    }

    private PlanEvent Table(PlanOutput output, int number, IReadOnlyList<OutputSeat> seats)
    {
        var table = Name(output, number);
        return new PlanEvent(
            $"table-{number}@{output.Session.Id}",
            $"{output.Session.Title} · {table}",
            table,
            labels.Of("seating-of", ("table", table), ("names", Names(seats))),
            clock.StartsAt,
            clock.EndsAt);
    }

    private string Name(PlanOutput output, int table) => output.Layout == SessionLayout.LongTable && output.Seats.All(s => s.Table == table)
        ? labels["long-table"]
        : labels.Of(output.Layout == SessionLayout.LongTable ? "long-table-number" : "table-number", ("n", table));

    private string Names(IEnumerable<OutputSeat> seats) =>
        string.Join(labels.Language == Messages.Language.Zh ? "、" : ", ", seats.Where(s => s.Party is not null).Select(s => s.Party!.Name));
}
