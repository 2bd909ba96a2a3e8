using System.IO.Compression;
using System.Text;
using Matchmaking.Api.Tables;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Tables;

internal sealed class XlsxTableReaderTests
{
    [Test]
    public void Read_TypedCells_KeepTheirKinds()
    {
        var row = Read(Sheet("<row r='1'><c r='A1' t='inlineStr'><is><t>a</t></is></c></row>" +
            "<row r='2'><c r='A2' t='inlineStr'><is><t>007</t></is></c></row>" +
            "<row r='3'><c r='A3'><v>3000.5</v></c></row><row r='4'><c r='A4' s='1'><v>46346</v></c></row>" +
            "<row r='5'><c r='A5'><v>9.14201020000000E+17</v></c></row><row r='6'><c r='A6'><v>3300.0000000000005</v></c></row>" +
            "<row r='7'><c r='A7' t='b'><v>1</v></c></row>")).Rows.Select(r => r[0]).ToList();

        Assert.That(row.Select(c => c.Kind), Is.EqualTo((CellKind[])
            [CellKind.Text, CellKind.Number, CellKind.Time, CellKind.ImpreciseNumber, CellKind.Number, CellKind.Boolean]));
        Assert.That(row[0].Text, Is.EqualTo("007"));
        Assert.That(row[1].Number, Is.EqualTo(3000.5m));
        Assert.That(row[2].Text, Is.EqualTo("2026-11-20"));
        // What a spreadsheet shows of a computed number.
        Assert.That(row[4].Number, Is.EqualTo(3300m));
    }

    [Test]
    public void Read_GapsBetweenRows_KeepTheNumbers()
    {
        var table = Read(Sheet($"{Text("A2", "a", 2)}{Text("A7", "x", 7)}"));

        Assert.That(table.Header.Number, Is.EqualTo(2));
        Assert.That(table.Rows.Select(r => r.Number), Is.EqualTo((int[])[7]));
    }

    [Test]
    public void Read_CellMergedOverRows_CountsForEach()
    {
        var table = Read(Sheet(
            $"{Text("A1", "a", 1)}<row r='2'><c r='A2' t='inlineStr'><is><t>x</t></is></c><c r='B2'/></row>" +
            "<row r='3'/><row r='4'><c r='A4' t='inlineStr'><is><t>y</t></is></c></row>",
            "<mergeCells><mergeCell ref='A2:A3'/></mergeCells>"));

        Assert.That(table.Rows.Select(r => (r.Number, r[0].Text)), Is.EqualTo(((int, string)[])[(2, "x"), (3, "x"), (4, "y")]));
    }

    [Test]
    public void Read_FirstSheetEmpty_TakesTheNext()
    {
        var table = Read(Workbook("", "", (Text("A1", "a", 1), "")));

        Assert.That(table.Header[0].Text, Is.EqualTo("a"));
    }

    [Test]
    public void Read_FailedFormula_IsAnError()
    {
        var table = Read(Sheet($"{Text("A1", "a", 1)}<row r='2'><c r='A2' t='e'><v>#N/A</v></c><c r='B2'><v>1</v></c></row>"));

        Assert.That(table.Rows.Single()[0].Kind, Is.EqualTo(CellKind.Error));
    }

    [Test]
    public void Read_UnpacksToMoreThanTheLimit_IsRefusedBeforeItIsParsed()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("xl/bomb.xml", CompressionLevel.Fastest).Open())
        {
            var zeros = new byte[1024 * 1024];
            for (var written = 0L; written <= TableLimits.UnpackedBytes; written += zeros.Length)
                entry.Write(zeros);
        }

        Assert.That(file.Length, Is.LessThan(TableLimits.FileBytes));
        Assert.That(TableReader.Read(TableFormat.Xlsx, file.ToArray()).Error!.Code, Is.EqualTo("unreadable-table"));
    }

    private static IEnumerable<TestCaseData> Damaged =>
    [
        new TestCaseData(Array.Empty<byte>()).SetArgDisplayNames("nothing"),
        new TestCaseData(Encoding.UTF8.GetBytes("name\nx")).SetArgDisplayNames("a CSV file"),
        new TestCaseData((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).SetArgDisplayNames("an old or encrypted workbook"),
        new TestCaseData(Sheet(Text("A1", "a", 1))[..200]).SetArgDisplayNames("the beginning of a workbook"),
        new TestCaseData(Zip(("other.txt", "x"))).SetArgDisplayNames("a zip file that is no workbook"),
        new TestCaseData(Sheet("<row r='1'><c r='A1'><v>1</v></row>")).SetArgDisplayNames("broken XML"),
        new TestCaseData(Sheet("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><row r='1'/>")).SetArgDisplayNames("a DTD inside"),
    ];

    [TestCaseSource(nameof(Damaged))]
    public void Read_Damaged_IsRefused(byte[] file) => Assert.That(TableReader.Read(TableFormat.Xlsx, file).Error!.Code, Is.EqualTo("unreadable-table"));

    private static Table Read(byte[] file) => TableReader.Read(TableFormat.Xlsx, file).Value;

    private static string Text(string place, string text, int row) => $"<row r='{row}'><c r='{place}' t='inlineStr'><is><t>{text}</t></is></c></row>";

    private static byte[] Sheet(string rows, string behind = "") => Workbook(rows, behind);

    /// <summary>The least that is a workbook; style 1 is a date.</summary>
    private static byte[] Workbook(string rows, string behind, params (string Rows, string Behind)[] more)
    {
        (string Rows, string Behind)[] sheets = [(rows, behind), .. more];
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Package = "http://schemas.openxmlformats.org/package/2006";
        return Zip(
        [
            ("[Content_Types].xml", $"<Types xmlns='{Package}/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/></Types>"),
            ("_rels/.rels", $"<Relationships xmlns='{Package}/relationships'><Relationship Id='r' Type='{Relations}/officeDocument' Target='xl/workbook.xml'/></Relationships>"),
            ("xl/workbook.xml", $"<workbook xmlns='{Main}' xmlns:r='{Relations}'><sheets>{string.Concat(sheets.Select((_, i) => $"<sheet name='S{i}' sheetId='{i + 1}' r:id='s{i}'/>"))}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns='{Package}/relationships'><Relationship Id='st' Type='{Relations}/styles' Target='styles.xml'/>{string.Concat(sheets.Select((_, i) => $"<Relationship Id='s{i}' Type='{Relations}/worksheet' Target='worksheets/s{i}.xml'/>"))}</Relationships>"),
            ("xl/styles.xml", $"<styleSheet xmlns='{Main}'><cellXfs count='2'><xf numFmtId='0'/><xf numFmtId='14' applyNumberFormat='1'/></cellXfs></styleSheet>"),
            .. sheets.Select((s, i) => ($"xl/worksheets/s{i}.xml", $"<worksheet xmlns='{Main}'><sheetData>{s.Rows}</sheetData>{s.Behind}</worksheet>")),
        ]);
    }

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }
}
