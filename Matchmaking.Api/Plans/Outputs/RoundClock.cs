using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>When the rounds of a session are, in Shanghai.</summary>
/// <param name="StartsAt">The first round.</param>
/// <param name="RoundMinutes">Length of a round; one follows the other.</param>
/// <param name="Rounds">How many there are.</param>
internal sealed record RoundClock(DateTime StartsAt, int RoundMinutes, int Rounds)
{
    // China has had one time zone without daylight saving since 1991.
    private static readonly TimeSpan _offset = TimeSpan.FromHours(8);

    /// <summary>The end of the last round: also of an event at tables, which lasts as long as its rounds would.</summary>
    public DateTime EndsAt => End(Rounds);

    /// <summary>Null for a session whose start is not known.</summary>
    public static RoundClock? Of(Session session) =>
        session.StartsAt is { } start ? new RoundClock(Local(start), session.RoundMinutes, session.Rounds) : null;

    /// <param name="round">From 1.</param>
    public DateTime Start(int round) => StartsAt.AddMinutes((long)(round - 1) * RoundMinutes);

    public DateTime End(int round) => Start(round + 1);

    public static DateTime Local(DateTimeOffset time) => time.ToOffset(_offset).DateTime;
}
