using Matchmaking.Ranking.Tags;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Tags;

internal sealed class InvestorHistoryTests
{
    [TestCase(double.NaN)]
    [TestCase(0)]
    [TestCase(-1)]
    public void Add_UnknownAmount_CountsTheInvestmentAndNoAmount(double unknown)
    {
        var history = new InvestorHistory();
        history.Add(new([], "seed", []), Math.E);
        history.Add(new([], "seed", []), unknown);

        Assert.That((history.Counts.Items, history.Amounts), Is.EqualTo((2, 1)));
        Assert.That(history.MeanLogAmount, Is.EqualTo(1).Within(1e-15));
    }
}
