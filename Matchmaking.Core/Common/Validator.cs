namespace Matchmaking.Core.Common;

/// <summary>Collects everything that is wrong with an input, so that a caller learns it all at once.</summary>
public sealed class Validator
{
    private readonly List<FieldError> _errors = [];

    /// <summary>The same thing of the same place is said once: the first, more exact rule wins over a declared bound.</summary>
    public void Add(string pointer, string code, params (string Name, object? Value)[] args)
    {
        if (!_errors.Any(e => e.Pointer == pointer && e.Code == code))
            _errors.Add(new FieldError(pointer, code, args));
    }

    public void Require(bool condition, string pointer, string code, params (string Name, object? Value)[] args)
    {
        if (!condition)
            Add(pointer, code, args);
    }

    /// <summary>A text that must be there: not blank, at most <paramref name="max"/> characters.</summary>
    public void Text(string pointer, string? value, int max = Bounds.TextMax)
    {
        if (string.IsNullOrWhiteSpace(value))
            Add(pointer, Codes.Required);
        else
            OptionalText(pointer, value, max);
    }

    public void OptionalText(string pointer, string? value, int max = Bounds.TextMax)
    {
        Require(value is null || PlainText.Length(value) <= max, pointer, Codes.TooLong, ("max", max));
        Require(value is null || PlainText.IsStorable(value), pointer, Codes.InvalidText);
    }

    public void Range(string pointer, int? value, int min, int max) =>
        Require(value is null || (value >= min && value <= max), pointer, Codes.OutOfRange, ("min", min), ("max", max));

    public void OptionalKnown(string pointer, string? value, Func<string, bool> known, string what) =>
        Require(value is null || known(value), pointer, Codes.UnknownCode, ("value", value), ("what", what));

    /// <summary>Each accepted by <paramref name="known"/>; of too many none is judged.</summary>
    public void Known(string pointer, IReadOnlyList<string> values, Func<string, bool> known, string what)
    {
        for (var i = 0; i < values.Count && values.Count <= Bounds.ListMax; i++)
            Require(known(values[i]), $"{pointer}/{i}", Codes.UnknownCode, ("value", values[i]), ("what", what));
    }

    /// <summary>At most <see cref="Bounds.ListMax"/> elements, every one once.</summary>
    public void Distinct<T>(string pointer, IReadOnlyList<T> values)
    {
        if (values.Count > Bounds.ListMax)
        {
            // One error, not thousands.
            Add(pointer, Codes.TooMany, ("max", Bounds.ListMax));
            return;
        }

        var seen = new HashSet<T>();
        for (var i = 0; i < values.Count; i++)
            Require(seen.Add(values[i]), $"{pointer}/{i}", Codes.Duplicate);
    }

    /// <summary>The value when nothing was wrong and it keeps the bounds that its type declares (<see cref="DeclaredBounds"/>).</summary>
    public Result<T> Result<T>(T value) where T : notnull
    {
        DeclaredBounds.Judge(this, typeof(T), value);
        return _errors.Count == 0 ? value : DomainError.Invalid(_errors);
    }
}
