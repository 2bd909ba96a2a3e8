using Matchmaking.Core.Common;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Training.Reports;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Training.Reports;

internal sealed class ModelReportTests
{
    [TestCase(0.1, 0.02, false, null)]
    [TestCase(0.1, 0.0, false, null)]
    [TestCase(0.1, -0.02, false, "serving")]
    [TestCase(0.1, -0.02, true, null)]
    [TestCase(-0.1, -0.02, true, "prior")]
    public void Better_Gains_FirstModelThatIsAheadWithoutHavingSeenTheSessions(double overPrior, double overServing, bool seen, string? ahead)
    {
        var report = new ModelReport
        {
            Sessions = 3,
            TrainedFrom = Month.Parse("2026-01"),
            TrainedUntil = Month.Parse("2026-03"),
            Directions = [Direction(RankingDirection.FundToRequests, 0.3, 0.3), Direction(RankingDirection.RequestToFunds, overPrior, overServing)],
        };

        Assert.That(report.Better()?.Gain.Over, Is.EqualTo(ahead));
        Assert.That(report.Better()?.Direction, Is.EqualTo(ahead is null ? (RankingDirection?)null : RankingDirection.RequestToFunds));

        DirectionReport Direction(RankingDirection direction, double prior, double serving) => new()
        {
            Direction = direction,
            Teaching = [],
            Tuning = [],
            Measuring = [],
            Groups = 1,
            MeasuredGroups = 1,
            Candidates = 1,
            Outcomes = 1,
            Trees = 1,
            Slope = 1,
            Intercept = 0,
            Models = [],
            Gains = [new("prior", false, new(prior, prior, prior)), new("serving", seen, new(serving, serving, serving))],
            Slices = [],
        };
    }
}
