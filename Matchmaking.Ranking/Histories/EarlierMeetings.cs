using Matchmaking.Ranking.Facts;

namespace Matchmaking.Ranking.Histories;

/// <summary>What came of a fund and a startup before a day.</summary>
/// <param name="Grade">The highest (<see cref="OutcomeGrades"/>).</param>
/// <param name="DaysSince">Days since the latest, at least 1.</param>
internal readonly record struct EarlierMeeting(int Grade, int DaysSince);

/// <summary>A fund's own meetings by startup, as they stand on a day. What other funds made of a startup is theirs alone and never in it.</summary>
internal sealed class EarlierMeetings
{
    private readonly Dictionary<StartupId, EarlierMeeting> _byStartup = [];

    /// <param name="meetings">The fund's; those of the day itself and later do not count.</param>
    /// <param name="day">Of the ranking.</param>
    public EarlierMeetings(IEnumerable<MeetingFacts> meetings, DateOnly day)
    {
        foreach (var startup in meetings.Where(m => m.OccurredOn < day).GroupBy(m => m.StartupId))
            _byStartup[startup.Key] = new(startup.Max(m => m.Result.Grade()), day.DayNumber - startup.Max(m => m.OccurredOn).DayNumber);
    }

    /// <returns>Null when nothing had come of them.</returns>
    public EarlierMeeting? With(StartupId startup) => _byStartup.TryGetValue(startup, out var meeting) ? meeting : null;
}
