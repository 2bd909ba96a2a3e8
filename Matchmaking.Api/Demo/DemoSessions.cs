using System.Globalization;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Demo;

/// <summary>Twelve past sessions and the open one.</summary>
internal static class DemoSessions
{
    public static IReadOnlyList<Session> Make(DemoCalendar calendar, Taxonomy taxonomy)
    {
        var ids = new DemoIds("sessions");
        return [.. Enumerable.Range(0, DemoCalendar.PastSessions + 1).Select(k => Make(k, ids, calendar, taxonomy))];
    }

    private static Session Make(int number, DemoIds ids, DemoCalendar calendar, Taxonomy taxonomy)
    {
        var month = calendar.MonthOf(number);
        var chain = DemoCalendar.ChainOf(number);
        var isOpen = number == DemoCalendar.PastSessions;
        var created = DemoCalendar.At(month.AddMonths(-1).FirstDay, 9);
        return new()
        {
            Id = new(ids.Next(created)),
            Month = month,
            Chain = chain,
            Title = string.Create(
                CultureInfo.InvariantCulture, $"{month.Year}年{month.Number}月{taxonomy.Chains.Single(c => c.Code == chain).Zh}投融资对接会(示例)"),
            Venue = "示例会场",
            StartsAt = DemoCalendar.At(calendar.DayOf(number), 14),
            Layout = SessionLayout.Meetings,
            Rounds = isOpen ? 8 : 10,
            RoundMinutes = isOpen ? 20 : 15,
            Tables = 20,
            SeatsPerTable = 2,
            Status = isOpen ? SessionStatus.Open : SessionStatus.Closed,
            Version = isOpen ? 1 : 2,
            CreatedAt = created,
            UpdatedAt = isOpen ? created : DemoCalendar.At(calendar.DayOf(number), 19),
        };
    }
}
