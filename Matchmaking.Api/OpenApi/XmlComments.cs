using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Matchmaking.Core.Common;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.OpenApi;

/// <summary>
/// What the doc comments of types and properties say, in plain text and in the words of the wire: references to properties
/// in camelCase, to enum values in kebab-case. The compiler writes them beside each assembly.
/// </summary>
internal static partial class XmlComments
{
    private static readonly Lazy<FrozenDictionary<string, XElement>> _members = new(Load);

    public static string? Of(Type type) => Summary("T:" + Name(type));

    /// <summary>The summary of a property; for the parameters of a record, what is said of the parameter.</summary>
    public static string? Of(PropertyInfo property)
    {
        var owner = Name(property.DeclaringType!);
        return Summary($"P:{owner}.{property.Name}")
            ?? Text(_members.Value.GetValueOrDefault("T:" + owner)?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == property.Name));
    }

    public static string? OfEnumValue(Type type, string name) => Summary($"F:{Name(type)}.{name}");

    private static FrozenDictionary<string, XElement> Load() =>
        new[] { typeof(XmlComments), typeof(Money), typeof(Subject) }
            .SelectMany(type => XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml")).Descendants("member"))
            .ToFrozenDictionary(member => member.Attribute("name")!.Value);

    private static string Name(Type type) =>
        (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Summary(string member) => Text(_members.Value.GetValueOrDefault(member)?.Element("summary"));

    private static string? Text(XElement? element)
    {
        if (element is null)
            return null;
        var text = Whitespace().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => see.Attribute("cref") is { } cref ? Reference(cref.Value) : see.Attribute("langword")?.Value ?? see.Value,
        XElement { Name.LocalName: "paramref" } parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Attribute("name")!.Value),
        XElement inner => inner.Value,
        _ => "",
    };

    private static string Reference(string cref)
    {
        var name = cref[(cref.LastIndexOf('.') + 1)..];
        return cref[0] switch
        {
            'P' => JsonNamingPolicy.CamelCase.ConvertName(name),
            'F' => JsonNamingPolicy.KebabCaseLower.ConvertName(name),
            _ => name.EndsWith("View", StringComparison.Ordinal) ? name[..^4] : name,
        };
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
