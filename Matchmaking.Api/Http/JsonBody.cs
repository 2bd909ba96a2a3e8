using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Matchmaking.Core.Common;
using Microsoft.AspNetCore.Http.Metadata;

namespace Matchmaking.Api.Http;

/// <summary>What an endpoint reads; the OpenAPI document is made from it.</summary>
internal sealed record BodyMetadata(Type Type, string MediaType, bool Optional);

/// <summary>A body that was read as a whole before the handler runs.</summary>
internal interface IBufferedBody
{
    ReadOnlySpan<byte> Bytes { get; }
}

/// <summary>
/// A buffered JSON body that is not judged before <see cref="Read"/>: access and preconditions are checked first, since a
/// caller who may not see a thing must not learn from a validation error that it exists.
/// </summary>
internal sealed class JsonBody<T> : IBufferedBody, IEndpointParameterMetadataProvider
{
    private readonly byte[] _utf8;

    private JsonBody(byte[] utf8) => _utf8 = utf8;

    public ReadOnlySpan<byte> Bytes => _utf8;

    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext http) =>
        new(await BodyReader.Read(http, "application/json"));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyMetadata(typeof(T), "application/json", Optional: parameter.GetCustomAttribute<OptionalBodyAttribute>() is not null));

    public Result<T> Read() => StrictJson.Read<T>(_utf8);

    /// <summary>The body, or <paramref name="absent"/> when there is none.</summary>
    public Result<T> ReadOr(T absent) => _utf8.Length == 0 ? absent : Read();

    /// <summary>Whether a top-level property was given; for defaults that depend on what was left out.</summary>
    public bool Has(string property)
    {
        using var document = JsonDocument.Parse(_utf8);
        return document.RootElement.TryGetProperty(property, out _);
    }
}

/// <summary>The endpoint also works without a body.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class OptionalBodyAttribute : Attribute;

/// <summary>A JSON merge patch (RFC 7396) of a <typeparamref name="T"/>.</summary>
internal sealed class MergePatchBody<T> : IEndpointParameterMetadataProvider
{
    public const string MediaType = "application/merge-patch+json";

    private readonly byte[] _utf8;

    private MergePatchBody(byte[] utf8) => _utf8 = utf8;

    public static async ValueTask<MergePatchBody<T>> BindAsync(HttpContext http) =>
        new(await BodyReader.Read(http, MediaType));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyMetadata(typeof(T), MediaType, Optional: false));

    /// <summary>The thing as it would be after the patch; the whole is judged as if it had been sent by PUT.</summary>
    public Result<T> ApplyTo(T current)
    {
        // Parsed strictly first: a node tree would hide duplicate properties and broken text.
        if (!StrictJson.Parse(_utf8).TryGet(out var element, out var error))
            return error;
        if (element.ValueKind != JsonValueKind.Object)
            return DomainError.Invalid(new FieldError("", Codes.WrongType, ("expected", "object")));
        if (FindDuplicate(element, "") is { } duplicate)
            return DomainError.Invalid(duplicate);
        var target = JsonSerializer.SerializeToNode(current, WireJson.Options)!;
        Merge(target.AsObject(), JsonNode.Parse(_utf8)!.AsObject(), WireJson.Options.GetTypeInfo(typeof(T)));
        return StrictJson.Read<T>(JsonSerializer.SerializeToElement(target, WireJson.Options));
    }

    private static void Merge(JsonObject target, JsonObject patch, JsonTypeInfo type)
    {
        foreach (var (name, value) in patch)
        {
            var known = type.Properties.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal));
            if (value is JsonObject inner && known is not null && WireJson.Options.GetTypeInfo(known.PropertyType) is { Kind: JsonTypeInfoKind.Object } below)
            {
                // What is no object yet is merged into an empty one.
                if (target[name] is not JsonObject)
                    target[name] = new JsonObject();
                Merge(target[name]!.AsObject(), inner, below);
            }
            // Null removes, which leaves the default; what does not exist stays in, to be refused as unknown.
            else if (value is null && (known is not null || target.ContainsKey(name)))
                target.Remove(name);
            else
                target[name] = value?.DeepClone();
        }
    }

    private static FieldError? FindDuplicate(JsonElement element, string pointer)
    {
        // Objects in lists too: a node tree with a duplicate anywhere inside cannot be copied.
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Select((item, i) => FindDuplicate(item, JsonPointer.Append(pointer, i))).FirstOrDefault(d => d is not null);
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var place = JsonPointer.Append(pointer, property.Name);
            if (!seen.Add(property.Name))
                return new FieldError(place, Codes.DuplicateProperty, ("name", property.Name));
            if (FindDuplicate(property.Value, place) is { } inner)
                return inner;
        }

        return null;
    }
}

internal static class BodyReader
{
    /// <exception cref="BadHttpRequestException">413 or 415.</exception>
    public static async Task<byte[]> Read(HttpContext http, string mediaType)
    {
        var bytes = await ReadAll(http, BodyLimits.Json);
        if (bytes.Length > 0 && !IsMediaType(http.Request.ContentType, mediaType))
            throw new UnsupportedBodyException(mediaType);
        return bytes;
    }

    /// <summary>A body of any type.</summary>
    /// <exception cref="BadHttpRequestException">413.</exception>
    public static async Task<byte[]> ReadAll(HttpContext http, int max)
    {
        var request = http.Request;
        if (request.ContentLength > max)
            throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge);
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            if (buffer.Length + count > max)
                throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge);
            buffer.Write(chunk, 0, count);
        }

        return buffer.ToArray();
    }

    private static bool IsMediaType(string? contentType, string expected) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var given)
        && given.MediaType.Equals(expected, StringComparison.OrdinalIgnoreCase)
        && (given.Charset.Length == 0 || given.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}

/// <summary>The body has another media type than <paramref name="expected"/>.</summary>
internal sealed class UnsupportedBodyException(string expected)
    : BadHttpRequestException("unsupported media type", StatusCodes.Status415UnsupportedMediaType)
{
    public string Expected { get; } = expected;
}
