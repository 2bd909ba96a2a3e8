using System.Text;
using Matchmaking.Api.Tables;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Tables;

/// <summary>What is written is read back as it was, in both formats.</summary>
internal sealed class TableRoundTripTests
{
    private static readonly string[] _texts =
    [
        "plain", "00123", "=1+1", "'=1", "+86 27 0000", "-x", "@SUM(A1)", "a,b;c\td", "say \"hi\"", "two\nlines", "氢能🚀𠮷", "<&>'", "_x0041_", "bell\u0007", "not\uFFFE", "9.14E+17",
        "91420102MA4T5LJF9G", "914201020000000000", "\u200Fright to left", "#N/A-like",
    ];

    private static readonly TableColumn[] _columns = [new("文本", ColumnStyle.Text, 10), new("Amount", ColumnStyle.Amount, 10), new("Day", ColumnStyle.Date, 10)];

    [Test]
    public async Task Cells_OfAllKinds_SurviveBothFormats([Values] TableFormat format)
    {
        var rows = _texts.Select(t => (IReadOnlyList<Cell>)[Cell.Of(t), Cell.Of(30_000_000.05m), Cell.Of(new DateOnly(2026, 2, 28))]).ToList();

        var table = TableReader.Read(format, await Write(format, rows)).Value;

        Assert.That(table.Header.Cells.Select(c => c.Text), Is.EqualTo((string[])["文本", "Amount", "Day"]));
        Assert.That(table.Rows.Select(r => r[0].Text), Is.EqualTo(_texts));
        Assert.That(table.Rows.Select(r => r[1].Text), Has.All.EqualTo("30000000.05"));
        Assert.That(table.Rows.Select(r => r[2].Text), Has.All.EqualTo("2026-02-28"));
        Assert.That(table.Rows.Select(r => r.Number), Is.EqualTo(Enumerable.Range(2, rows.Count)));
    }

    [Test]
    public async Task Csv_Always_BeginsWithAMarkAndEndsLinesAsExcelDoes()
    {
        var bytes = await Write(TableFormat.Csv, [[Cell.Of("=1")]]);

        Assert.That(bytes[..3], Is.EqualTo(Encoding.UTF8.GetPreamble()));
        Assert.That(Encoding.UTF8.GetString(bytes[3..]), Is.EqualTo("文本,Amount,Day\r\n'=1,,\r\n"));
    }

    [Test]
    public async Task Xlsx_ManyColumns_AreNamedBeyondZ()
    {
        var columns = Enumerable.Range(0, 60).Select(i => new TableColumn($"c{i}", ColumnStyle.Text, 5)).ToList();
        using var file = new MemoryStream();
        await using (var writer = TableWriter.Open(TableFormat.Xlsx, file, "S", columns))
        {
            await writer.WriteRows([[.. columns.Select(c => Cell.Of(c.Header))]], CancellationToken.None);
            await writer.Finish(CancellationToken.None);
        }

        var table = TableReader.Read(TableFormat.Xlsx, file.ToArray()).Value;

        Assert.That(table.Rows.Single().Cells.Select(c => c.Text), Is.EqualTo(columns.Select(c => c.Header)));
    }

    private static async Task<byte[]> Write(TableFormat format, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        using var file = new MemoryStream();
        await using (var writer = TableWriter.Open(format, file, "S", _columns))
        {
            await writer.WriteRows(rows.Select(r => (IReadOnlyList<Cell>)[.. r, .. Enumerable.Repeat(default(Cell), _columns.Length - r.Count)]), CancellationToken.None);
            await writer.Finish(CancellationToken.None);
        }

        return file.ToArray();
    }
}
