using Matchmaking.Api.Imports;
using Matchmaking.Core.Common;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

internal sealed class HeaderTextTests
{
    [TestCase("External Id", "externalid")]
    [TestCase("external_id *", "externalid")]
    [TestCase("External-ID", "externalid")]
    [TestCase("融资需求（万元）", "融资需求(万元)")]
    [TestCase("　融资 需求", "融资需求")]
    [TestCase("ＵＳＣＣ", "uscc")]
    public void Normalise_SpellingsOfAHeader_AreTheSame(string header, string normalised) => Assert.That(HeaderText.Normalise(header), Is.EqualTo(normalised));

    [TestCase("万元", AmountUnit.TenThousandYuan)]
    [TestCase("单位:亿元", AmountUnit.HundredMillionYuan)]
    [TestCase("元", AmountUnit.Yuan)]
    [TestCase("人民币万元", AmountUnit.TenThousandYuan)]
    [TestCase("cny10k", AmountUnit.TenThousandYuan)]
    [TestCase("10kcny", AmountUnit.TenThousandYuan)]
    [TestCase("cny10,000", AmountUnit.TenThousandYuan)]
    [TestCase("cnymillion", AmountUnit.MillionYuan)]
    [TestCase("rmbm", AmountUnit.MillionYuan)]
    [TestCase("100millionyuan", AmountUnit.HundredMillionYuan)]
    [TestCase("yuan", AmountUnit.Yuan)]
    public void TryAmountUnit_Unit_IsFound(string suffix, AmountUnit unit)
    {
        Assert.That(HeaderText.TryAmountUnit(suffix, out var found));
        Assert.That(found, Is.EqualTo(unit));
    }

    [TestCase("cny")]
    [TestCase("人民币")]
    public void TryAmountUnit_CurrencyAlone_IsNoUnit(string suffix)
    {
        Assert.That(HeaderText.TryAmountUnit(suffix, out var found));
        Assert.That(found, Is.Null);
    }

    [TestCase("万美元")]
    [TestCase("usd")]
    [TestCase("$m")]
    [TestCase("m2")]
    [TestCase("")]
    public void TryAmountUnit_AnythingElse_IsRefused(string suffix) => Assert.That(HeaderText.TryAmountUnit(suffix, out _), Is.False);
}
