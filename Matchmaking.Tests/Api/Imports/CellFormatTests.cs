using System.Globalization;
using Matchmaking.Api.Imports;
using Matchmaking.Api.Imports.Formats;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Taxonomies;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

/// <summary>What cells are read as, and what is refused with which code.</summary>
internal sealed class CellFormatTests
{
    private static readonly CellFormats _formats = new(Taxonomy.Load());

    [TestCase("3000万", null, 30_000_000)]
    [TestCase("0.3亿", null, 30_000_000)]
    [TestCase("30,000,000", null, 30_000_000)]
    [TestCase("3000", AmountUnit.TenThousandYuan, 30_000_000)]
    [TestCase("0.3亿", AmountUnit.TenThousandYuan, 30_000_000)] // the cell's own unit wins
    [TestCase("100000", null, 100_000)]
    [TestCase("0", null, 0)]
    public void Amount_AsPeopleWriteIt_IsRead(string text, AmountUnit? unit, long yuan) =>
        Assert.That(_formats.Amount.Read(Cell.Of(text), new HeaderUnit(unit)).Value, Is.EqualTo(Money.FromYuan(yuan)));

    [TestCase("99999", "amount-unit-missing")]
    [TestCase("0.3", "amount-unit-missing")]
    [TestCase("３０００万", "invalid-amount")] // full-width digits
    [TestCase("约3000万", "invalid-amount")]
    [TestCase("3000万美元", "invalid-amount")]
    [TestCase("1e6元", "invalid-amount")]
    public void Amount_NotClear_IsRefused(string text, string code) => Assert.That(_formats.Amount.Read(Cell.Of(text), default).Error!.Code, Is.EqualTo(code));

