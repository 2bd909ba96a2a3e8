namespace Matchmaking.Api.Setup;

/// <summary>How long background work rests between two rounds.</summary>
/// <param name="Dispatch">Of webhooks.</param>
/// <param name="Evaluation">Of saved searches.</param>
/// <param name="Market">Of bringing the requests in memory up to date.</param>
/// <param name="Trim">Of deleting what was kept long enough.</param>
internal sealed record BackgroundPace(TimeSpan Dispatch, TimeSpan Evaluation, TimeSpan Market, TimeSpan Trim)
{
    public static readonly BackgroundPace Standard = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(250), TimeSpan.FromHours(1));

    /// <summary>No round at all, for those who take each step themselves.</summary>
    public static readonly BackgroundPace Never = new(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
