using System.Text.RegularExpressions;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>A credit code. One of digits alone that went through a number cell (<c>9.14E+17</c>) has lost its end for good.</summary>
internal sealed partial class UsccFormat : CellFormat
{
    public override string Name => "uscc";

    public override int Width => 22;

    public override Cell Write(object value, Language language) => Cell.Of((string)value);

    protected override Result<object> Parse(Cell cell, HeaderUnit unit) =>
        cell.Kind is CellKind.Text && Exponent().IsMatch(cell.Text)
            ? Refuse(Codes.NumberPrecisionLost, ("value", cell.Text))
            : TextFormat.ReadText(cell).Map(t => (object)t);

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?[Ee]\+?[0-9]+$")]
    private static partial Regex Exponent();
}
