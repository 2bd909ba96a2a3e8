using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Plans.Tables.Solving;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Tables;

/// <summary>Each kind of conflict, with its limits and what to relax.</summary>
internal sealed class TableConflictTests
{
    [Test]
    public void Solve_TooFewSeats_NamesHeadsTablesAndSeats() => Check(
        Round(new(2, 3), startups: 4, funds: 3),
        "Participants 7, Tables 2, Seats 3", "AddTables 1, AddSeats 1");

    [Test]
    public void Solve_TooFewPlacesForFunds_NamesThem() => Check(
        Round(new(2, 6, FundsPerTable: 1), startups: 4, funds: 3),
        "Funds 3, Tables 2, FundsPerTable 1", "AddTables 1, RaiseFundsPerTable 2");

    [Test]
    public void Solve_TooFewPlacesForStartups_NamesThem() => Check(
        Round(new(2, 6, StartupsPerTable: 1), startups: 4, funds: 3),
        "Startups 4, Tables 2, StartupsPerTable 1", "AddTables 2, RaiseStartupsPerTable 2");

    [Test]
    public void Solve_AllTablesClosed_AsksForTables() => Check(
        Round(new(1, 6) { ClosedTables = [1] }, startups: 1, funds: 0),
        "Participants 1, Tables 0, Seats 6", "AddTables 1");

    [Test]
    public void Solve_PairApartAndTogether_NamesBoth() => Check(
        Round(new(2, 6), startups: 2, funds: 2, apart: [new(0, 2)], together: [new(2, 0)]),
        "Apart 1 s0 f0, Together 1 s0 f0", "LiftApart 1 s0 f0, DropTogether 1 s0 f0");

    [Test]
    public void Solve_PairApartTiedByAChain_NamesTheChain() => Check(
        Round(new(2, 6), startups: 2, funds: 2, apart: [new(0, 1)], together: [new(0, 2), new(1, 2), new(1, 3)]),
        "Apart 1 s0 s1, Together 1 s0 f0, Together 1 s1 f0", "LiftApart 1 s0 s1, DropTogether 1 s0 f0, DropTogether 1 s1 f0");

    [Test]
    public void Solve_GroupLargerThanATable_NamesTheFewestPins() => Check(
        Round(new(3, 3, StartupsPerTable: 3), startups: 4, funds: 1, together: [new(0, 4), new(1, 4), new(2, 4), new(3, 4)]),
        "Seats 3, Together 1 s0 f0, Together 1 s1 f0, Together 1 s2 f0", "AddSeats 1, DropTogether 1 s0 f0, DropTogether 1 s1 f0, DropTogether 1 s2 f0");

    [Test]
    public void Solve_MoreCompetitorsThanTables_NamesOneMoreThanTables() => Check(
        Round(new(2, 6), startups: 4, funds: 0, apart: [new(0, 1), new(1, 2), new(0, 2), new(0, 3), new(1, 3), new(2, 3)]),
        "Tables 2, Apart 1 s0 s1, Apart 1 s0 s2, Apart 1 s1 s2", "AddTables 1, LiftApart 1 s0 s1, LiftApart 1 s0 s2, LiftApart 1 s1 s2");

    [Test]
    public void Solve_ConflictOfAllLimitsAtOnce_IsProvedByExhaustiveSearch()
    {
        // A ring of five needs three tables though no three of it are all apart.
        var result = new RoundTableSolver().Solve(Round(new(2, 6), startups: 5, funds: 0, apart: [new(0, 1), new(1, 2), new(2, 3), new(3, 4), new(0, 4)]), 20_000, null, CancellationToken.None);

        var reason = ((TablePlanResult.Infeasible)result).Reason;
        Assert.That(reason.Conflicts.Count(c => c.Limit == TableLimit.Apart), Is.EqualTo(5));
        Assert.That(reason.Relaxations, Has.Count.EqualTo(5));
    }

    [TestCase(3, 1, 0, "Funds 3, Seats 2", "AddSeats 1")]
    [TestCase(1, 4, 0, "Startups 4, Seats 2", "AddSeats 2")]
    [TestCase(2, 2, 1, "Participants 5, Seats 2", "AddSeats 1")]
    public void Solve_LongTableTooShort_NamesTheSide(int funds, int startups, int guests, string limits, string ways)
    {
        List<TableParticipant> people = [.. Enumerable.Range(0, startups).Select(TableInstances.Startup), .. Enumerable.Range(0, funds).Select(TableInstances.Fund), .. Enumerable.Range(0, guests).Select(TableInstances.Guest)];

        Check(TableProblem.Create(people, new TableLayout.LongTable(2), []), limits, ways);
    }

    [Test]
    public void Solve_MorePinsThanNeighbours_NamesFour() => Check(
        TableProblem.Create([.. Enumerable.Range(0, 5).Select(TableInstances.Startup), TableInstances.Fund(0)], new TableLayout.LongTable(6), [], together: [new(0, 5), new(1, 5), new(2, 5), new(3, 5), new(4, 5)]),
        "Together 1 f0 s0, Together 1 f0 s1, Together 1 f0 s2, Together 1 f0 s3", "DropTogether 1 f0 s0, DropTogether 1 f0 s1, DropTogether 1 f0 s2, DropTogether 1 f0 s3");

    private static TableProblem Round(TableLayout.RoundTables layout, int startups, int funds, TablePair[]? apart = null, TablePair[]? together = null) => TableProblem.Create(
        [.. Enumerable.Range(0, startups).Select(TableInstances.Startup), .. Enumerable.Range(0, funds).Select(TableInstances.Fund)], layout, [], apart, together);

    private static void Check(TableProblem problem, string limits, string ways)
    {
        ITableSolver solver = problem.Layout is TableLayout.LongTable ? new LongTableSolver() : new RoundTableSolver();

        var reason = ((TablePlanResult.Infeasible)solver.Solve(problem, 20_000, null, CancellationToken.None)).Reason;

        // The two of a pair in the order of the alphabet, pairs too: which comes first is no promise.
        Assert.That(Text(reason.Conflicts.Select(c => (c.Limit.ToString(), c.Amount, c.ParticipantId, c.PartnerId))), Is.EqualTo(Sorted(limits.Split(", "))));
        Assert.That(Text(reason.Relaxations.Select(c => (c.Kind.ToString(), c.Amount, c.ParticipantId, c.PartnerId))), Is.EqualTo(Sorted(ways.Split(", "))));

        string Text(IEnumerable<(string Name, long Amount, Guid? One, Guid? Other)> items) =>
            Sorted(items.Select(i => string.Join(' ', new[] { i.Name, $"{i.Amount}", Name(i.One), Name(i.Other) }.Where(t => t.Length > 0))));

        string Name(Guid? id) => problem.Participants.Where(p => p.Id == id).Select(p => $"{char.ToLowerInvariant(p.Kind.ToString()[0])}{BitConverter.ToInt32(p.Id.ToByteArray())}").FirstOrDefault("");
    }

    private static string Sorted(IEnumerable<string> items) =>
        string.Join(", ", items.Select(i => string.Join(' ', i.Split(' ').Take(2).Concat(i.Split(' ').Skip(2).Order(StringComparer.Ordinal)))).Order(StringComparer.Ordinal));
}
