using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Matchmaking.Api.Tables;

/// <summary>
/// The cells of a sheet whose formula failed, with what is shown there (<c>#N/A</c>). The library that reads workbooks gives them as
/// empty cells, and an empty cell means "leave it as it is": the failure would be lost.
/// </summary>
internal sealed class FailedCells
{
    private static readonly XNamespace _relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly XmlReaderSettings _safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private readonly Dictionary<(int Row, int Column), string> _errors = [];

    /// <param name="workbook">The file; its position does not matter.</param>
    /// <param name="sheet">Name of the sheet.</param>
    public static FailedCells Of(Stream workbook, string sheet)
    {
        var failed = new FailedCells();
        var position = workbook.Position;
        using (var zip = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true))
        {
            if (PartOf(zip, sheet) is { } part)
                failed.Read(part);
        }

        workbook.Position = position;
        return failed;
    }

    /// <param name="row">From 1.</param>
    /// <param name="column">From 0.</param>
    public string? Find(int row, int column) => _errors.Count == 0 ? null : _errors.GetValueOrDefault((row, column));

    private static ZipArchiveEntry? PartOf(ZipArchive zip, string sheet)
    {
        var id = Load(zip, "xl/workbook.xml")?.Descendants().FirstOrDefault(e => e.Name.LocalName == "sheet" && (string?)e.Attribute("name") == sheet)?.Attribute(_relations + "id")?.Value;
        var target = Load(zip, "xl/_rels/workbook.xml.rels")?.Descendants().FirstOrDefault(e => (string?)e.Attribute("Id") == id)?.Attribute("Target")?.Value;
        return target is null ? null : zip.GetEntry(target.StartsWith('/') ? target[1..] : "xl/" + target);
    }

    private static XDocument? Load(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { } entry)
            return null;
        using var reader = XmlReader.Create(entry.Open(), _safe);
        return XDocument.Load(reader);
    }

    private void Read(ZipArchiveEntry part)
    {
        using var xml = XmlReader.Create(part.Open(), _safe);
        (int, int)? place = null;
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
                place = xml.GetAttribute("t") == "e" ? Place(xml.GetAttribute("r")) : null;
            else if (place is { } failed && xml is { NodeType: XmlNodeType.Element, LocalName: "v" })
                _errors[failed] = xml.ReadElementContentAsString();
        }
    }

    /// <summary><c>B7</c> is row 7, column 1; null for what is no such reference.</summary>
    private static (int Row, int Column)? Place(string? reference)
    {
        var (column, row) = (0, 0);
        foreach (var c in reference ?? "")
        {
            if (char.IsAsciiLetterUpper(c))
                column = (column * 26) + (c - 'A' + 1);
            else if (char.IsAsciiDigit(c) && row < 10_000_000)
                row = (row * 10) + (c - '0');
            else
                return null;
        }

        return column > 0 && row > 0 ? (row, column - 1) : null;
    }
}
