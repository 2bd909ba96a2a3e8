using System.Globalization;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>
/// An amount as people write it (<see cref="AmountText"/>); the unit of bare numbers, typed ones included, stands in the
/// header. Written in yuan, as a typed number where a spreadsheet keeps all its digits and as a text where it does not.
/// </summary>
internal sealed class AmountFormat : CellFormat
{
    // Two decimals and thirteen digits before them are the fifteen that a spreadsheet keeps.
    private const decimal TypedBelow = 10_000_000_000_000m;

    public override string Name => "amount";

    public override ColumnStyle Style => ColumnStyle.Amount;

    public override int Width => 18;

    public override string UnitText(Language language) => language == Language.Zh ? "(元)" : " (yuan)";

    public override HeaderUnit? ReadUnit(string suffix, bool bracketed) => HeaderText.TryAmountUnit(suffix, out var unit) ? new HeaderUnit(unit) : null;

    public override Cell Write(object value, Language language)
    {
        var yuan = ((Money)value).Yuan;
        return yuan < TypedBelow ? Cell.Of(yuan) : Cell.Of(yuan.ToString("0.##", CultureInfo.InvariantCulture));
    }

    protected override Result<object> Parse(Cell cell, HeaderUnit unit) => cell.Kind switch
    {
        CellKind.ImpreciseNumber => Refuse(Codes.NumberPrecisionLost, ("value", cell.Text)),
        CellKind.Text or CellKind.Number => AmountText.Parse(cell.Text, unit.Amount).Map(m => (object)m),
        _ => Refuse(Codes.InvalidAmount, ("max", Money.Max.ToString())),
    };
}
