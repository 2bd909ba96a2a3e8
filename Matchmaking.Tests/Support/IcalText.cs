using System.Text;

namespace Matchmaking.Tests.Support;

/// <summary>
/// A strict reader of calendars (RFC 5545), which shares nothing with what writes them: it insists on line ends, on lines of at most
/// 75 octets that are valid UTF-8 each for itself, on properties that must be there and on zones that are defined.
/// </summary>
internal static class IcalText
{
    private const int OctetsMost = 75;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The calendar, with its components.</returns>
    /// <exception cref="FormatException">What is wrong.</exception>
    public static IcalComponent Read(byte[] bytes)
    {
        var root = new IcalComponent("");
        var open = new Stack<IcalComponent>([root]);
        foreach (var line in Unfolded(bytes))
        {
            var (name, parameters, value) = Split(line);
            switch (name)
            {
                case "BEGIN":
                    var component = new IcalComponent(value);
                    open.Peek().Components.Add(component);
                    open.Push(component);
                    break;
                case "END" when open.Pop() is { Name: var ended } && ended == value:
                    break;
                case "END":
                    throw new FormatException($"END:{value} ends nothing.");
                default:
                    open.Peek().Properties.Add(new IcalProperty(name, parameters, value));
                    break;
            }
        }

        if (open.Count != 1 || root.Components is not [{ Name: "VCALENDAR" } calendar])
            throw new FormatException("A file is one whole VCALENDAR.");
        Check(calendar);
        return calendar;
    }

    private static List<string> Unfolded(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        if (!text.EndsWith("\r\n", StringComparison.Ordinal) || text.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().IndexOfAny('\r', '\n') >= 0)
            throw new FormatException("Lines end with CR LF.");
        var lines = new List<string>();
        foreach (var octets in text[..^2].Split("\r\n"))
        {
            if (octets.Length is 0 or > OctetsMost)
                throw new FormatException($"A line has {octets.Length} octets: {octets}");
            // Each for itself: a character that is cut in two is no UTF-8 on either side.
            var line = _strict.GetString(Encoding.Latin1.GetBytes(octets));
            if (line[0] is ' ' or '\t')
                lines[^1] += line[1..];
            else
                lines.Add(line);
        }

        return lines;
    }

    private static (string Name, string Parameters, string Value) Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            throw new FormatException($"No value: {line}");
        var head = line[..colon].Split(';', 2);
        if (head[0].Length == 0 || head[0].Any(c => c is not (>= 'A' and <= 'Z') && c != '-'))
            throw new FormatException($"No name: {line}");
        return (head[0], head.Length > 1 ? head[1] : "", line[(colon + 1)..]);
    }

    private static void Check(IcalComponent calendar)
    {
        if (calendar.Single("VERSION") != "2.0" || calendar.Single("PRODID").Length == 0 || calendar.Components.Count == 0)
            throw new FormatException("A calendar has a version, a product and a component.");
        var zones = calendar.Components.Where(c => c.Name == "VTIMEZONE").Select(z => z.Single("TZID")).ToList();
        foreach (var e in calendar.Components.Where(c => c.Name == "VEVENT"))
        {
            foreach (var name in new[] { "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS" })
                e.Single(name);
            foreach (var zone in e.Properties.Where(p => p.Parameters.StartsWith("TZID=", StringComparison.Ordinal)).Select(p => p.Parameters["TZID=".Length..]))
            {
                if (!zones.Contains(zone))
                    throw new FormatException($"{zone} is not defined.");
            }
        }
    }
}
