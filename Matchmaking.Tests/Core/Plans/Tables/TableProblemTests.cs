using Matchmaking.Core.Common;
using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Plans.Tables.Verification;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Tables;

internal sealed class TableProblemTests
{
    private static readonly TableParticipant[] _people =
        [TableInstances.Fund(1), TableInstances.Startup(2), TableInstances.Startup(1), TableInstances.Guest(1)];

    [Test]
    public void Create_AnyOrder_SortsByTheTextOfTheId()
    {
        var problem = TableProblem.Create(_people, new TableLayout.RoundTables(2, 2) { ClosedTables = [2, 2] }, [new(1, 0, 7), new(2, 0, 5)], [new(2, 1), new(1, 2)], [new(3, 0)]);

        Assert.That(problem.Participants.Select(p => p.Id.ToString("D")), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(problem.Weights.Select(w => (problem.Participants[w.Startup], w.Weight)), Is.EquivalentTo(new[] { (_people[1], 7), (_people[2], 5) }));
        Assert.That(problem.Apart, Has.Count.EqualTo(1));
        Assert.That(((TableLayout.RoundTables)problem.Layout).ClosedTables, Has.Count.EqualTo(1).And.Contains(2));
    }

    [TestCase(2, 1, 1)] // one fund, two startups, two tables
    [TestCase(1, 1, 2)]
    public void Create_NoLimitsOfKinds_SpreadsThemEvenly(int tables, int funds, int startups)
    {
        var layout = (TableLayout.RoundTables)TableProblem.Create(_people, new TableLayout.RoundTables(tables, 4), []).Layout;

        Assert.That((layout.FundsPerTable, layout.StartupsPerTable), Is.EqualTo(((int?)funds, (int?)startups)));
    }

    [Test]
    public void Create_WrongInput_IsRefused()
    {
        var layout = new TableLayout.RoundTables(2, 2);
        Refused(() => TableProblem.Create([_people[0], _people[0]], layout, []));
        Refused(() => TableProblem.Create(_people, layout, [new(0, 1, 5)]));
        Refused(() => TableProblem.Create(_people, layout, [new(1, 0, -1)]));
        Refused(() => TableProblem.Create(_people, layout, [new(1, 0, TableProblem.MaxWeight + 1)]));
        Refused(() => TableProblem.Create(_people, layout, [new(1, 0, 1), new(1, 0, 1)]));
        Refused(() => TableProblem.Create(_people, layout, [], [new(1, 1)]));
        Refused(() => TableProblem.Create(_people, layout, [], [new(1, 4)]));
        Refused(() => TableProblem.Create(_people, new TableLayout.RoundTables(0, 2), []));
        Refused(() => TableProblem.Create(_people, new TableLayout.RoundTables(2, 2) { ClosedTables = [3] }, []));
        Refused(() => TableProblem.Create(_people, new TableLayout.LongTable(0), []));

        static void Refused(Action create) => Assert.That(create, Throws.InstanceOf<ArgumentException>());
    }

    [TestCase(4, 4, 0, 1, 1, "")]
    [TestCase(2, 5, 0, 2, 1, "")] // an odd difference: half a seat nearer to seat 1
    [TestCase(5, 2, 0, 1, 2, "")]
    [TestCase(2, 4, 3, 2, 1, "Fund1 Fund4 Fund5")]
    [TestCase(0, 3, 2, 2, 1, "Fund2 Fund1")]
    public void Seats_OfTheLongTable_FollowTheRule(int funds, int startups, int guests, int firstFund, int firstStartup, string guestSeats)
    {
        var problem = TableProblem.Create(
            [.. Enumerable.Range(0, funds).Select(TableInstances.Fund), .. Enumerable.Range(0, startups).Select(TableInstances.Startup), .. Enumerable.Range(0, guests).Select(TableInstances.Guest)],
            new TableLayout.LongTable(6), []);

        var seats = LongTableSeats.Of(problem)!;

        Assert.That((seats.FirstFund, seats.FirstStartup), Is.EqualTo((firstFund, firstStartup)));
        Assert.That(string.Join(' ', seats.Guests.Select(g => $"{g.Side}{g.Seat}")), Is.EqualTo(guestSeats));
    }

    [Test]
    public void Names_OfTableCodes_AreStable()
    {
        Assert.That(string.Join(' ', KebabEnum<TableLimit>.Names),
            Is.EqualTo("tables seats funds-per-table startups-per-table participants funds startups apart together"));
        Assert.That(string.Join(' ', KebabEnum<TableRelaxationKind>.Names),
            Is.EqualTo("add-tables add-seats raise-funds-per-table raise-startups-per-table drop-together lift-apart"));
        Assert.That(string.Join(' ', KebabEnum<TableBoundKind>.Names), Is.EqualTo("table-sets partners walk"));
        Assert.That(string.Join(' ', KebabEnum<TableSide>.Names), Is.EqualTo("startup fund"));
        Assert.That(KebabEnum<TableViolationCode>.Names, Has.Count.EqualTo(20).And.All.Match("^[a-z]+(-[a-z]+)*$"));
    }
}
