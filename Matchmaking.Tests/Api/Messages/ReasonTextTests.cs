using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Limits;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Messages;

internal sealed class ReasonTextTests
{
    private static readonly ReasonText _reasons = new(Taxonomy.Load());

    [TestCase("30000000", "3,000 万元", "30,000,000 yuan")]
    [TestCase("120000000", "1.2 亿元", "120,000,000 yuan")]
    [TestCase("100000000", "1 亿元", "100,000,000 yuan")] // the smallest amount that is said in 亿
    [TestCase("99999999.99", "9,999.999999 万元", "99,999,999.99 yuan")] // nothing is rounded
    [TestCase("9999.99", "9,999.99 元", "9,999.99 yuan")]
    [TestCase("0", "0 元", "0 yuan")]
    [TestCase("-25000", "-2.5 万元", "-25,000 yuan")]
    public void Amount_AnySize_IsExactAndAsPeopleSayIt(string yuan, string chinese, string english)
    {
        var amount = decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ReasonText.Amount(amount, Language.Zh), Is.EqualTo(chinese));
            Assert.That(ReasonText.Amount(amount, Language.En), Is.EqualTo(english));
        }
    }

    [Test]
    public void Of_CodesOfTheTaxonomy_AreNamed()
    {
        var reason = new LimitReason(Codes.InstrumentMismatch, LimitValue.Of([Instrument.Loan]), LimitValue.Of([Instrument.Equity, Instrument.Convertible]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_reasons.Of(reason, Language.Zh), Does.Not.Contain("loan").And.Not.Contain("equity").And.Contain("、"));
            Assert.That(_reasons.Of(reason, Language.En), Does.Not.Contain("{"));
        }
    }

    [Test]
    public void Of_StatusInChinese_IsNamed()
    {
        var reason = new LimitReason(Codes.RequestNotOpen, LimitValue.Of("withdrawn"), LimitValue.Of("open"));

        Assert.That(_reasons.Of(reason, Language.Zh), Does.Contain("已撤回"));
    }

    // One decimal, or as many as tell it from the limit.
    [TestCase(0.766729213032, 5_000, "76.7%，高于 50%")]
    [TestCase(0.5, 4_999, "50%，高于 49.99%")]
    [TestCase(0.500000002, 5_000, "50.0000002%，高于 50%")]
    [TestCase(1, 0, "100%，高于 0%")]
    public void Of_ProbabilityOfABreach_PercentThatIsOverTheLimit(double actual, int limit, string expected)
    {
        var reason = new LimitReason(Codes.BreachProbability, LimitValue.Of(actual), LimitValue.Of(Ratio.FromBasisPoints(limit)));

        Assert.That(_reasons.Of(reason, Language.Zh), Does.Contain(expected));
    }
}
