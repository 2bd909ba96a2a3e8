using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>An id of this system, as exports write it.</summary>
internal sealed class IdFormat : CellFormat
{
    public override string Name => "id";

    public override int Width => 38;

    public override Cell Write(object value, Language language) => Cell.Of(((Guid)value).ToString("D"));

    protected override Result<object> Parse(Cell cell, HeaderUnit unit) =>
        Guid.TryParseExact(cell.Text, "D", out var id) ? Result<object>.Of(id) : Refuse(Codes.InvalidId);
}
