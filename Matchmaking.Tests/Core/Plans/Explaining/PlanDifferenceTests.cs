using Matchmaking.Core.Plans.Explaining;
using Matchmaking.Core.Plans.Tables;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Explaining;

internal sealed class PlanDifferenceTests
{
    private static readonly Guid[] _startups = ExactMeetingSolverTests.Ids(1, 4);
    private static readonly Guid[] _funds = ExactMeetingSolverTests.Ids(2, 4);

    [Test]
    public void Of_EachKindOfChange_InItsList()
    {
        PlanRow kept = new(1, 1, _startups[0], _funds[0]), otherRound = new(1, 2, _startups[1], _funds[1]), otherTable = new(2, 1, _startups[2], _funds[2]), dropped = new(2, 2, _startups[3], _funds[3]);
        var added = new PlanRow(2, 2, _startups[0], _funds[3]);

        var found = PlanDifference.Of([dropped, otherTable, otherRound, kept], [otherTable with { Table = 3 }, added, otherRound with { Round = 3 }, kept]);

        Assert.That(found.Kept, Is.EqualTo(new[] { kept }));
        Assert.That(found.Moved, Is.EqualTo(new[] { new MovedRow(otherTable, otherTable with { Table = 3 }), new MovedRow(otherRound, otherRound with { Round = 3 }) }));
        Assert.That(found.New, Is.EqualTo(new[] { added }));
        Assert.That(found.Dropped, Is.EqualTo(new[] { dropped }));
    }

    [Test]
    public void Of_RandomPlans_EveryRowOnceAndBackwardsTheReverse()
    {
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            var (before, after) = (Rows(random), Rows(random));
            var (there, back) = (PlanDifference.Of(before, after), PlanDifference.Of(after, before));

            Assert.That(there.Kept.Concat(there.Moved.Select(m => m.Before)).Concat(there.Dropped), Is.EquivalentTo(before));
            Assert.That(there.Kept.Concat(there.Moved.Select(m => m.After)).Concat(there.New), Is.EquivalentTo(after));
            Assert.That(back.Moved.Select(m => new MovedRow(m.After, m.Before)), Is.EquivalentTo(there.Moved));
            Assert.That((back.Kept, back.New, back.Dropped), Is.EqualTo((there.Kept, there.Dropped, there.New)));
        }
    }

    [Test]
    public void Of_Seats_EachKindOfChange_InItsList()
    {
        SeatRow kept = new(_funds[0], 1, null, 1), moved = new(_startups[0], 1, null, 2), dropped = new(_startups[1], 1, null, 3), added = new(_startups[2], 2, null, 1);
        var side = new SeatRow(_funds[1], 1, TableSide.Fund, 1);

        var found = SeatDifference.Of([dropped, moved, kept, side], [added, moved with { Seat = 3 }, kept, side with { Side = TableSide.Startup }]);

        Assert.That(found.Kept, Is.EqualTo(new[] { kept }));
        Assert.That(found.Moved, Is.EqualTo(new[] { new MovedSeat(moved, moved with { Seat = 3 }), new MovedSeat(side, side with { Side = TableSide.Startup }) }));
        Assert.That(found.New, Is.EqualTo(new[] { added }));
        Assert.That(found.Dropped, Is.EqualTo(new[] { dropped }));
    }

    private static PlanRow[] Rows(Random random) =>
        [.. from s in _startups from f in _funds where random.Next(2) == 0 select new PlanRow(random.Next(1, 3), random.Next(1, 3), s, f)];
}
