using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Matchmaking.Core.Common;

/// <summary>
/// Judges a value by what the properties of its type declare: <see cref="StringLengthAttribute"/> (with a minimum: not
/// blank), <see cref="DataTypeAttribute"/> for texts of several lines, <see cref="RangeAttribute"/>,
/// <see cref="MaxLengthAttribute"/> and <see cref="DistinctAttribute"/> of lists, <see cref="PositiveAttribute"/>. The
/// description of the API is made from the same attributes, so that it cannot promise other bounds than those enforced.
/// </summary>
internal static class DeclaredBounds
{
    private delegate void Check(Validator check, string pointer, object? value);

    private sealed record Bound(string Name, PropertyInfo Property, IReadOnlyList<Check> Checks);

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Bound>> _bounds = new();

    public static void Judge(Validator check, Type type, object value, string pointer = "")
    {
        foreach (var (name, property, checks) in _bounds.GetOrAdd(type, Read))
        {
            var part = property.GetValue(value);
            foreach (var bound in checks)
                bound(check, $"{pointer}/{name}", part);
        }
    }

    private static List<Bound> Read(Type type) =>
    [
        .. from property in type.GetProperties()
           where property.GetIndexParameters().Length == 0
           let checks = ChecksOf(property).ToList()
           where checks.Count > 0
           select new Bound(JsonNamingPolicy.CamelCase.ConvertName(property.Name), property, checks),
    ];

    private static IEnumerable<Check> ChecksOf(PropertyInfo property)
    {
        if (property.GetCustomAttribute<StringLengthAttribute>() is { } length)
            yield return Text(length, property.GetCustomAttribute<DataTypeAttribute>()?.DataType == DataType.MultilineText);
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
            yield return (check, pointer, value) => check.Range(pointer, (int?)value, (int)range.Minimum, (int)range.Maximum);
        if (property.GetCustomAttribute<PositiveAttribute>() is not null)
            yield return (check, pointer, value) => check.Require(value is not Money amount || amount > Money.Zero, pointer, Codes.MustBePositive);
        if (property.GetCustomAttribute<MaxLengthAttribute>() is { } count)
            yield return (check, pointer, value) => check.Require(Items(value).Count <= count.Length, pointer, Codes.TooMany, ("max", count.Length));
        if (property.GetCustomAttribute<DistinctAttribute>() is not null)
            yield return (check, pointer, value) => check.Distinct(pointer, Items(value));
        if (ItemType(property.PropertyType) is { } item && IsOurs(item))
            yield return (check, pointer, value) => Each(check, pointer, item, Items(value));
        else if (IsOurs(property.PropertyType))
            yield return (check, pointer, value) => Each(check, pointer, property.PropertyType, value);
    }

    private static Check Text(StringLengthAttribute length, bool severalLines) => (check, pointer, value) =>
    {
        var text = (string?)value;
        if (text is not null && length.MinimumLength > 0)
            check.Text(pointer, text, length.MaximumLength);
        else
            check.OptionalText(pointer, text, length.MaximumLength);
        check.Require(severalLines || text is null || PlainText.IsSingleLine(text), pointer, Codes.InvalidText);
    };

    private static void Each(Validator check, string pointer, Type type, object? value)
    {
        if (value is not null)
            Judge(check, type, value, pointer);
    }

    private static void Each(Validator check, string pointer, Type type, IReadOnlyList<object?> items)
    {
        for (var i = 0; i < items.Count && items.Count <= Bounds.ListMax; i++)
            Each(check, $"{pointer}/{i}", type, items[i]);
    }

    private static IReadOnlyList<object?> Items(object? list) => list is IEnumerable items ? [.. items.Cast<object?>()] : [];

    private static Type? ItemType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static bool IsOurs(Type type) => type.IsClass && type.Namespace?.StartsWith("Matchmaking.", StringComparison.Ordinal) == true;
}
