using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>What the money is for: <c>设备采购: 2000万；研发: 1000万</c>. The last colon parts purpose and amount.</summary>
internal sealed class ProceedsFormat : CellFormat
{
    private static readonly char[] _colons = [':', '：'];

    public override string Name => "proceeds";

    public override ColumnStyle Style => ColumnStyle.LongText;

    public override int Width => 36;

    public override HeaderUnit? ReadUnit(string suffix, bool bracketed) => HeaderText.TryAmountUnit(suffix, out var unit) ? new HeaderUnit(unit) : null;

    public override Cell Write(object value, Language language)
    {
        return Cell.Of(ListText.Join(((IReadOnlyList<UseOfProceeds>)value).Select(u => $"{u.Purpose}: {u.AmountCny}元"), language == Language.Zh ? "；" : "; "));
    }

    /// <summary>Purposes with blanks at their edges lose them in a cell.</summary>
    public override bool Shows(Cell cell, object value) =>
        cell.Text.ReplaceLineEndings("\n") == Write(value, Language.Zh).Text.ReplaceLineEndings("\n")
        || cell.Text.ReplaceLineEndings("\n") == Write(value, Language.En).Text.ReplaceLineEndings("\n");

    protected override Result<object> Parse(Cell cell, HeaderUnit unit)
    {
        var uses = new List<UseOfProceeds>();
        foreach (var item in ListText.Split(cell.Text))
        {
            var colon = item.LastIndexOfAny(_colons);
            if (colon < 0)
                return Refuse(Codes.InvalidProceeds, ("value", item));
            if (!AmountText.Parse(item[(colon + 1)..], unit.Amount).TryGet(out var amount, out var refused))
                return refused;
            uses.Add(new UseOfProceeds(item[..colon].Trim(), amount));
        }

        return Result<object>.Of(uses.ToArray());
    }
}
