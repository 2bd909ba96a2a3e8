using Matchmaking.Api.Messages;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports;

/// <summary>
/// How the values of a column look in cells: reading is generous in form and strict in meaning, writing has one form for
/// each language, and what was written is read as the same value.
/// </summary>
internal abstract class CellFormat
{
    /// <summary>Its explanation in <c>columns.json</c>.</summary>
    public abstract string Name { get; }

    public virtual ColumnStyle Style => ColumnStyle.Text;

    /// <summary>Width of the column in a workbook, in characters.</summary>
    public virtual int Width => 16;

    /// <summary>What is written behind the header: the unit of bare numbers.</summary>
    public virtual string UnitText(Language language) => "";

    /// <summary>What a reader's header says behind the name; null refuses the header as unknown.</summary>
    public virtual HeaderUnit? ReadUnit(string suffix, bool bracketed) => bracketed ? default(HeaderUnit) : null;

    /// <summary>The value of a cell that is not empty.</summary>
    public Result<object> Read(Cell cell, HeaderUnit unit) => cell.Kind switch
    {
        CellKind.Error => Refuse(Codes.CellError, ("value", cell.Text)),
        _ when cell.Kind == CellKind.Text && cell.Text.Length > TableLimits.CellText => Refuse(Codes.TooLong, ("max", TableLimits.CellText)),
        _ => Parse(cell, unit),
    };

    public abstract Cell Write(object value, Language language);

    /// <summary>Whether the cell is what an export shows of the value, where reading it would give something slightly else.</summary>
    public virtual bool Shows(Cell cell, object value) => false;

    /// <summary>The words that a cell can hold, where they are few enough to list.</summary>
    public virtual IEnumerable<string> Words(Language language) => [];

    protected abstract Result<object> Parse(Cell cell, HeaderUnit unit);

    protected static DomainError Refuse(string code, params (string Name, object? Value)[] args) => new(ErrorKind.Invalid, code, args);
}
