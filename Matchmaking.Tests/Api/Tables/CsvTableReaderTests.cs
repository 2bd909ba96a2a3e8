using System.Text;
using Matchmaking.Api.Tables;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Tables;

internal sealed class CsvTableReaderTests
{
    [TestCase("a,b\n1,2")]
    [TestCase("a;b\r\n1;2")]
    [TestCase("a\tb\r1\t2")]
    [TestCase("\n\na,b\n1,2")] // blank rows before the header
    [TestCase("\"a\",\"b\"\n\"1\",2\n")]
    public void Read_AnySeparatorAndLineEnd_HasHeaderAndRow(string csv)
    {
        var table = Read(csv);

        Assert.That(Texts(table.Header), Is.EqualTo((string[])["a", "b"]));
        Assert.That(table.Rows.Select(Texts), Is.EqualTo((string[][])[["1", "2"]]));
    }

    [Test]
    public void Read_SeparatorInsideQuotesOfTheHeader_DoesNotCount()
    {
        var table = Read("\"a;x;y\",b\n1,2");

        Assert.That(Texts(table.Header), Is.EqualTo((string[])["a;x;y", "b"]));
    }

    [Test]
    public void Read_EmptyAndMultilineRows_AreNumberedAsASpreadsheetShowsThem()
    {
        var table = Read("a,b\n\n\"one\ntwo\",2\n,\n3,4\n");

        Assert.That(table.Rows.Select(r => r.Number), Is.EqualTo((int[])[3, 5]));
        Assert.That(table.Rows[0][0].Text, Is.EqualTo("one\ntwo"));
    }

    [Test]
    public void Read_BlanksAndInvisibleMarks_AreNoPartOfACell()
    {
        var table = Read("\uFEFFa,b\n\u3000 x\u00A0\u200B,\uFEFF");

        Assert.That(table.Header[0].Text, Is.EqualTo("a"));
        Assert.That(table.Rows[0][0].Text, Is.EqualTo("x"));
        Assert.That(table.Rows[0][1].IsEmpty);
    }

    [Test]
    public void Read_GuardedFormula_LosesItsGuard() => Assert.That(Read("a\n'=1+1").Rows[0][0].Text, Is.EqualTo("=1+1"));

    [Test]
    public void Read_QuoteInsideAText_IsAQuote() => Assert.That(Read("a\n5\" pipe").Rows[0][0].Text, Is.EqualTo("5\" pipe"));

    [TestCase("a,b\n\"x\"y,2\n3,4", 2)]
    [TestCase("a,b\n1,2\n\"x,2\n3,4", 3)]
    [TestCase("\"a,b\n1,2", 1)]
    public void Read_BrokenQuotes_NamesTheRow(string csv, int row)
    {
        var error = TableReader.Read(TableFormat.Csv, Encoding.UTF8.GetBytes(csv)).Error!;

        Assert.That(error.Code, Is.EqualTo("unreadable-table"));
        Assert.That(error.Args, Does.Contain(("row", (object?)(long)row)));
    }

    [TestCase("", "empty-table")]
    [TestCase("\n\r\n , \n", "empty-table")]
    [TestCase("a\n1\0", "unreadable-table")]
    [TestCase("PK\u0003\u0004 a workbook", "unreadable-table")]
    public void Read_NoTable_Refused(string csv, string code) =>
        Assert.That(TableReader.Read(TableFormat.Csv, Encoding.UTF8.GetBytes(csv)).Error!.Code, Is.EqualTo(code));

    [TestCase(TableLimits.Rows, null)]
    [TestCase(TableLimits.Rows + 1, "too-many-rows")]
    public void Read_Rows_UpToTheLimit(int rows, string? code)
    {
        var csv = "a\n" + string.Concat(Enumerable.Repeat("1\n\n", rows));

        Assert.That(TableReader.Read(TableFormat.Csv, Encoding.UTF8.GetBytes(csv)).Error?.Code, Is.EqualTo(code));
    }

    [TestCase(TableLimits.Columns, null)]
    [TestCase(TableLimits.Columns + 1, "too-many-columns")]
    public void Read_Columns_UpToTheLimit(int columns, string? code)
    {
        var csv = string.Join(',', Enumerable.Range(1, columns));

        Assert.That(TableReader.Read(TableFormat.Csv, Encoding.UTF8.GetBytes(csv)).Error?.Code, Is.EqualTo(code));
    }

    private static Table Read(string csv) => TableReader.Read(TableFormat.Csv, Encoding.UTF8.GetBytes(csv)).Value;

    private static string[] Texts(TableRow row) => [.. row.Cells.Select(c => c.Text)];
}
