using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Solving;

internal sealed class TableAssignmentTests
{
    [TestCase(null)]
    [TestCase(9)]
    [TestCase(50)]
    public void Assign_ATableForEveryFund_NeverMovesAFund(int? tables)
    {
        var (meetings, rounds) = Random(seed: 3, funds: 9, perRound: 6);

        var assigned = TableAssignment.Assign(meetings, rounds, tables);

        Assert.That(meetings.Select((m, i) => (m.Fund, assigned[i])).Distinct().Select(x => x.Fund), Is.Unique);
        Assert.That(assigned, Has.All.InRange(1, 9));
    }

    [Test]
    public void Assign_FewerTablesThanFunds_StaysWithinThemWithoutAClash()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var (meetings, rounds) = Random(seed, funds: 12, perRound: 5);

            var assigned = TableAssignment.Assign(meetings, rounds, 5);

            Assert.That(assigned, Has.All.InRange(1, 5));
            Assert.That(rounds.Zip(assigned), Is.Unique);
        }
    }

    // Funds 0 and 1 share two rounds, then 2 takes a table that is free: 1 keeps table 2 although 1 is free.
    [Test]
    public void Assign_FundThatCanStay_Stays()
    {
        PairKey[] meetings = [new(0, 0), new(1, 1), new(0, 1), new(1, 2)];

        var assigned = TableAssignment.Assign(meetings, [0, 0, 1, 1], 2);

        Assert.That(string.Join(' ', assigned), Is.EqualTo("1 2 2 1"));
    }

    [Test]
    public void Assign_MoreMeetingsThanTables_Throws() =>
        Assert.That(() => TableAssignment.Assign([new(0, 0), new(1, 1)], [0, 0], 1), Throws.InvalidOperationException);

    private static (PairKey[] Meetings, int[] Rounds) Random(int seed, int funds, int perRound)
    {
        var random = new Random(seed);
        var meetings = new List<PairKey>();
        var rounds = new List<int>();
        for (var round = 0; round < 8; round++)
        {
            var order = Enumerable.Range(0, funds).ToArray();
            random.Shuffle(order);
            foreach (var fund in order.Take(random.Next(1, perRound + 1)))
            {
                meetings.Add(new(fund + round, fund));
                rounds.Add(round);
            }
        }

        return ([.. meetings], [.. rounds]);
    }
}
