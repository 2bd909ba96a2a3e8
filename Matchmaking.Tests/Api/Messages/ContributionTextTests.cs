using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Models;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Messages;

internal sealed class ContributionTextTests
{
    private static readonly Money _ticket = Money.FromYuan(11_040_000);
    private static readonly Money _usual = Money.FromYuan(12_003_456);

    private static IEnumerable<string> Features() =>
        RankingModels.All.SelectMany(m => Enum.GetValues<RankingDirection>().SelectMany(m.Features)).Concat(FeatureSet.All.Infos).Select(i => i.Name).Distinct();

    [Test]
    public void Features_OfEveryModel_HaveWordsAndNoOthers() => Assert.That(ContributionText.Features, Is.EquivalentTo(Features()));

    [Test]
    public void Of_EveryFeatureAndValue_SentencesInBothLanguagesWithoutPlaceholders([ValueSource(nameof(Features))] string feature)
    {
        var least = FeatureSet.All.Infos.SingleOrDefault(i => i.Name == feature)?.Range.StartsWith('0') == true ? 0 : -4;
        foreach (var value in new double?[] { null, -3.2, -0.004, 0, 0.004, 0.25, 0.5, 1, 2.7, 400 }.Where(v => v is null || v >= least))
        {
            foreach (var usual in new Money?[] { null, _usual })
            {
                var english = ContributionText.Of(new(feature, value, 0.1), _ticket, usual, Language.En);
                var chinese = ContributionText.Of(new(feature, value, 0.1), _ticket, usual, Language.Zh);
                Assert.That(english, Does.Match("^[A-Z].*[.]$").And.Not.Match("[{}，。；：]").And.Not.Contain("NaN"));
                Assert.That(chinese, Does.Match("[\u4e00-\u9fff]").And.EndsWith("。").And.Not.Match("[{}]").And.Not.Contain("NaN"));
            }
        }
    }

    [TestCase("amount-fit", 0.9, "The ticket of 11,040,000 yuan is 8% under the fund's usual 12,000,000 yuan.", "单笔 1,104 万元，比基金惯常的 1,200 万元 低 8%。")]
    [TestCase("ticket-share", 0.8, "The ticket of 11,040,000 yuan is 80% of the ask.", "单笔 1,104 万元，占融资需求的 80%。")]
    [TestCase("sector-closeness", 1.0, "The sector is one that the fund declares.", "属于基金声明的领域。")]
    [TestCase("sector-closeness", 1 / 3.0, "The nearest declared sector is 2 steps away.", "与基金所声明的最近领域相距 2 级。")]
    [TestCase("sector-closeness", 0.5, "The nearest declared sector is 1 step away.", "与基金所声明的最近领域相距 1 级。")]
    [TestCase("stage-habit", 0.6931471805599453, "The stage occurs 2.0 times as often among the fund's investments as among all requests.", "该轮次在该基金的投资中的占比是全部需求的 2.0 倍。")]
    [TestCase("stage-habit", -0.6931471805599453, "The stage occurs 2.0 times less often among the fund's investments than among all requests.", "该轮次在该基金的投资中的占比只有全部需求的 2.0 分之一。")]
    [TestCase("breach-probability-change", 0.0123, "The ticket raises the probability of a breach by 1.23 points.", "该笔投资使突破亏损上限的概率上升 1.23 个百分点。")]
    [TestCase("days-since-backed", 120.0, "The fund last invested in the company 120 days ago.", "基金 120 天前曾投资该企业。")]
    public void Of_Values_AsPeopleSayThem(string feature, double value, string english, string chinese)
    {
        Assert.That(ContributionText.Of(new(feature, value, 0), _ticket, _usual, Language.En), Is.EqualTo(english));
        Assert.That(ContributionText.Of(new(feature, value, 0), _ticket, _usual, Language.Zh), Is.EqualTo(chinese));
    }

    [TestCase(11_950_000, "is the fund's usual one.")]
    [TestCase(11_960_000, "is the fund's usual one.")]
    [TestCase(15_000_000, "is 25% over the fund's usual 12,000,000 yuan.")]
    public void Of_AmountBesideTheUsual_SaysWhichIsLarger(int yuan, string end) =>
        Assert.That(ContributionText.Of(new("amount-fit", 0.5, 0), Money.FromYuan(yuan), _usual, Language.En), Does.EndWith(end));

    [Test]
    public void Of_NoUsualTicket_SaysHowWellItFits() =>
        Assert.That(ContributionText.Of(new("amount-fit", 0.5, 0), _ticket, null, Language.En), Is.EqualTo("The ticket of 11,040,000 yuan fits the fund's usual amounts to 50%."));
}
