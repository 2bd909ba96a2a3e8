using System.Globalization;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Http;

/// <summary>Reads query parameters strictly: an unknown, repeated or malformed one is an error, never ignored.</summary>
internal sealed class QueryReader(HttpContext http)
{
    public const int DefaultLimit = 50;
    public const int LimitMax = 200;

    private const int AmountTextMax = 28;

    private readonly List<string> _known = [];
    private readonly List<FieldError> _errors = [];

    public string? Text(string name)
    {
        _known.Add(name);
        if (!http.Request.Query.TryGetValue(name, out var values) || values.Count == 0)
            return null;
        if (values.Count > 1)
            _errors.Add(new FieldError("?" + name, Codes.Duplicate));
        if (QueryEncoding.IsText(http.Request.QueryString, name) && PlainText.IsStorable(values[0] ?? ""))
            return values[0];
        _errors.Add(new FieldError("?" + name, Codes.InvalidText));
        return null;
    }

    public int Limit()
    {
        var text = Text("limit");
        if (text is null)
            return DefaultLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LimitMax)
            return limit;
        _errors.Add(new FieldError("?limit", Codes.OutOfRange, ("min", 1), ("max", LimitMax)));
        return DefaultLimit;
    }

    /// <summary>A whole number within two bounds.</summary>
    public int? Number(string name, int min, int max) =>
        Parse(
            name,
            t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : (int?)null,
            Codes.OutOfRange, ("min", min), ("max", max));

    public TEnum? Enum<TEnum>(string name) where TEnum : struct, Enum =>
        Parse(name, t => KebabEnum<TEnum>.TryParse(t, out var v) ? v : (TEnum?)null, Codes.UnknownValue, ("allowed", string.Join(", ", KebabEnum<TEnum>.Names)));

    public Id<T>? Id<T>(string name) =>
        Parse(name, t => Core.Common.Id<T>.TryParse(t, out var v) ? v : (Id<T>?)null, Codes.InvalidId);

    public DateOnly? Day(string name) =>
        Parse(name, t => DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var v) ? v : (DateOnly?)null, Codes.InvalidDate);

    public Month? Month(string name) =>
        Parse(name, t => Core.Common.Month.TryParse(t, out var v) ? v : (Month?)null, Codes.InvalidMonth);

    /// <summary><c>true</c> or <c>false</c>; absent is false.</summary>
    public bool Flag(string name) =>
        Parse(name, t => t switch { "true" => true, "false" => false, _ => (bool?)null }, Codes.UnknownValue, ("allowed", "true, false")) ?? false;

    /// <summary>A comma-separated list of words out of <paramref name="allowed"/>.</summary>
    public IReadOnlySet<string> Words(string name, params IReadOnlyList<string> allowed)
    {
        var words = (Text(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        if (!words.IsSubsetOf(allowed))
            _errors.Add(new FieldError("?" + name, Codes.UnknownValue, ("allowed", string.Join(", ", allowed))));
        return words;
    }

    /// <summary>Filters that compare a column with the text as given; pairs of parameter and column.</summary>
    public IReadOnlyList<ListFilter> TextFilters(params ReadOnlySpan<(string Name, string Column)> filters)
    {
        var given = new List<ListFilter>();
        foreach (var (name, column) in filters)
        {
            if (Text(name) is { } value)
                given.Add(new ListFilter(column, value));
        }

        return given;
    }

    public IReadOnlyList<ListFilter> EnumFilter<TEnum>(string name, string column) where TEnum : struct, Enum =>
        Enum<TEnum>(name) is { } value ? [new ListFilter(column, value.Kebab())] : [];

    public IReadOnlyList<ListFilter> MonthFilter(string name, string column) =>
        Month(name) is { } month ? [new ListFilter(column, month.ToString())] : [];

    /// <summary>Filters by a code of the taxonomy.</summary>
    public IReadOnlyList<ListFilter> CodeFilter(string name, string column, Func<string, bool> known, string what) =>
        Code(name, known, what) is { } code ? [new ListFilter(column, code)] : [];

    /// <summary>A code of the taxonomy; null: not given, or refused.</summary>
    public string? Code(string name, Func<string, bool> known, string what)
    {
        var code = Text(name);
        if (code is null || known(code))
            return code;
        _errors.Add(new FieldError("?" + name, Codes.UnknownCode, ("value", code), ("what", what)));
        return null;
    }

    /// <summary>An amount in yuan, written as in a body: digits, with up to two decimals behind a point.</summary>
    public Money? Amount(string name) => Parse(name, ParseAmount, Codes.InvalidAmount, ("max", Money.Max.ToString()));

    public void Refuse(string name, string code, params (string Name, object? Value)[] args) =>
        _errors.Add(new FieldError("?" + name, code, args));

    /// <summary>Ends reading: what was wrong, or null.</summary>
    public DomainError? Finish()
    {
        foreach (var name in http.Request.Query.Keys.Where(k => !_known.Contains(k)))
            _errors.Add(new FieldError("?" + name, Codes.UnknownParameter, ("name", name), ("allowed", string.Join(", ", _known))));
        return _errors.Count == 0 ? null : DomainError.Invalid(_errors);
    }

    private static Money? ParseAmount(string text)
    {
        // Beyond 28 digits a decimal rounds silently; a point has digits on both sides.
        if (text.Length is 0 or > AmountTextMax || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[^1]))
            return null;
        var isNumber = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan);
        return isNumber && Money.TryFromYuan(yuan, out var money) ? money : null;
    }

    private T? Parse<T>(string name, Func<string, T?> parse, string code, params (string Name, object? Value)[] args)
        where T : struct
    {
        if (Text(name) is not { } text)
            return null;
        var value = parse(text);
        if (value is null)
            _errors.Add(new FieldError("?" + name, code, args));
        return value;
    }
}
