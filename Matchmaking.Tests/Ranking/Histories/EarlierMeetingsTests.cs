using Matchmaking.Core.Outcomes;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Histories;

/// <summary>What came of a fund and a startup before, in the fund's rankings.</summary>
internal sealed class EarlierMeetingsTests
{
    private static readonly (float, float) _missing = (float.NaN, float.NaN);

    [Test]
    public void Row_SeveralMeetings_HighestGradeAndDaysSinceTheLatest() => Assert.That(
        Row(Met(OutcomeResult.Met, -40), Met(OutcomeResult.DueDiligence, -30), Met(OutcomeResult.Passed, -7), Met(OutcomeResult.Interested, -20)), Is.EqualTo((3f, 7f)));

    [TestCase(OutcomeResult.Passed, 0)]
    [TestCase(OutcomeResult.Met, 1)]
    [TestCase(OutcomeResult.Interested, 2)]
    [TestCase(OutcomeResult.DueDiligence, 3)]
    [TestCase(OutcomeResult.TermSheet, 4)]
    [TestCase(OutcomeResult.Invested, 4)]
    public void Row_EveryResult_HasItsGrade(OutcomeResult result, int grade) => Assert.That(Row(Met(result, -1)), Is.EqualTo(((float)grade, 1f)));

    [Test]
    public void Row_NoMeetingOrAnotherStartups_Missing()
    {
        Assert.That(Row(), Is.EqualTo(_missing));
        Assert.That(Row(Met(OutcomeResult.Invested, -9) with { StartupId = Samples.Startup(2) }), Is.EqualTo(_missing));
    }

    [Test]
    public void Row_MeetingsOfTheDayAndLater_ChangeNothing([Values(0, 1, 300)] int days)
    {
        Assert.That(Row(Met(OutcomeResult.Invested, days)), Is.EqualTo(_missing));
        Assert.That(Row(Met(OutcomeResult.Met, -5), Met(OutcomeResult.Invested, days)), Is.EqualTo((1f, 5f)));
    }

    [Test]
    public void Canonical_NoMeetings_BytesOfBooksWithoutThem()
    {
        var (without, empty) = (Samples.GoodBook, Samples.GoodBook with { Meetings = [] });

        Assert.That(Samples.Profile(Samples.GoodMandate, empty).Book.Digest.ToArray(), Is.EqualTo(Samples.Profile(Samples.GoodMandate, without).Book.Digest.ToArray()));
    }

    [Test]
    public void Canonical_AnyOrderAndTwice_SameDigest()
    {
        MeetingFacts[] meetings = [Met(OutcomeResult.Met, -9), Met(OutcomeResult.Interested, -9), Met(OutcomeResult.Met, -3)];

        Assert.That(Digest([.. meetings.Reverse(), meetings[1]]), Is.EqualTo(Digest(meetings)));
        Assert.That(Digest(meetings[1..]), Is.Not.EqualTo(Digest(meetings)));

        static byte[] Digest(MeetingFacts[] meetings) => Samples.Profile(Samples.GoodMandate, Samples.GoodBook with { Meetings = meetings }).Book.Digest.ToArray();
    }

    private static MeetingFacts Met(OutcomeResult result, int days) => new() { StartupId = Samples.Startup(1), Result = result, OccurredOn = Samples.AsOf.AddDays(days) };

    private static (float Result, float Days) Row(params MeetingFacts[] meetings)
    {
        var pool = CandidatePool.OfFund(
            Samples.Profile(Samples.GoodMandate, Samples.GoodBook with { Meetings = meetings }),
            [RequestProfile.Of(Samples.GoodRequest)],
            Samples.Context(),
            includeExcluded: false,
            withHistories: true);
        var row = FeatureSet.All.Rows(pool.Pairs);
        return (row[Column("earlier-result")], row[Column("days-since-met")]);

        static int Column(string name) => FeatureSet.All.Infos.ToList().FindIndex(i => i.Name == name);
    }
}
