using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>
/// A plan as a calendar (RFC 5545) that is published anew with each version: events keep their UID, SEQUENCE is the version, and
/// what an earlier version announced and this one does not have any more comes as cancelled. Times are those of Shanghai with the
/// zone beside them: the clock of the room, which calendars elsewhere turn into their own.
/// </summary>
internal static class PlanCalendar
{
    private const string Zone = "Asia/Shanghai";
    private const string Product = "-//Matchmaking//Seating plan//EN";

    /// <param name="output">With the earlier plans.</param>
    /// <param name="clock">Of the session.</param>
    /// <param name="labels">Words.</param>
    public static byte[] Write(PlanOutput output, RoundClock clock, PlanLabels labels)
    {
        var calendar = new Calendar { ProductId = Product, Method = CalendarMethods.Publish };
        calendar.AddProperty("X-WR-CALNAME", $"{output.Session.Title} · {labels.Version(output.Stamp)}");
        calendar.AddProperty("X-WR-TIMEZONE", Zone);
        calendar.AddTimeZone(Shanghai());
        var events = new PlanEvents(labels, clock);
        var planned = events.Of(output);
        var writer = new Writer(output, labels);
        calendar.Events.AddRange(planned.Select(e => writer.Of(e, isCancelled: false)));
        calendar.Events.AddRange(Gone(output, events, planned).Select(e => writer.Of(e, isCancelled: true)));
        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!);
    }

    /// <summary>
    /// What any earlier version had, not only the last: a calendar may have missed some. As that version told it, but for what
    /// the session is by now.
    /// </summary>
    private static IEnumerable<PlanEvent> Gone(PlanOutput output, PlanEvents events, IReadOnlyList<PlanEvent> planned)
    {
        var kept = planned.Select(e => e.Uid).ToHashSet(StringComparer.Ordinal);
        return output.Earlier.Reverse().SelectMany(events.Of).Where(e => kept.Add(e.Uid)).OrderBy(e => e.Start).ThenBy(e => e.Uid, StringComparer.Ordinal);
    }

    // Without summer time since 1991. Written out, as the library's own says summer time begins to end every year.
    private static VTimeZone Shanghai()
    {
        var zone = new VTimeZone(Zone);
        zone.AddChild(new VTimeZoneInfo
        {
            Name = "STANDARD",
            TimeZoneName = "CST",
            DtStart = new CalDateTime(1970, 1, 1, 0, 0, 0),
            OffsetFrom = new UtcOffset(TimeSpan.FromHours(8)),
            OffsetTo = new UtcOffset(TimeSpan.FromHours(8)),
        });
        return zone;
    }

    private sealed class Writer(PlanOutput output, PlanLabels labels)
    {
        // When what the event says was last changed. No clock of the request: the same calendar is the same bytes.
        private readonly CalDateTime _changed = new(
            new[] { output.Plan.UpdatedAt, output.Session.UpdatedAt }.Max().UtcDateTime, CalDateTime.UtcTzId);

        public CalendarEvent Of(PlanEvent planned, bool isCancelled)
        {
            var written = new CalendarEvent
            {
                Uid = planned.Uid,
                Sequence = output.Stamp.Version,
                Status = isCancelled ? EventStatus.Cancelled : output.Stamp.Status == PlanStatus.Draft ? EventStatus.Tentative : EventStatus.Confirmed,
                Summary = OneLine(planned.Summary),
                Location = string.IsNullOrWhiteSpace(output.Session.Venue) ? planned.Place : $"{OneLine(output.Session.Venue)}, {planned.Place}",
                Description = Description(planned, isCancelled),
                DtStart = new CalDateTime(planned.Start, Zone),
                DtEnd = new CalDateTime(planned.End, Zone),
                DtStamp = _changed,
                LastModified = _changed,
                // A meeting takes the time of those who have it; a draft and what is cancelled do not.
                Transparency = isCancelled || output.Stamp.Status == PlanStatus.Draft ? TransparencyType.Transparent : TransparencyType.Opaque,
            };
            return written;
        }

        private string Description(PlanEvent planned, bool isCancelled)
        {
            string[] lines =
            [
                OneLine(output.Session.Title),
                planned.Details,
                .. isCancelled ? [labels.Of("event-cancelled", ("n", output.Stamp.Version))] : (string[])[],
                labels.Of("footer-plan", ("n", output.Stamp.Version), ("status", labels.Status(output.Stamp)), ("hash", output.Stamp.ShortHash)),
            ];
            return string.Join('\n', lines);
        }

        private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
    }
}
