namespace Matchmaking.Core.Common;

/// <summary>Collects everything that is wrong with an input, so that a caller learns it all at once.</summary>
public sealed class Validator
{
    public const int TextMax = 200;
    public const int LongTextMax = 10_000;
    public const int ListMax = 100;

    private readonly List<FieldError> _errors = [];

    public void Add(string pointer, string code, params (string Name, object? Value)[] args) =>
        _errors.Add(new FieldError(pointer, code, args));

    public void Require(bool condition, string pointer, string code, params (string Name, object? Value)[] args)
    {
        if (!condition)
            Add(pointer, code, args);
    }

    /// <summary>A text that must be there: not blank, at most <paramref name="max"/> UTF-16 units.</summary>
    public void Text(string pointer, string? value, int max = TextMax)
    {
        if (string.IsNullOrWhiteSpace(value))
            Add(pointer, Codes.Required);
        else
            OptionalText(pointer, value, max);
    }

    public void OptionalText(string pointer, string? value, int max = TextMax) =>
        Require(value is null || value.Length <= max, pointer, Codes.TooLong, ("max", max));

    public void Positive(string pointer, Money value) => Require(value > Money.Zero, pointer, Codes.MustBePositive);

    public void Range(string pointer, int? value, int min, int max) =>
        Require(value is null || (value >= min && value <= max), pointer, Codes.OutOfRange, ("min", min), ("max", max));

    public void OptionalKnown(string pointer, string? value, Func<string, bool> known, string what) =>
        Require(value is null || known(value), pointer, Codes.UnknownCode, ("value", value), ("what", what));

    /// <summary>Every element once, each accepted by <paramref name="known"/>.</summary>
    public void Known(string pointer, IReadOnlyList<string> values, Func<string, bool> known, string what)
    {
        Distinct(pointer, values);
        for (var i = 0; i < values.Count; i++)
            Require(known(values[i]), $"{pointer}/{i}", Codes.UnknownCode, ("value", values[i]), ("what", what));
    }

    public void Distinct<T>(string pointer, IReadOnlyList<T> values)
    {
        Require(values.Count <= ListMax, pointer, Codes.TooMany, ("max", ListMax));
        var seen = new HashSet<T>();
        for (var i = 0; i < values.Count; i++)
            Require(seen.Add(values[i]), $"{pointer}/{i}", Codes.Duplicate);
    }

    /// <summary>The value when nothing was wrong.</summary>
    public Result<T> Result<T>(T value) => _errors.Count == 0 ? value : DomainError.Invalid(_errors);
}
