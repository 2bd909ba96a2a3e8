using System.Text;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.BadInput;

/// <summary>What can be wrong with a body before its properties are looked at: its encoding, its media type, its syntax, its kind.</summary>
internal static class WholeBodyFaults
{
    private const int MaxBody = 1024 * 1024;

    public static IEnumerable<BadRequest> Of(ApiOperation operation, string path, string valid)
    {
        var media = operation.Body!.MediaType;
        var ifMatch = operation.NeedsIfMatch ? "*" : null;
        BadRequest Row(string what, object? body, string? mediaType, int status, string code, params string[] errors) =>
            new(what, operation.Method, path, body, mediaType, ifMatch, status, code, errors);

        foreach (var raw in (string[])["null", "true", "5", "\"text\"", "[]", $"[{valid}]"])
            yield return Row("not an object", raw, media, 400, "validation-failed", " wrong-type");
        foreach (var raw in NotJson(valid))
            yield return Row("not JSON", raw, media, 400, "invalid-json", " invalid-json");
        yield return Row("byte order mark", (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(valid)], media, 400, "invalid-json", " invalid-json");
        yield return Row("UTF-16", Encoding.Unicode.GetBytes(valid), media, 400, "invalid-json", " invalid-json");
        yield return Row("not UTF-8", (byte[])[.. "{\""u8, 0xC3, 0x28, .. "\":1}"u8], media, 400, "validation-failed", " invalid-text");
        if (operation.Body.Required)
            yield return Row("empty body", Array.Empty<byte>(), media, 400, "invalid-json", " invalid-json");
        foreach (var other in OtherMedia(media))
            yield return Row($"media type {other}", valid, other, 415, "unsupported-media-type");
        yield return Row("no media type", valid, null, 415, "unsupported-media-type");
        yield return Row("more than 1 MiB", new string(' ', MaxBody) + valid, media, 413, "body-too-large");
    }

    private static IEnumerable<string> NotJson(string valid) =>
    [
        valid[..^1], valid + valid, valid + ",", valid + "x", "// comment\n" + valid, valid + "/* comment */", valid.Replace('"', '\''), valid[..^1] + ",}", "{", "}", "{]", "{\"a\"}", "{\"a\":}", "{a:1}",
        " ", "\u0000", "name=x&role=admin", "<xml/>", "{\"a\":1,,\"b\":2}", "{\"a\":\"" + "\n" + "\"}", string.Concat(Enumerable.Repeat("{\"a\":", 64)) + "1" + new string('}', 64),
        new string('[', 100_000),
    ];

    private static IEnumerable<string> OtherMedia(string media) =>
    [
        "text/plain", "text/json", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json5", "application/problem+json",
        media + "; charset=utf-16", media + "; charset=gb18030", media + "; charset=iso-8859-1", media == ApiClient.Json ? ApiClient.MergePatch : ApiClient.Json,
    ];
}
