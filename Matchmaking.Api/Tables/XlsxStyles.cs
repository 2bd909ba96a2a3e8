using DocumentFormat.OpenXml.Spreadsheet;

namespace Matchmaking.Api.Tables;

/// <summary>The formats of cells in a workbook, by their place in its table of formats.</summary>
internal static class XlsxStyles
{
    public const uint Header = 1;

    // Numbers of formats that every spreadsheet knows.
    private const uint AnyText = 49;
    private const uint Whole = 3;

    // Own formats start at 164.
    private const uint YuanAndFen = 164;
    private const uint FourDecimals = 165;
    private const uint IsoDate = 166;

    public static uint Of(ColumnStyle style) => style switch
    {
        ColumnStyle.Text => 2,
        ColumnStyle.LongText => 3,
        ColumnStyle.Amount => 4,
        ColumnStyle.Integer => 5,
        ColumnStyle.Ratio => 6,
        ColumnStyle.Date => 7,
        _ => throw new ArgumentOutOfRangeException(nameof(style)),
    };

    public static Stylesheet Create() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = YuanAndFen, FormatCode = "#,##0.##" },
            new NumberingFormat { NumberFormatId = FourDecimals, FormatCode = "0.####" },
            new NumberingFormat { NumberFormatId = IsoDate, FormatCode = "yyyy-mm-dd" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            Format(AnyText, bold: true),
            Format(AnyText),
            Format(AnyText, wrap: true),
            Format(YuanAndFen),
            Format(Whole),
            Format(FourDecimals),
            Format(IsoDate)));

    private static CellFormat Format(uint number, bool bold = false, bool wrap = false)
    {
        var format = new CellFormat { NumberFormatId = number, ApplyNumberFormat = true, FontId = bold ? 1u : 0u, ApplyFont = bold };
        if (wrap)
            format.Append(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top });
        format.ApplyAlignment = wrap;
        return format;
    }
}
