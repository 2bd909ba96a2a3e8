using Matchmaking.Core.Common;

namespace Matchmaking.Api.Demo;

/// <summary>
/// The days of the season, all derived from the month of today. The open session is on the last day of that month, so that it
/// is never over while the month lasts; all that has happened, happened before the month began.
/// </summary>
internal sealed class DemoCalendar(DateOnly today)
{
    public const int PastSessions = 12;

    private static readonly string[] _rotation = ["hydrogen", "ai", "beidou", "low-carbon", "low-altitude"];

    /// <summary>The month of the open session.</summary>
    public Month Open { get; } = Month.Of(today);

    /// <summary>The last day of which anything is known.</summary>
    public DateOnly Known => Open.FirstDay.AddDays(-1);

    /// <summary>The day on which the funds and their older positions were entered.</summary>
    public DateOnly Start => Open.AddMonths(-PastSessions - 1).FirstDay;

    /// <summary>The month of a session: 0 is the oldest, <see cref="PastSessions"/> the open one.</summary>
    public Month MonthOf(int session) => Open.AddMonths(session - PastSessions);

    /// <summary>The third Thursday for past sessions, the last day of the month for the open one.</summary>
    public DateOnly DayOf(int session)
    {
        var month = MonthOf(session);
        if (session == PastSessions)
            return month.LastDay;
        var first = month.FirstDay;
        return first.AddDays((((int)DayOfWeek.Thursday - (int)first.DayOfWeek + 7) % 7) + 14);
    }

    /// <summary>The day from which the papers of a session come in; for the open one still in the month before.</summary>
    public DateOnly IntakeOf(int session) => session == PastSessions ? Known.AddDays(-6) : DayOf(session).AddDays(-14);

    /// <summary>The chains take turns; the open session is about the low-altitude economy.</summary>
    public static string ChainOf(int session) => _rotation[(session + _rotation.Length - 1 - (PastSessions % _rotation.Length)) % _rotation.Length];

    /// <summary>A time of day in Shanghai.</summary>
    public static DateTimeOffset At(DateOnly day, int hour, int minute = 0) =>
        ShanghaiTime.At(day, new TimeOnly(hour, minute));
}
