namespace Matchmaking.Ranking.Training;

/// <summary>
/// Groups divided by the time of their sessions: the earliest teach, later ones say when to stop and how sure scores are, the latest measure. No session stands in two parts, and
/// none that measures is earlier than one that teaches.
/// </summary>
/// <param name="Teaching">The earliest sessions.</param>
/// <param name="Tuning">The next.</param>
/// <param name="Measuring">The latest.</param>
public sealed record SessionSplit(IReadOnlyList<TrainingGroup> Teaching, IReadOnlyList<TrainingGroup> Tuning, IReadOnlyList<TrainingGroup> Measuring)
{
    /// <summary>One for each part.</summary>
    public const int LeastSessions = 3;

    /// <summary>Candidates with a label above 0 in all groups in which there is an order: with fewer, trees learn chance.</summary>
    public const int LeastOutcomes = 50;

    /// <summary>The share of the sessions that tunes, and the share that measures; at least one each.</summary>
    private const double Share = 0.2;

    /// <summary>All groups, earliest first.</summary>
    public IReadOnlyList<TrainingGroup> All => [.. Teaching, .. Tuning, .. Measuring];

    /// <param name="groups">In any order; those without an order of their own are left out.</param>
    /// <exception cref="TooFewOutcomesException">Fewer than <see cref="LeastSessions"/> sessions or <see cref="LeastOutcomes"/> outcomes.</exception>
    public static SessionSplit Of(IEnumerable<TrainingGroup> groups)
    {
        var sessions = groups.Where(g => g.HasOrder).GroupBy(g => g.Session).OrderBy(s => s.Key).ToArray();
        if (sessions.Length < LeastSessions)
            throw new TooFewOutcomesException("sessions", LeastSessions, sessions.Length);
        var outcomes = sessions.Sum(s => s.Sum(g => g.Labels.Count(l => l > 0)));
        if (outcomes < LeastOutcomes)
            throw new TooFewOutcomesException("outcomes", LeastOutcomes, outcomes);
        var later = Later(sessions.Length);
        return new(
            [.. sessions[..^(2 * later)].SelectMany(s => s)],
            [.. sessions[^(2 * later)..^later].SelectMany(s => s)],
            [.. sessions[^later..].SelectMany(s => s)]);
    }

    /// <summary>Of so many sessions, how many tune, and how many measure.</summary>
    internal static int Later(int sessions) => Math.Max(1, (int)(Share * sessions));
}
