using Matchmaking.Core.Plans;

namespace Matchmaking.Tests.Core.Plans;

/// <summary>
/// The example that docs/plans.md works out by hand: startups A, B, C and funds X, Y; two rounds, one table; X takes one meeting, C must
/// get one.
/// </summary>
internal static class WorkedExample
{
    public static MeetingProblem Problem { get; } = MeetingProblem.Create(
        [.. ExactMeetingSolverTests.Ids(1, 3).Select((id, i) => new MeetingParticipant(id, i == 2 ? 1 : 0, 2))],
        [.. ExactMeetingSolverTests.Ids(2, 2).Select((id, i) => new MeetingParticipant(id, 0, i == 0 ? 1 : 2))],
        rounds: 2,
        tables: 1,
        [new(0, 0, 9_000), new(0, 1, 6_000), new(1, 0, 7_000), new(1, 1, 3_000), new(2, 1, 1_000)]);

    public static MeetingCertificate Certificate { get; } = new()
    {
        StartupPrices = [0, 0, -5_000],
        FundPrices = [3_000, 0],
        TablePrices = [6_000, 6_000],
    };
}
