using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Plans.Tables.Solving;
using Matchmaking.Core.Plans.Tables.Verification;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Tables;

/// <summary>Every way to spoil a good seating is found, under its own name.</summary>
internal sealed class TableVerifierTests
{
    private static readonly TableProblem _round = RoundProblem();
    private static readonly TablePlan _plan = ((TablePlanResult.Planned)new RoundTableSolver().Solve(_round, 200_000, null, CancellationToken.None)).Plan;
    private static readonly TableProblem _long = TableInstances.Plain(new TableLayout.LongTable(12), startups: 10, funds: 9, seed: 8);
    private static readonly TablePlan _longPlan = ((TablePlanResult.Planned)new LongTableSolver().Solve(_long, 200_000, null, CancellationToken.None)).Plan;

    [Test]
    public void Verify_PlansOfTheSolvers_FindsNothing()
    {
        Assert.That(TableVerifier.Verify(_round, _plan).Violations, Is.Empty);
        Assert.That(TableVerifier.Verify(_long, _longPlan).Violations, Is.Empty);
    }

    [Test]
    public void Verify_TwoStartupsSwapped_ValueWrong()
    {
        var (one, other) = TwoAtDifferentTables();

        Expect(_plan with { Seats = Swapped(_plan, one, other) }, TableViolationCode.ValueWrong);
    }

    [Test]
    public void Verify_TwoSwappedAtTheLongTable_ValueWrong()
    {
        var seats = _longPlan.Seats.ToArray();
        (seats[0], seats[5]) = (seats[0] with { Participant = seats[5].Participant }, seats[5] with { Participant = seats[0].Participant });

        Assert.That(Codes(_long, _longPlan with { Seats = seats }), Does.Contain(TableViolationCode.ValueWrong));
    }

    [Test]
    public void Verify_SomebodyTwice_SeatedTwiceAndSomebodyMissing()
    {
        var seats = _plan.Seats.ToArray();
        seats[0] = seats[0] with { Participant = seats[^1].Participant };

        Expect(_plan with { Seats = seats }, TableViolationCode.SeatedTwice, TableViolationCode.NotSeated);
    }

    [Test]
    public void Verify_SomebodyMissing_NotSeated() => Expect(_plan with { Seats = [.. _plan.Seats.Skip(1)] }, TableViolationCode.NotSeated);

    [Test]
    public void Verify_TableOverfull_TooManySeated()
    {
        var full = _plan.Seats.GroupBy(s => s.Table).First(t => t.Count() == 6).Key;
        var moved = _plan.Seats.First(s => s.Table != full && Kind(s) == TableParticipantKind.Startup);

        Expect(_plan with { Seats = [.. _plan.Seats.Select(s => s == moved ? s with { Table = full, Seat = 7 } : s)] },
            TableViolationCode.TooManySeated, TableViolationCode.TooManyStartups, TableViolationCode.UnknownSeat);
    }

    [Test]
    public void Verify_TooManyFundsAtATable_TooManyFunds()
    {
        var fund = _plan.Seats.First(s => Kind(s) == TableParticipantKind.Fund);
        var startup = _plan.Seats.First(s => s.Table != fund.Table && Kind(s) == TableParticipantKind.Startup);

        Expect(_plan with { Seats = Swapped(_plan, fund, startup) }, TableViolationCode.TooManyFunds, TableViolationCode.TooManyStartups);
    }

    [Test]
    public void Verify_CompetitorsAtOneTable_ApartTogether()
    {
        var (first, second) = _round.Apart[0];
        var one = _plan.Seats.First(s => s.Participant == first);
        var other = _plan.Seats.First(s => s.Table == _plan.Seats.First(o => o.Participant == second).Table && s.Participant != second && Kind(s) == TableParticipantKind.Startup);

        Expect(_plan with { Seats = Swapped(_plan, one, other) }, TableViolationCode.ApartTogether);
    }

    [Test]
    public void Verify_PinnedPairSeparated_TogetherApart()
    {
        var pinned = _plan.Seats.First(s => s.Participant == _round.Together[0].First);
        var other = _plan.Seats.First(s => s.Table != pinned.Table && Kind(s) == Kind(pinned));

        Expect(_plan with { Seats = Swapped(_plan, pinned, other) }, TableViolationCode.TogetherApart);
    }

    [TestCase(0, TableViolationCode.UnknownTable)]
    [TestCase(4, TableViolationCode.UnknownTable)] // closed
    [TestCase(6, TableViolationCode.UnknownTable)]
    public void Verify_TableThatIsNotThere_UnknownTable(int table, TableViolationCode code) =>
        Expect(_plan with { Seats = [_plan.Seats[0] with { Table = table }, .. _plan.Seats.Skip(1)] }, code);

    [Test]
    public void Verify_SeatTwice_SeatTakenTwice() =>
        Expect(_plan with { Seats = [_plan.Seats[0] with { Seat = 2 }, .. _plan.Seats.Skip(1)] }, TableViolationCode.SeatTakenTwice);

    [Test]
    public void Verify_UnknownParticipant_IsNamed() =>
        Expect(_plan with { Seats = [_plan.Seats[0] with { Participant = 99 }, .. _plan.Seats.Skip(1)] }, TableViolationCode.UnknownParticipant, TableViolationCode.NotSeated);

