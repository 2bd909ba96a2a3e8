using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.BadInput;

/// <summary>What can be wrong outside the body: method, ids of the path, preconditions, query parameters.</summary>
internal static class ProtocolFaults
{
    private static readonly HttpMethod[] _methods = [HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Options, HttpMethod.Trace];

    private static readonly string[] _notIds = ["x", "1x", "1%20or%201", "%27%20OR%201=1--", "01920000000070008000000000000001", "%7B01920000-0000-7000-8000-000000000001%7D", "01920000-0000-7000-8000-00000000000g", "%E2%80%AE", "null", EndpointIds.Unknown];

    // Not read as numbers, days and so on; the empty text is none either.
    private static readonly (string Code, string[] Values) _limits = ("out-of-range", ["0", "-1", "201", "x", "1.5", "", "+1", "1e2", "%201", "2147483648", "99999999999999999999", "NaN", "١"]);
    private static readonly (string Code, string[] Values) _cursors = ("invalid-cursor", ["x", "", "MTIz", "%00", "a.b", "eyJhIjoxfQ", "AAAAAAAAAAAA"]);
    private static readonly (string Code, string[] Values) _days = ("invalid-date", ["x", "", "2026-02-30", "2026-13-01", "26-11-20", "2026-11", "2026-11-20T00:00:00Z", "20261120"]);
    private static readonly (string Code, string[] Values) _months = ("invalid-month", ["x", "", "2026-13", "2026-00", "26-11", "202611", "2026-11-01", "9999-12", "1899-12"]);
    private static readonly (string Code, string[] Values) _names = ("unknown-value", ["x", "no-such-value", "Excluded", "uscc%20x"]);
    private static readonly (string Code, string[] Values) _ids = ("invalid-id", ["x", "", "1", "01920000000070008000000000000001", "%27--"]);

    public static IEnumerable<BadRequest> OfPath(IGrouping<string, ApiOperation> operations, string path) =>
        _methods.Except(operations.Select(o => o.Method)).Select(m => new BadRequest("method", m, path, null, null, "*", 405, "method-not-allowed", []));

    public static IEnumerable<BadRequest> OfIds(ApiOperation operation, Func<string, string> idOf)
    {
        var body = operation.Body is { Required: true } ? "{}" : null;
        foreach (var parameter in operation.PathParameters)
        {
            foreach (var id in _notIds)
            {
                var path = operation.Fill(p => p == parameter.Name ? id : idOf(p));
                yield return new BadRequest($"id {parameter.Name}", operation.Method, path, body, operation.Body?.MediaType, "*", 404, "not-found", []);
            }
        }
    }

    public static IEnumerable<BadRequest> OfPreconditions(ApiOperation operation, string path, string? valid)
    {
        if (!operation.NeedsIfMatch)
            yield break;
        // The precondition is judged before the body.
        string?[] bodies = valid is null ? [null] : [valid, "{", "[]"];
        foreach (var body in bodies)
        {
            yield return new BadRequest("no If-Match", operation.Method, path, body, operation.Body?.MediaType, null, 428, "precondition-required", []);
            foreach (var tag in (string[])["\"999\"", "W/\"1\"", "W/*", "garbage", "1", "\"1", "\"\"", "\"0\", \"-1\"", "'1'", "\"1 \""])
                yield return new BadRequest($"If-Match {tag}", operation.Method, path, body, operation.Body?.MediaType, tag, 412, "precondition-failed", []);
        }
    }

    /// <param name="operation">The operation.</param>
    /// <param name="path">Its path.</param>
    /// <param name="valid">A JSON body that is accepted; null where the body is none or of another kind.</param>
    /// <param name="needed">Parameters that must be given, as they stand in a query; empty for none.</param>
    public static IEnumerable<BadRequest> OfQuery(ApiOperation operation, string path, string? valid, string needed)
    {
        var media = operation.Body ?? (operation.Bodies is [var other, ..] ? other : null);
        var body = valid ?? (media is null || media == operation.Body ? null : "name\n");
        BadRequest Row(string query, string error) =>
            new("query", operation.Method, $"{path}?{query}{needed}", body, media?.MediaType, "*", 400, "validation-failed", [error]);

        foreach (var name in (string[])["surprise", "Limit", "limit[]", "__proto__"])
            yield return Row($"{name}=1", $"?{name} unknown-parameter");
        foreach (var parameter in operation.QueryParameters.Select(p => p.Name))
        {
            if (Wrong(operation, parameter) is not var (code, values))
                continue;
            foreach (var value in values)
                yield return value == "%00" ? Row($"{parameter}={value}", $"?{parameter} invalid-text") : Row($"{parameter}={value}", $"?{parameter} {code}");
        }
    }

    /// <summary>What is wrong for a parameter of this name; null where any text is a filter.</summary>
    private static (string Code, string[] Values)? Wrong(ApiOperation operation, string parameter) => parameter switch
    {
        "limit" => _limits,
        "cursor" => _cursors,
        "asOf" => _days,
        "month" => _months,
        "from" or "to" when operation.Id == "getSeasonReport" => _months,
        // Operations are of kinds that anybody may ask for.
        "kind" when operation.Id == "listOperations" => null,
        "status" or "stage" or "kind" or "category" or "role" or "result" or "partyType" or "include" or "override" => _names,
        "sessionId" or "freezeId" when operation.Id.StartsWith("rank", StringComparison.Ordinal) => _ids,
        _ => null,
    };
}
