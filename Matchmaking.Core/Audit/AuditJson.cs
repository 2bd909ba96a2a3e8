using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Audit;

/// <summary>Marks what identifies a person: the audit log says that it was there, not what it was.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;

/// <summary>Marks what opens something to whoever knows it, such as an address that holds a token: the audit log says that it was there, not what it was.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConfidentialAttribute : Attribute;

/// <summary>Marks a large text that is kept elsewhere and never changes: the audit log keeps its SHA-256.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DigestedAttribute : Attribute;

/// <summary>How things look in the audit log: as on the wire, without what identifies people or opens something.</summary>
public static class AuditJson
{
    public const string Redacted = "[redacted]";

    private static readonly JsonSerializerOptions _options = Make();

    public static string? Of(object? thing) => thing is null ? null : JsonSerializer.Serialize(thing, thing.GetType(), _options);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(WireJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Redact } } };
        options.MakeReadOnly();
        return options;
    }

    private static void Redact(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.Get is not { } get)
                continue;
            if (property.AttributeProvider is { } marks && (marks.IsDefined(typeof(PersonalAttribute), inherit: true) || marks.IsDefined(typeof(ConfidentialAttribute), inherit: true)))
                property.Get = thing => get(thing) is null ? null : Redacted;
            else if (property.AttributeProvider?.IsDefined(typeof(DigestedAttribute), inherit: true) == true)
                property.Get = thing => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((string)get(thing)!)));
        }
    }
}