    [Test]
    public void Amount_TypedNumber_IsABareNumber()
    {
        Assert.That(_formats.Amount.Read(Cell.Of(3000.0), default).Error!.Code, Is.EqualTo("amount-unit-missing"));
        Assert.That(_formats.Amount.Read(Cell.Of(3000.0), new HeaderUnit(AmountUnit.TenThousandYuan)).Value, Is.EqualTo(Money.FromYuan(30_000_000)));
        Assert.That(_formats.Amount.Read(Cell.Of(30_000_000.05), default).Value, Is.EqualTo(Money.FromFen(3_000_000_005)));
        Assert.That(_formats.Amount.Read(Cell.Of(9e15), default).Error!.Code, Is.EqualTo("number-precision-lost"));
        Assert.That(_formats.Amount.Read(Cell.Of(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)), default).Error!.Code, Is.EqualTo("invalid-amount"));
    }

    [TestCase(1)]
    [TestCase(999_999_999_999_999)]     // the last that a spreadsheet keeps to the fen
    [TestCase(1_000_000_000_000_000)]   // written as text from here on
    [TestCase(9_000_000_000_000_000)]   // the largest amount
    public void Amount_Written_IsReadBack(long fen)
    {
        var unit = _formats.Amount.ReadUnit(HeaderText.Normalise(_formats.Amount.UnitText(Language.En)).Trim('(', ')'), bracketed: true)!.Value;

        Assert.That(_formats.Amount.Read(_formats.Amount.Write(Money.FromFen(fen), Language.En), unit).Value, Is.EqualTo(Money.FromFen(fen)));
    }

    [TestCase("0.8", false, 8_000)]
    [TestCase("80%", false, 8_000)]
    [TestCase("80 %", false, 8_000)]
    [TestCase("80", true, 8_000)]
    [TestCase("0.01%", false, 1)]
    [TestCase("1", false, 10_000)]
    [TestCase("0", false, 0)]
    public void Ratio_AsPeopleWriteIt_IsRead(string text, bool percent, int basisPoints) =>
        Assert.That(_formats.Ratio.Read(Cell.Of(text), new HeaderUnit(Percent: percent)).Value, Is.EqualTo(Ratio.FromBasisPoints(basisPoints)));

    [TestCase("80")]
    [TestCase("1.0001")]
    [TestCase("0.00001")]
    [TestCase("-0.1")]
    [TestCase("101%")]
    [TestCase("0.001%")]
    [TestCase("％")]
    [TestCase("八成")]
    public void Ratio_OutOfRangeOrTooFine_IsRefused(string text) => Assert.That(_formats.Ratio.Read(Cell.Of(text), default).Error!.Code, Is.EqualTo("invalid-ratio"));

    [TestCase("2026-11-20")]
    [TestCase("2026/11/20")]
    [TestCase("2026.11.20")]
    [TestCase("2026年11月20日")]
    public void Date_AsPeopleWriteIt_IsRead(string text) => Assert.That(_formats.Date.Read(Cell.Of(text), default).Value, Is.EqualTo(new DateOnly(2026, 11, 20)));

    [TestCase("2026-2-3")]
    [TestCase("2026年2月3日")]
    public void Date_WithoutLeadingZeros_IsRead(string text) => Assert.That(_formats.Date.Read(Cell.Of(text), default).Value, Is.EqualTo(new DateOnly(2026, 2, 3)));

    [TestCase("20/11/2026")]
    [TestCase("2026-02-30")]
    [TestCase("2026-11")]
    [TestCase("46346")]
    [TestCase("２０２６-11-20")]
    public void Date_NotClear_IsRefused(string text) => Assert.That(_formats.Date.Read(Cell.Of(text), default).Error!.Code, Is.EqualTo("invalid-date"));

    [Test]
    public void Date_TypedCell_OnlyWithoutATimeOfDay()
    {
        var day = new DateTime(2026, 11, 20, 0, 0, 0, DateTimeKind.Unspecified);

        Assert.That(_formats.Date.Read(Cell.Of(day), default).Value, Is.EqualTo(new DateOnly(2026, 11, 20)));
        Assert.That(_formats.Date.Read(Cell.Of(day.AddHours(9)), default).Error!.Code, Is.EqualTo("invalid-date"));
        Assert.That(_formats.Date.Read(Cell.Of(46346.0), default).Error!.Code, Is.EqualTo("invalid-date"));
    }

    [TestCase("1-3,5", 1, 2, 3, 5)]
    [TestCase("1～3、5", 1, 2, 3, 5)]
    [TestCase("1至2；4", 1, 2, 4)]
    [TestCase("7", 7)]
    public void Rounds_AsPeopleWriteThem_AreRead(string text, params int[] rounds) => Assert.That(_formats.Rounds.Read(Cell.Of(text), default).Value, Is.EqualTo(rounds));

    [TestCase("3-1")]
    [TestCase("0")]
    [TestCase("101")]
    [TestCase("1-2-3")]
    [TestCase("all")]
    public void Rounds_NotClear_AreRefused(string text) => Assert.That(_formats.Rounds.Read(Cell.Of(text), default).Error!.Code, Is.EqualTo("invalid-rounds"));

    [Test]
    public void Rounds_ThatASpreadsheetMadeADateOf_AreRefused() =>
        Assert.That(_formats.Rounds.Read(Cell.Of(new DateTime(2026, 1, 3, 0, 0, 0, DateTimeKind.Unspecified)), default).Error!.Code, Is.EqualTo("invalid-rounds"));

    [TestCase("9.14201E+17")]
    [TestCase("9.14E17")]
    public void Uscc_WithAnExponent_HasLostItsDigits(string text) => Assert.That(_formats.Uscc.Read(Cell.Of(text), default).Error!.Code, Is.EqualTo("number-precision-lost"));

    [Test]
    public void Text_TypedCells_AreWhatTheirReaderSees()
    {
        Assert.That(_formats.Text.Read(Cell.Of(1001.0), default).Value, Is.EqualTo("1001"));
        Assert.That(_formats.Text.Read(Cell.Of(9.14e17), default).Error!.Code, Is.EqualTo("number-precision-lost"));
        Assert.That(_formats.Text.Read(Cell.Of(new DateTime(2026, 3, 5, 0, 0, 0, DateTimeKind.Unspecified)), default).Error!.Code, Is.EqualTo("wrong-type"));
        Assert.That(_formats.Text.Read(Cell.Failed("#REF!"), default).Error!.Code, Is.EqualTo("cell-error"));
        Assert.That(_formats.Text.Read(Cell.Of(new string('x', TableLimits.CellText + 1)), default).Error!.Code, Is.EqualTo("too-long"));
    }

    [TestCase("1,234", 1234)]
    [TestCase("1234", 1234)]
    [TestCase("0", 0)]
    public void Integer_Plain_IsRead(string text, int number) => Assert.That(_formats.Integer.Read(Cell.Of(text), default).Value, Is.EqualTo(number));

    [TestCase("1,23")]
    [TestCase("1.5")]
    [TestCase("-1")]
    [TestCase("约20")]
    [TestCase("99999999999")]
    public void Integer_NotWhole_IsRefused(string text) => Assert.That(_formats.Integer.Read(Cell.Of(text), default).Error!.Code, Is.EqualTo("wrong-type"));

    [TestCase("氢能、人工智能", "hydrogen", "ai")]
    [TestCase("hydrogen; Artificial intelligence", "hydrogen", "ai")]
    [TestCase("Optics, chips, displays, terminals and networks", "optics-chips-displays-networks")] // a name with separators
    public void Sectors_ByCodeOrName_AreRead(string text, params string[] codes) => Assert.That(_formats.Sectors.Read(Cell.Of(text), default).Value, Is.EqualTo(codes));

    [Test]
    public void Sectors_OneUnknown_NamesIt()
    {
        var error = _formats.Sectors.Read(Cell.Of("氢能、炼金术"), default).Error!;

        Assert.That(error.Code, Is.EqualTo("unknown-code"));
        Assert.That(error.Args, Does.Contain(("value", (object?)"炼金术")));
    }

    [Test]
    public void Words_EachInBothLanguagesAndBySpelling_MeanTheirValue()
    {
        using (Assert.EnterMultipleScope())
        {
            Check<FundKind>();
            Check<FundCategory>();
            Check<FundStatus>();
            Check<LossBasis>();
            Check<RequestStatus>();
            Check<PartyType>();
            Check<RegistrationStatus>();
            Check<OutcomeResult>();
        }
    }

    [TestCase("种子基金", FundCategory.Seed)]
    [TestCase("VENTURE", FundCategory.Venture)]
    public void Words_OtherSpellings_AreRead(string text, FundCategory category) =>
        Assert.That(CellFormats.Enum<FundCategory>().Read(Cell.Of(text), default).Value, Is.EqualTo(category));

    [Test]
    public void Proceeds_PurposesAndAmounts_AreRead()
    {
        var uses = (IReadOnlyList<UseOfProceeds>)_formats.Proceeds.Read(Cell.Of("设备: 2000万；研发：0.1亿"), default).Value;

        Assert.That(uses, Is.EqualTo((UseOfProceeds[])[new("设备", Money.FromYuan(20_000_000)), new("研发", Money.FromYuan(10_000_000))]));
    }

    [Test]
    public void Proceeds_OfAwkwardPurposes_AreReadBack([Values] Language language)
    {
        UseOfProceeds[] uses = [new("a; b: c", Money.FromFen(1)), new("\"q\"", Money.Max)];

        Assert.That(_formats.Proceeds.Read(_formats.Proceeds.Write(uses, language), default).Value, Is.EqualTo(uses));
    }

    [TestCase("设备", "invalid-proceeds")]
    [TestCase("设备: 20", "amount-unit-missing")]
    public void Proceeds_NotClear_AreRefused(string text, string code) => Assert.That(_formats.Proceeds.Read(Cell.Of(text), default).Error!.Code, Is.EqualTo(code));

    private static void Check<T>() where T : struct, Enum
    {
        var format = CellFormats.Enum<T>();
        foreach (var value in Enum.GetValues<T>())
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                var written = format.Write(value, language);
                Assert.That(format.Read(written, default).Value, Is.EqualTo(value), string.Create(CultureInfo.InvariantCulture, $"{typeof(T).Name} {written.Text}"));
            }

            // A word that is not in the catalogue comes back in English as it is.
            Assert.That(format.Write(value, Language.Zh).Text, Does.Match("[\\u4e00-\\u9fff]"));
            foreach (var spelling in ColumnTexts.Spellings(typeof(T).Name, value.Kebab()))
                Assert.That(format.Read(Cell.Of(spelling), default).Value, Is.EqualTo(value), spelling);
        }
    }
}