    [Test]
    public void Verify_ValueOrBoundChanged_IsFound()
    {
        Expect(_plan with { Value = _plan.Value + 1 }, TableViolationCode.ValueWrong);
        Expect(_plan with { UpperBound = _plan.UpperBound - 1 }, TableViolationCode.UpperBoundWrong);
    }

    [Test]
    public void Verify_OptimalWithAGap_OptimalWrong()
    {
        var plan = _longPlan with { Optimal = true };

        Assert.That(plan.Value, Is.LessThan(plan.UpperBound));
        Assert.That(Codes(_long, plan), Is.EqualTo(new[] { TableViolationCode.OptimalWrong }));
    }

    [Test]
    public void Verify_AnyPriceLowered_CannotLowerTheBoundBelowTheTruth()
    {
        for (var v = 0; v < _round.Participants.Count; v++)
        {
            if (_round.Participants[v].Kind == TableParticipantKind.Guest)
                continue;
            var prices = _plan.Certificate.Prices.ToArray();
            prices[v] -= 1_000 * _plan.Certificate.Scale;
            var lowered = _plan with { Certificate = _plan.Certificate with { Prices = prices }, UpperBound = _plan.UpperBound - 1_000 };

            var found = TableVerifier.Verify(_round, lowered);

            Assert.That(found.Violations.Select(x => x.Code), Does.Contain(TableViolationCode.TablePriceTooLow), $"participant {v}");
            Assert.That(found.UpperBound >= _plan.Value, $"participant {v}");
        }
    }

    [Test]
    public void Verify_WalkPriceLowered_TablePriceTooLow()
    {
        var certificate = _longPlan.Certificate with { TablePrice = _longPlan.Certificate.TablePrice - _longPlan.Certificate.Scale };

        Assert.That(_longPlan.Certificate.Kind, Is.EqualTo(TableBoundKind.Walk));
        Assert.That(Codes(_long, _longPlan with { Certificate = certificate, UpperBound = _longPlan.UpperBound - 1 }),
            Is.EqualTo(new[] { TableViolationCode.TablePriceTooLow, TableViolationCode.UpperBoundWrong }));
    }

    [Test]
    public void Verify_CertificateThatDoesNotFit_IsRefused()
    {
        var certificate = _plan.Certificate;
        Expect(_plan with { Certificate = certificate with { Prices = [.. certificate.Prices.Skip(1)] } }, TableViolationCode.PricesIncomplete);
        Expect(_plan with { Certificate = certificate with { Scale = 0 } }, TableViolationCode.ScaleWrong);
        Expect(_plan with { Certificate = certificate with { Kind = TableBoundKind.Walk } }, TableViolationCode.CertificateOfAnotherLayout);
        Expect(_plan with { Certificate = certificate with { Kind = TableBoundKind.Partners, Prices = [.. certificate.Prices.Select((p, i) => i == 0 ? -1 : Math.Max(0, p))] } }, TableViolationCode.PriceNegative);
    }

    [Test]
    public void Verify_FundOnASeatOfStartups_SeatOfAnotherKind()
    {
        var seats = _longPlan.Seats.ToArray();
        (seats[0], seats[^1]) = (seats[0] with { Participant = seats[^1].Participant }, seats[^1] with { Participant = seats[0].Participant });

        Assert.That(Codes(_long, _longPlan with { Seats = seats }), Does.Contain(TableViolationCode.SeatOfAnotherKind));
    }

    // Three open tables of six: 2 funds and 3 startups each, a guest, one pair of competitors and one pin.
    private static TableProblem RoundProblem()
    {
        List<TableParticipant> people = [.. Enumerable.Range(0, 9).Select(TableInstances.Startup), .. Enumerable.Range(0, 6).Select(TableInstances.Fund), TableInstances.Guest(0)];
        var weights = from s in Enumerable.Range(0, 9) from f in Enumerable.Range(9, 6) select new TableWeight(s, f, (((s * 37) + (f * 101)) * 7919 % 9973) + 1);
        return TableProblem.Create(people, new TableLayout.RoundTables(5, 6, 2, 3) { ClosedTables = [4, 5] }, weights, [new(0, 1)], [new(2, 10)], seed: 6);
    }

    private static (TableSeat One, TableSeat Other) TwoAtDifferentTables()
    {
        var startups = _plan.Seats.Where(s => Kind(s) == TableParticipantKind.Startup && !_round.Together.Any(p => p.First == s.Participant || p.Second == s.Participant)).ToList();
        return (startups[0], startups.First(s => s.Table != startups[0].Table));
    }

    private static TableParticipantKind Kind(TableSeat seat) => _round.Participants[seat.Participant].Kind;

    private static IReadOnlyList<TableSeat> Swapped(TablePlan plan, TableSeat one, TableSeat other) =>
        [.. plan.Seats.Select(s => s == one ? s with { Participant = other.Participant } : s == other ? s with { Participant = one.Participant } : s)];

    private static IEnumerable<TableViolationCode> Codes(TableProblem problem, TablePlan plan) => TableVerifier.Verify(problem, plan).Violations.Select(v => v.Code);

    private static void Expect(TablePlan plan, params TableViolationCode[] codes)
    {
        var found = Codes(_round, plan).ToHashSet();
        Assert.That(codes.Where(c => !found.Contains(c)), Is.Empty, string.Join(' ', found));
    }
}
