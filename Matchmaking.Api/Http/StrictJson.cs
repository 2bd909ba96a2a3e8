using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Http;

/// <summary>
/// Reads a body against its type and reports everything that is wrong with it at once: unknown and duplicate properties,
/// missing ones, wrong types, unknown enum values, amounts and ratios out of range, text that cannot be stored. The
/// serializer alone would stop at the first and name it by its own path.
/// </summary>
internal static class StrictJson
{
    private const int DepthMax = 32;
    private const int ErrorsMax = 100;

    public static Result<T> Read<T>(ReadOnlyMemory<byte> utf8) =>
        Parse(utf8).TryGet(out var root, out var broken) ? Read<T>(root) : broken;

    /// <summary>Well-formed JSON of storable text, not yet judged against a type.</summary>
    public static Result<JsonElement> Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = DepthMax });
            var errors = new List<FieldError>();
            CheckText(document.RootElement, "", errors);
            return errors.Count == 0 ? document.RootElement.Clone() : DomainError.Invalid([.. errors.Take(ErrorsMax)]);
        }
        catch (JsonException broken)
        {
            return Broken(broken);
        }
    }

    /// <param name="root">What <see cref="Parse"/> let through.</param>
    public static Result<T> Read<T>(JsonElement root)
    {
        var errors = new List<FieldError>();
        Check(root, WireJson.Options.GetTypeInfo(typeof(T)), "", errors);
        return errors.Count == 0
            ? root.Deserialize<T>(WireJson.Options)!
            : DomainError.Invalid([.. errors.Take(ErrorsMax)]);
    }

    private static DomainError Broken(JsonException broken)
    {
        (string, object?)[] place = [("line", (broken.LineNumber ?? 0) + 1), ("column", (broken.BytePositionInLine ?? 0) + 1)];
        return new DomainError(ErrorKind.Invalid, Codes.InvalidJson, place, [new FieldError("", Codes.InvalidJson, place)]);
    }

    private static void CheckText(JsonElement element, string pointer, List<FieldError> errors)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (TryName(property, out var name))
                        CheckText(property.Value, JsonPointer.Append(pointer, name), errors);
                    else
                        errors.Add(new FieldError(pointer, Codes.InvalidText));
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    CheckText(item, JsonPointer.Append(pointer, index++), errors);
                break;
            case JsonValueKind.String when !IsStorable(element):
                errors.Add(new FieldError(pointer, Codes.InvalidText));
                break;
        }
    }

    private static bool TryName(JsonProperty property, out string name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            // The documented way in which the reader reports an unpaired surrogate or invalid UTF-8.
            name = "";
            return false;
        }
    }

    private static bool IsStorable(JsonElement text)
    {
        try
        {
            return PlainText.IsStorable(text.GetString()!);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Check(JsonElement element, JsonTypeInfo type, string pointer, List<FieldError> errors)
    {
        if (errors.Count > ErrorsMax)
            return;
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                CheckObject(element, type, pointer, errors);
                break;
            case JsonTypeInfoKind.Object:
                errors.Add(new FieldError(pointer, Codes.WrongType, ("expected", "object")));
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    CheckValue(item, type.ElementType!, nullable: Nullable.GetUnderlyingType(type.ElementType!) is not null, JsonPointer.Append(pointer, index++), errors);
                break;
            case JsonTypeInfoKind.Enumerable:
                errors.Add(new FieldError(pointer, Codes.WrongType, ("expected", "array")));
                break;
            default:
                CheckLeaf(element, type.Type, pointer, errors);
                break;
        }
    }

    private static void CheckObject(JsonElement element, JsonTypeInfo type, string pointer, List<FieldError> errors)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var place = JsonPointer.Append(pointer, property.Name);
            var known = type.Properties.FirstOrDefault(p => p.Name == property.Name && p.Set is not null);
            if (known is null)
                errors.Add(new FieldError(place, Codes.UnknownProperty, ("name", property.Name)));
            else if (!given.Add(property.Name))
                errors.Add(new FieldError(place, Codes.DuplicateProperty, ("name", property.Name)));
            else
                CheckValue(property.Value, known.PropertyType, known.IsSetNullable, place, errors);
        }

        foreach (var missing in type.Properties.Where(p => IsRequired(p) && !given.Contains(p.Name)))
            errors.Add(new FieldError(JsonPointer.Append(pointer, missing.Name), Codes.Required));
    }

    /// <summary>Marked as required, or a parameter of a record that has no default: the serializer would make one up.</summary>
    internal static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };

    private static void CheckValue(JsonElement value, Type type, bool nullable, string pointer, List<FieldError> errors)
    {
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        if (value.ValueKind != JsonValueKind.Null)
            Check(value, WireJson.Options.GetTypeInfo(underlying), pointer, errors);
        else if (!nullable)
            errors.Add(new FieldError(pointer, Codes.WrongType, ("expected", Expected(underlying))));
    }

    private static void CheckLeaf(JsonElement element, Type type, string pointer, List<FieldError> errors)
    {
        try
        {
            element.Deserialize(type, WireJson.Options);
        }
        catch (WireException refused)
        {
            errors.Add(new FieldError(pointer, refused.Code, refused.Args));
        }
        catch (JsonException)
        {
            errors.Add(element.ValueKind == JsonValueKind.String && CodeOfText(type) is { } code
                ? new FieldError(pointer, code)
                : new FieldError(pointer, Codes.WrongType, ("expected", Expected(type))));
        }
    }

    /// <summary>The code of a text that is none of this type, for types that the serializer itself reads from text.</summary>
    private static string? CodeOfText(Type type) =>
        type == typeof(DateOnly) ? Codes.InvalidDate : type == typeof(Guid) ? Codes.InvalidId : null;

    private static string Expected(Type type) =>
        type == typeof(bool) ? "boolean"
        : type == typeof(int) || type == typeof(long) ? "integer"
        : type == typeof(Money) || type == typeof(Ratio) || type == typeof(Multiple) ? "number"
        : type != typeof(string) && type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? "array"
        : WireJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object ? "object"
        : "string";
}
