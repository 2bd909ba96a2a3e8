using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Training.Reports;
using Matchmaking.Tests.Ranking.Support;
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
        var report = SampleReports.Of(Direction(RankingDirection.FundToRequests, 0.3, 0.3), Direction(RankingDirection.RequestToFunds, overPrior, overServing));

        Assert.That(report.Better()?.Gain.Over, Is.EqualTo(ahead));
        Assert.That(report.Better()?.Direction, Is.EqualTo(ahead is null ? (RankingDirection?)null : RankingDirection.RequestToFunds));

        DirectionReport Direction(RankingDirection direction, double prior, double serving) =>
            SampleReports.Direction(direction, new("prior", false, new(prior, prior, prior)), new("serving", seen, new(serving, serving, serving)));
    }
}
