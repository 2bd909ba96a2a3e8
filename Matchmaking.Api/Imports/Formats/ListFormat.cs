using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>Several values of one kind in a cell (<see cref="ListText"/>), in their order.</summary>
internal sealed class ListFormat<T>(CellFormat item) : CellFormat
{
    public override string Name => "list";

    public override int Width => 28;

    public override IEnumerable<string> Words(Language language) => item.Words(language);

    public override Cell Write(object value, Language language) => Cell.Of(ListText.Join(
        ((IReadOnlyList<T>)value).Select(v => item.Write(v!, language).Text), language == Language.Zh ? "、" : "; "));

    protected override Result<object> Parse(Cell cell, HeaderUnit unit)
    {
        // A name may hold a separator itself.
        if (item.Read(cell, unit).TryGet(out var only, out _))
            return Result<object>.Of((T[])[(T)only]);
        var values = new List<T>();
        foreach (var text in ListText.Split(cell.Text))
        {
            if (!item.Read(Cell.Of(text), unit).TryGet(out var value, out var refused))
                return refused;
            values.Add((T)value);
        }

        return Result<object>.Of(values.ToArray());
    }
}
