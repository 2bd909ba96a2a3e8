using System.Globalization;

namespace Matchmaking.Api.Tables;

internal enum CellKind
{
    Empty,
    Text,
    Number,

    /// <summary>A number of more digits than a spreadsheet keeps (15): its last digits are made up.</summary>
    ImpreciseNumber,
    Time,
    Boolean,

    /// <summary>What a spreadsheet shows for a formula that failed, such as <c>#N/A</c>.</summary>
    Error,
}

/// <summary>
/// One cell as a file has it. A CSV file has texts alone; a workbook has typed numbers and dates beside them. Blank
/// characters around a text are no part of it, and a blank text is an empty cell. <c>default</c> is empty.
/// </summary>
internal readonly record struct Cell
{
    /// <summary>Digits that Excel keeps of a number, and that a double carries for sure.</summary>
    public const int NumberDigitsMax = 15;

    private const double PreciseBelow = 1e15;
    private const string ByteOrderMarkAndZeroWidthSpace = "\uFEFF\u200B";

    private readonly object? _value;

    private Cell(CellKind kind, object? value) => (Kind, _value) = (kind, value);

    public CellKind Kind { get; }

    public bool IsEmpty => Kind == CellKind.Empty;

    /// <summary>The number of a cell of that kind, as a spreadsheet shows it: rounded to 15 digits.</summary>
    public decimal Number => Kind == CellKind.Number ? (decimal)_value! : throw new InvalidOperationException($"No number: {Kind}");

    public DateTime Time => Kind == CellKind.Time ? (DateTime)_value! : throw new InvalidOperationException($"No time: {Kind}");

    /// <summary>What a reader of the cell sees; for an empty one nothing.</summary>
    public string Text => _value switch
    {
        null => "",
        string text => text,
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool truth => truth ? "TRUE" : "FALSE",
        _ => throw new InvalidOperationException($"A cell cannot hold a {_value.GetType().Name}."),
    };

    public static Cell Of(string? text)
    {
        var trimmed = Trim(text);
        return trimmed.Length == 0 ? default : new(CellKind.Text, trimmed);
    }

    /// <summary>A typed number; for one of too many digits only that there was one is known.</summary>
    public static Cell Of(double number) => Math.Abs(number) < PreciseBelow
        ? new(CellKind.Number, (decimal)number)
        : new(CellKind.ImpreciseNumber, number);

    public static Cell Of(decimal number) => new(CellKind.Number, number);

    public static Cell Of(DateTime time) => new(CellKind.Time, time);

    public static Cell Of(DateOnly day) => Of(day.ToDateTime(TimeOnly.MinValue));

    public static Cell Of(bool truth) => new(CellKind.Boolean, truth);

    public static Cell Failed(string shown) => new(CellKind.Error, shown);

    /// <summary>Blanks of all scripts, and the invisible marks that editors leave at the edges of texts.</summary>
    public static string Trim(string? text)
    {
        if (text is null)
            return "";
        var (start, end) = (0, text.Length);
        while (start < end && IsBlank(text[start]))
            start++;
        while (end > start && IsBlank(text[end - 1]))
            end--;
        return text[start..end];
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || ByteOrderMarkAndZeroWidthSpace.Contains(c, StringComparison.Ordinal);
}
