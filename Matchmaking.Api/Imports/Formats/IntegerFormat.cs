using System.Globalization;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>A whole number from 0 on, with commas between full groups of three if need be. The rules know its range.</summary>
internal sealed class IntegerFormat : CellFormat
{
    public override string Name => "integer";

    public override ColumnStyle Style => ColumnStyle.Integer;

    public override int Width => 12;

    public override Cell Write(object value, Language language) => Cell.Of((decimal)(int)value);

    protected override Result<object> Parse(Cell cell, HeaderUnit unit)
    {
        // The groups are checked by writing the number back: 1,23 is not 123.
        return cell.Kind is CellKind.Text or CellKind.Number
            && int.TryParse(cell.Text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            && (cell.Text == number.ToString(CultureInfo.InvariantCulture) || cell.Text == number.ToString("#,##0", CultureInfo.InvariantCulture))
            ? Result<object>.Of(number)
            : Refuse(Codes.WrongType, ("expected", "integer"));
    }
}
