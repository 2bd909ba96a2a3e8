using System.Globalization;
using System.Numerics;
using Matchmaking.Core.Common;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Common;

internal sealed class AmountTextTests
{
    [TestCase("3000万元", 3_000_000_000)]
    [TestCase("3000万", 3_000_000_000)]
    [TestCase("0.3亿元", 3_000_000_000)]
    [TestCase("0.3亿", 3_000_000_000)]
    [TestCase("30000000元", 3_000_000_000)]
    [TestCase("30,000,000", 3_000_000_000)]
    [TestCase("30,000,000元", 3_000_000_000)]
    [TestCase("3千万", 3_000_000_000)]
    [TestCase("30百万元", 3_000_000_000)]
    [TestCase("30000千元", 3_000_000_000)]
    [TestCase("3000000000分", 3_000_000_000)]
    [TestCase(" 3,000 万元 ", 3_000_000_000)]
    [TestCase("40亿元", 400_000_000_000)]
    [TestCase("5.6亿元", 56_000_000_000)]
    [TestCase("56亿元", 560_000_000_000)]
    [TestCase("0.01元", 1)]
    [TestCase("0.000001万元", 1)]
    [TestCase("0.0000000001亿元", 1)]
    [TestCase("1.50000000000000000000元", 150)]
    [TestCase("0003元", 300)]
    // The least bare number that is read as yuan, and zero, which is the same in every unit.
    [TestCase("100000", 10_000_000)]
    [TestCase("100000.5", 10_000_050)]
    [TestCase("0", 0)]
    [TestCase("0.00", 0)]
    // The edge of a long.
    [TestCase("92233720368547758.07元", long.MaxValue)]
    public void ParseFen_Amount_IsExact(string text, long fen) => Assert.That(AmountText.ParseFen(text).Value, Is.EqualTo(fen));

    // Finer than a fen.
    [TestCase("0.0000001万元")]
    [TestCase("0.1分")]
    [TestCase("100000.001")]
    [TestCase("0.00000000001亿元")]
    // One fen above a long, and far above.
    [TestCase("92233720368547758.08元")]
    [TestCase("999999999999999999999999999亿元")]
    [TestCase("9999999999999999999999999999亿元")]
    [TestCase("99999999999999999999999999999999999999999999999999999999亿元")]
    // Not numbers as people write them.
    [TestCase("")]
    [TestCase("  ")]
    [TestCase("万元")]
    [TestCase("NaN")]
    [TestCase("1e400")]
    [TestCase("1e6元")]
    [TestCase("-3000万")]
    [TestCase("+3000万")]
    [TestCase("３０００万")]
    [TestCase("3０00万")]
    [TestCase("٣٠٠٠万")]
    [TestCase(".5亿")]
    [TestCase("5.亿")]
    [TestCase("1.2.3亿")]
    [TestCase("约3000万")]
    [TestCase("3000-5000万")]
    [TestCase("1亿2000万")]
    // Commas that are no thousands.
    [TestCase("30,00万")]
    [TestCase("3000,000元")]
    [TestCase("0,500万")]
    [TestCase(",300万")]
    [TestCase("300,万")]
    [TestCase("1.000,000亿")]
    [TestCase("30，000，000")]
    // Other units and currencies.
    [TestCase("3000万美元")]
    [TestCase("3000 million")]
    [TestCase("3000万元整")]
    public void ParseFen_NoAmount_InvalidAmount(string text) =>
        Assert.That(AmountText.ParseFen(text).Error?.Code, Is.EqualTo(Codes.InvalidAmount));

    [TestCase("3000")]
    [TestCase("99999.99")]
    [TestCase("99,999")]
    [TestCase("0.3")]
    [TestCase("0.00000001")]
    public void ParseFen_BareSmallNumber_UnitMissing(string text) =>
        Assert.That(AmountText.ParseFen(text).Error?.Code, Is.EqualTo(Codes.AmountUnitMissing));

