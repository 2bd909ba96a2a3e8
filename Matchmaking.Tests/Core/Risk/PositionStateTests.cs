using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Risk;

internal sealed class PositionStateTests
{
    private static readonly Position _position = new()
    {
        Name = "A company",
        CostCny = Money.FromYuan(100),
        InvestedOn = new(2025, 1, 10),
        ClosedOn = new(2026, 3, 1),
        Valuations =
        [
            new(new(2025, 6, 30), Money.FromYuan(120), Money.FromYuan(5)),
            new(new(2025, 12, 31), Money.FromYuan(70), Money.FromYuan(10)),
            new(new(2025, 12, 31), Money.FromYuan(60), Money.FromYuan(10)),
            new(new(2026, 3, 1), Money.FromYuan(0), Money.FromYuan(40)),
        ],
    };

    // Proceeds, fair value and whether it is closed, at the edges of each day.
    [TestCase("2025-01-10", 0, 100, false)]
    [TestCase("2025-06-29", 0, 100, false)]
    [TestCase("2025-06-30", 5, 120, false)]
    [TestCase("2025-12-30", 5, 120, false)]
    [TestCase("2025-12-31", 10, 60, false)]
    [TestCase("2026-02-28", 10, 60, false)]
    [TestCase("2026-03-01", 40, 0, true)]
    [TestCase("2030-01-01", 40, 0, true)]
    public void AsOf_Day_TakesTheNewestValuationUpToIt(string day, long proceeds, long fairValue, bool closed)
    {
        var state = PositionState.AsOf(_position, DateOnly.ParseExact(day, "yyyy-MM-dd"));

        Assert.That(state, Is.EqualTo(new PositionState(Money.FromYuan(100), Money.FromYuan(proceeds), Money.FromYuan(fairValue), closed)));
    }

    [Test]
    public void AsOf_BeforeTheInvestment_Null() => Assert.That(PositionState.AsOf(_position, new(2025, 1, 9)), Is.Null);

    [Test]
    public void AsOf_Voided_Null() =>
        Assert.That(PositionState.AsOf(_position with { VoidedReason = "entered twice" }, new(2026, 1, 1)), Is.Null);

    [Test]
    public void AsOf_NeverClosed_StaysLive() =>
        Assert.That(PositionState.AsOf(_position with { ClosedOn = null }, new(2030, 1, 1))?.Closed, Is.False);

    [Test]
    public void AsOf_ClosedWithALastMark_FairValueIsZero()
    {
        var position = _position with { Valuations = [_position.Valuations[0]] };

        Assert.That(
            PositionState.AsOf(position, new(2026, 3, 1)),
            Is.EqualTo(new PositionState(Money.FromYuan(100), Money.FromYuan(5), Money.Zero, true)));
    }

    [Test]
    public void AsOf_ValuationsInAnyOrder_SameState()
    {
        var turned = _position with { Valuations = [_position.Valuations[3], _position.Valuations[0], _position.Valuations[2]] };

        Assert.That(PositionState.AsOf(turned, new(2026, 1, 1)), Is.EqualTo(PositionState.AsOf(_position, new(2026, 1, 1))));
    }
}
