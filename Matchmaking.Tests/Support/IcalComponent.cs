using System.Text;

namespace Matchmaking.Tests.Support;

/// <summary>A component of a calendar: an event, a time zone, the calendar itself.</summary>
internal sealed record IcalComponent(string Name)
{
    public List<IcalProperty> Properties { get; } = [];

    public List<IcalComponent> Components { get; } = [];

    public IReadOnlyList<IcalComponent> Events => [.. Components.Where(c => c.Name == "VEVENT")];

    /// <summary>The value of a property that is there once.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public string Single(string name) =>
        Properties.Where(p => p.Name == name).ToList() is [var only] ? only.Value : throw new FormatException($"{Name} has not one {name}.");

    /// <summary>The same as people read it: without escapes.</summary>
    public string Text(string name)
    {
        var (escaped, text) = (Single(name), new StringBuilder());
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] is ',' or ';')
                throw new FormatException($"{name} has an unescaped {escaped[i]}: {escaped}");
            text.Append(escaped[i] != '\\' ? escaped[i] : escaped[++i] switch
            {
                'n' or 'N' => '\n',
                '\\' or ',' or ';' => escaped[i],
                _ => throw new FormatException($"{name} has an unknown escape: {escaped}"),
            });
        }

        return text.ToString();
    }
}

/// <summary>A property: its name, its parameters as written, its value as written.</summary>
internal sealed record IcalProperty(string Name, string Parameters, string Value);
