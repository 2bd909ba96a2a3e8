using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>A multiple from 0 to 100 with at most four decimals: <c>1.5</c>, <c>1.5倍</c>, <c>1.5x</c>.</summary>
internal sealed class MultipleFormat : CellFormat
{
    private const int Max = 100;
    private const decimal BasisPoints = 10_000;

    public override string Name => "multiple";

    public override ColumnStyle Style => ColumnStyle.Ratio;

    public override Cell Write(object value, Language language) => Cell.Of(((Multiple)value).BasisPoints / BasisPoints);

    protected override Result<object> Parse(Cell cell, HeaderUnit unit)
    {
        var text = cell.Text.TrimEnd('倍', 'x', 'X').TrimEnd();
        return cell.Kind is CellKind.Text or CellKind.Number
            && RatioFormat.TryDecimal(text, out var number)
            && number <= Max
            && number * BasisPoints == decimal.Truncate(number * BasisPoints)
            ? Result<object>.Of(Multiple.FromBasisPoints((int)(number * BasisPoints)))
            : Refuse(Codes.InvalidRatio, ("max", Max));
    }
}
