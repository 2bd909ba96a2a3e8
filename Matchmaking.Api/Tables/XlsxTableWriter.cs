using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Matchmaking.Api.Tables;

/// <summary>
/// Writes a workbook: a bold header that stays in sight, typed numbers and dates, and texts typed as texts, so that none
/// is evaluated and none loses its leading zeros. The package is made in a temporary file and copied at the end, because the
/// format's directory comes last and is written by seeking.
/// </summary>
internal sealed class XlsxTableWriter : ITableWriter
{
    private static readonly DateTime _serialDayZero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    private readonly Stream _output;
    private readonly FileStream _file;
    private readonly SpreadsheetDocument _document;
    private readonly WorkbookPart _workbook;
    private readonly Sheets _sheets = new();
    private SheetInProgress _sheet;

    public XlsxTableWriter(Stream output, string sheetName, IReadOnlyList<TableColumn> columns)
    {
        _output = output;
        _file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        _document = SpreadsheetDocument.Create(_file, SpreadsheetDocumentType.Workbook);
        _workbook = _document.AddWorkbookPart();
        _workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = XlsxStyles.Create();
        _sheet = Begin(sheetName, columns);
    }

    /// <summary>Ends this sheet and begins another.</summary>
    public void AddSheet(string name, IReadOnlyList<TableColumn> columns)
    {
        _sheet.End();
        _sheet = Begin(name, columns);
    }

    public Task WriteRows(IEnumerable<IReadOnlyList<Tables.Cell>> rows, CancellationToken cancel)
    {
        foreach (var row in rows)
            _sheet.Row(row);
        return Task.CompletedTask;
    }

    public async Task Finish(CancellationToken cancel)
    {
        _sheet.End();
        _workbook.Workbook = new Workbook(_sheets);
        _workbook.Workbook.Save();
        _document.Dispose();
        _file.Position = 0;
        await _file.CopyToAsync(_output, cancel);
    }

    public ValueTask DisposeAsync()
    {
        _document.Dispose();
        return _file.DisposeAsync();
    }

    private SheetInProgress Begin(string name, IReadOnlyList<TableColumn> columns)
    {
        var part = _workbook.AddNewPart<WorksheetPart>();
        _sheets.Append(new Sheet { Name = name, SheetId = (uint)_sheets.ChildElements.Count + 1, Id = _workbook.GetIdOfPart(part) });
        return new SheetInProgress(OpenXmlWriter.Create(part), columns);
    }

    private sealed class SheetInProgress
    {
        private readonly OpenXmlWriter _xml;
        private readonly IReadOnlyList<TableColumn> _columns;
        private readonly OpenXmlAttribute[] _noAttributes = [];
        private uint _row;

        public SheetInProgress(OpenXmlWriter xml, IReadOnlyList<TableColumn> columns)
        {
            (_xml, _columns) = (xml, columns);
            _xml.WriteStartElement(new Worksheet());
            _xml.WriteElement(new SheetViews(new SheetView(
                new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
            { WorkbookViewId = 0 }));
            _xml.WriteElement(new Columns(columns.Select((c, i) => new Column
            {
                Min = (uint)i + 1,
                Max = (uint)i + 1,
                Width = c.Width,
                CustomWidth = true,
                Style = XlsxStyles.Of(c.Style),
            })));
            _xml.WriteStartElement(new SheetData());
            Write([.. columns.Select(c => Tables.Cell.Of(c.Header))], _ => XlsxStyles.Header);
        }

        public void Row(IReadOnlyList<Tables.Cell> cells) => Write(cells, i => XlsxStyles.Of(_columns[i].Style));

        public void End()
        {
            _xml.WriteEndElement();
            _xml.WriteEndElement();
            _xml.Dispose();
        }

        private void Write(IReadOnlyList<Tables.Cell> cells, Func<int, uint> style)
        {
            _row++;
            _xml.WriteStartElement(new Row { RowIndex = _row }, _noAttributes);
            for (var i = 0; i < cells.Count; i++)
            {
                if (!cells[i].IsEmpty)
                    _xml.WriteElement(Cell(cells[i], $"{ColumnName(i)}{_row}", style(i)));
            }

            _xml.WriteEndElement();
        }

        private static DocumentFormat.OpenXml.Spreadsheet.Cell Cell(Tables.Cell cell, string reference, uint style) => cell.Kind switch
        {
            CellKind.Number => new() { CellReference = reference, StyleIndex = style, CellValue = new CellValue(cell.Text) },
            CellKind.Time => new()
            {
                CellReference = reference,
                StyleIndex = style,
                CellValue = new CellValue((cell.Time - _serialDayZero).TotalDays.ToString(CultureInfo.InvariantCulture)),
            },
            _ => new()
            {
                CellReference = reference,
                StyleIndex = style,
                DataType = CellValues.InlineString,
                InlineString = new InlineString(new Text(XlsxText.Escape(cell.Text)) { Space = SpaceProcessingModeValues.Preserve }),
            },
        };

        /// <summary>0 is A, 26 is AA.</summary>
        private static string ColumnName(int index) =>
            index < 26 ? ((char)('A' + index)).ToString() : ColumnName((index / 26) - 1) + (char)('A' + (index % 26));
    }
}
