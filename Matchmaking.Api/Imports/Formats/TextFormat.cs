using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>A text as it stands, but for blanks around it. How long it may be is the business of the rules.</summary>
internal sealed class TextFormat(bool isLong = false) : CellFormat
{
    public override string Name => "text";

    public override ColumnStyle Style => isLong ? ColumnStyle.LongText : ColumnStyle.Text;

    public override int Width => isLong ? 48 : 22;

    public override Cell Write(object value, Language language) => Cell.Of((string)value);

    /// <summary>Blanks at the edges and the kind of line ends do not survive a cell: they are no reason to change a text.</summary>
    public override bool Shows(Cell cell, object value) => OneLineEnd(cell.Text) == OneLineEnd(Cell.Trim((string)value));

    protected override Result<object> Parse(Cell cell, HeaderUnit unit) => ReadText(cell).Map(t => (object)t);

    /// <summary>A typed number is the digits that its reader sees; a date that a spreadsheet made of a text is refused.</summary>
    public static Result<string> ReadText(Cell cell) => cell.Kind switch
    {
        CellKind.ImpreciseNumber => Refuse(Codes.NumberPrecisionLost, ("value", cell.Text)),
        CellKind.Time => Refuse(Codes.WrongType, ("expected", "text")),
        _ when cell.Text.Contains('\0', StringComparison.Ordinal) => Refuse(Codes.InvalidText),
        _ => cell.Text,
    };

    private static string OneLineEnd(string text) => text.ReplaceLineEndings("\n");
}
