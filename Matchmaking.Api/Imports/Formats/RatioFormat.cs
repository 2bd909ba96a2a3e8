using System.Globalization;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>
/// A ratio from 0 to 1: <c>0.8</c>, <c>80%</c>, or <c>80</c> below a header with <c>(%)</c>. Exact: more than four decimals of the
/// ratio are refused. Where null means something of its own, it has a word.
/// </summary>
/// <param name="nullWord">Key in <c>words.json</c> of the word for null, which is then read as <see cref="None"/>.</param>
internal sealed class RatioFormat(string? nullWord = null) : CellFormat
{
    /// <summary>What the word for null is read as.</summary>
    public static readonly object None = new();

    private const decimal BasisPoints = 10_000;

    public override string Name => "ratio";

    public override ColumnStyle Style => ColumnStyle.Ratio;

    public override HeaderUnit? ReadUnit(string suffix, bool bracketed) =>
        suffix == "%" ? new HeaderUnit(Percent: true) : bracketed ? default(HeaderUnit) : null;

    public override Cell Write(object value, Language language) =>
        value == None ? Cell.Of(MessageCatalogue.Word(nullWord!, language)) : Cell.Of(((Ratio)value).Value);

    public override IEnumerable<string> Words(Language language) => nullWord is null ? [] : [MessageCatalogue.Word(nullWord, language)];

    protected override Result<object> Parse(Cell cell, HeaderUnit unit)
    {
        if (nullWord is not null && Enum.GetValues<Language>().Any(l => string.Equals(MessageCatalogue.Word(nullWord, l), cell.Text, StringComparison.OrdinalIgnoreCase)))
            return Result<object>.Of(None);
        var percent = cell.Text.EndsWith('%') || unit.Percent;
        if (cell.Kind is not (CellKind.Text or CellKind.Number) || !TryDecimal(cell.Text.TrimEnd('%').TrimEnd(), out var number))
            return Invalid();
        var basisPoints = percent ? number * (BasisPoints / 100) : number * BasisPoints;
        return basisPoints >= 0 && basisPoints <= BasisPoints && basisPoints == decimal.Truncate(basisPoints)
            ? Result<object>.Of(Ratio.FromBasisPoints((int)basisPoints))
            : Invalid();
    }

    /// <summary>Plain digits with at most one point, few enough to be exact.</summary>
    internal static bool TryDecimal(string text, out decimal number)
    {
        number = 0;
        return text.Length is > 0 and <= 20 && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static DomainError Invalid() => Refuse(Codes.InvalidRatio, ("max", 1));
}