    // The header's unit fills in, the cell's own unit wins.
    [TestCase("3000", AmountUnit.TenThousandYuan, 3_000_000_000)]
    [TestCase("3000", AmountUnit.Yuan, 300_000)]
    [TestCase("5.6", AmountUnit.HundredMillionYuan, 56_000_000_000)]
    [TestCase("100000", AmountUnit.TenThousandYuan, 100_000_000_000)]
    [TestCase("0.3亿", AmountUnit.TenThousandYuan, 3_000_000_000)]
    public void ParseFen_UnitOfTheColumn_AppliesToBareNumbers(string text, AmountUnit unit, long fen) =>
        Assert.That(AmountText.ParseFen(text, unit).Value, Is.EqualTo(fen));

    [Test]
    public void Parse_LargestAmount_IsMoneyMax() =>
        Assert.That(AmountText.Parse("900000亿").Value, Is.EqualTo(Money.Max));

    [TestCase("90000000000000.01元")]
    [TestCase("92233720368547758.07元")]
    public void Parse_AboveMoneyMax_InvalidAmountNamesValueAndLimit(string text)
    {
        var error = AmountText.Parse(text).Error;

        Assert.That(error?.Code, Is.EqualTo(Codes.InvalidAmount));
        Assert.That(error!.Args, Does.Contain(("value", (object)text)).And.Contain(("max", (object)"90000000000000")));
    }

    [TestCase("融资需求(万元)", AmountUnit.TenThousandYuan)]
    [TestCase("融资需求（万元）", AmountUnit.TenThousandYuan)]
    [TestCase(" 融资需求 ( 万 ) ", AmountUnit.TenThousandYuan)]
    [TestCase("营收（单位：亿元）", AmountUnit.HundredMillionYuan)]
    [TestCase("营收(单位:人民币元)", AmountUnit.Yuan)]
    [TestCase("融资需求/万元", AmountUnit.TenThousandYuan)]
    [TestCase("营收(2025年)(千元)", AmountUnit.ThousandYuan)]
    [TestCase("融资需求", null)]
    [TestCase("amountCny", null)]
    [TestCase("团队(人)", null)]
    [TestCase("融资需求(万美元)", null)]
    [TestCase("(万元)融资需求", null)]
    [TestCase("万元)", null)]
    [TestCase("", null)]
    public void UnitOfHeader_Header_NamesItsUnit(string header, AmountUnit? unit) =>
        Assert.That(AmountText.UnitOfHeader(header), Is.EqualTo(unit));

    [Test]
    public void ParseFen_RandomAmounts_EqualBigIntegerArithmetic()
    {
        (string Name, long Fen)[] units = [("分", 1), ("元", 100), ("千元", 100_000), ("万", 1_000_000), ("百万", 100_000_000), ("千万元", 1_000_000_000), ("亿", 10_000_000_000)];
        var random = new Random(20_260);
        var read = 0;

        for (var i = 0; i < 5_000; i++)
        {
            var (name, per) = units[random.Next(units.Length)];
            var whole = random.NextInt64((long)BigInteger.Pow(10, random.Next(1, 19)));
            var fraction = random.Next(2) == 0 ? "" : random.NextInt64(1_000_000).ToString($"D{random.Next(1, 12)}", CultureInfo.InvariantCulture);
            var text = whole.ToString(random.Next(2) == 0 ? "N0" : "D", CultureInfo.InvariantCulture) + (fraction.Length > 0 ? "." : "") + fraction + name;
            var scaled = BigInteger.Parse(whole + fraction, CultureInfo.InvariantCulture) * per;
            var expected = BigInteger.DivRem(scaled, BigInteger.Pow(10, fraction.Length), out var rest);

            var result = AmountText.ParseFen(text);

            if (rest.IsZero && expected <= long.MaxValue)
            {
                Assert.That(result.Value, Is.EqualTo((long)expected), text);
                read++;
            }
            else
            {
                Assert.That(result.Error?.Code, Is.EqualTo(Codes.InvalidAmount), text);
            }
        }

        Assert.That(read, Is.InRange(1_000, 4_500), "both outcomes must occur often");
    }
}
