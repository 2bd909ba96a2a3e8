using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports;

/// <summary>One column of a kind of sheet.</summary>
/// <param name="index">Its place in the sheet.</param>
/// <param name="text">What it is called.</param>
/// <param name="format">How its cells look.</param>
/// <param name="isNeeded">A new thing must have a value here.</param>
/// <param name="example">A value for the template; null leaves the cell empty.</param>
internal sealed class SheetColumn(int index, ColumnText text, CellFormat format, bool isNeeded, object? example)
{
    public int Index { get; } = index;

    public ColumnText Text { get; } = text;

    public string Field => Text.Field;

    public CellFormat Format { get; } = format;

    public bool IsNeeded { get; } = isNeeded;

    public object? Example { get; } = example;

    /// <summary>What is wrong with its cell.</summary>
    public DomainError Refuse(string code, params (string Name, object? Value)[] args) => DomainError.Invalid(new FieldError("/" + Field, code, args));

    /// <summary>The header that exports and templates write, with the unit of its numbers.</summary>
    public string Header(Language language) => Text.Header(language) + Format.UnitText(language);
}
