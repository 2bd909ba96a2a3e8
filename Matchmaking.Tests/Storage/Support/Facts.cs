using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Matchmaking.Tests.Storage.Support;

/// <summary>
/// All values within an object as lines <c>path = value</c>: records that hold lists compare by reference, and properties
/// that JSON leaves out are stored all the same.
/// </summary>
internal static class Facts
{
    public static IReadOnlyList<string> Of(object? value)
    {
        var lines = new List<string>();
        Add("", value, lines);
        return lines;
    }

    private static void Add(string path, object? value, List<string> lines)
    {
        switch (value)
        {
            case null:
                lines.Add($"{path} = null");
                break;
            case byte[] bytes:
                lines.Add($"{path} = {Convert.ToHexString(bytes)}");
                break;
            case string or ValueType:
                lines.Add($"{path} = {Text(value)}");
                break;
            case IEnumerable items:
                var count = 0;
                foreach (var item in items)
                    Add($"{path}[{count++}]", item, lines);
                lines.Add($"{path}.Count = {count}");
                break;
            default:
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.Name, StringComparer.Ordinal))
                    Add($"{path}.{property.Name}", property.GetValue(value), lines);
                break;
        }
    }

    private static string Text(object value) => value switch
    {
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
