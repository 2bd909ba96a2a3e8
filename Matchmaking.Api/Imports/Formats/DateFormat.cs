using System.Globalization;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>
/// A day: <c>2026-11-20</c>, <c>2026/11/20</c>, <c>2026.11.20</c>, <c>2026年11月20日</c>, or a date cell without a time of day. Year first: other
/// orders cannot be told apart.
/// </summary>
internal sealed class DateFormat : CellFormat
{
    private static readonly string[] _forms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"];

    public override string Name => "date";

    public override ColumnStyle Style => ColumnStyle.Date;

    public override int Width => 12;

    public override Cell Write(object value, Language language) => Cell.Of((DateOnly)value);

    protected override Result<object> Parse(Cell cell, HeaderUnit unit)
    {
        if (cell.Kind == CellKind.Time && cell.Time.TimeOfDay == TimeSpan.Zero)
            return Result<object>.Of(DateOnly.FromDateTime(cell.Time));
        return cell.Kind == CellKind.Text && DateOnly.TryParseExact(cell.Text, _forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Result<object>.Of(day)
            : Refuse(Codes.InvalidDate);
    }
}
