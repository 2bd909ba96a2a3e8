using System.Globalization;
using Matchmaking.Api.Errors;
using Microsoft.OpenApi;

namespace Matchmaking.Api.OpenApi;

/// <summary>What an operation may answer beside its success, and the headers of all its answers.</summary>
internal static class OperationResponses
{
    /// <summary>Adds the answers that every operation of this kind has, and describes the successes that are there.</summary>
    public static void Complete(OpenApiResponses responses, OperationFacts operation, IOpenApiSchema problem, OpenApiDocument document)
    {
        foreach (var (status, response) in responses.Where(r => r.Key[0] == '2'))
            DescribeSuccess(status, (OpenApiResponse)response, operation, document);
        if (operation.IsConditionalRead)
            responses["304"] = new OpenApiResponse { Description = "The caller has the current version.", Headers = Headers(document, StandardHeaders.RequestId, StandardHeaders.ETag) };
        foreach (var (status, description) in Refusals(operation))
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = description,
                Headers = Headers(document, [StandardHeaders.RequestId, .. OfRefusal(status)]),
                Content = new Dictionary<string, OpenApiMediaType> { [Problems.MediaType] = new OpenApiMediaType { Schema = problem } },
            };
        }
    }

    private static void DescribeSuccess(string status, OpenApiResponse success, OperationFacts operation, OpenApiDocument document)
    {
        success.Description = status switch { "201" => "Created.", "202" => "Accepted; the work goes on.", "204" => "Done.", _ => "The answer." };
        foreach (var (mediaType, described) in success.Content ?? new Dictionary<string, OpenApiMediaType>())
        {
            // Files and events are text on the wire, whatever they are about.
            if (described is OpenApiMediaType text && !OperationFacts.IsJson(mediaType))
                text.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            else if (OperationExamples.Response(operation.Id, status) is { } example && described is OpenApiMediaType media)
                media.Example = example;
        }

        List<string> headers = [StandardHeaders.RequestId];
        if (status is "201" or "202")
            headers.Add(StandardHeaders.Location);
        if (operation.HasETag && status is "200" or "201")
            headers.Add(StandardHeaders.ETag);
        if (operation.IsPost)
            headers.Add(StandardHeaders.IdempotencyReplayed);
        success.Headers = Headers(document, [.. headers]);
    }

    private static SortedDictionary<int, string> Refusals(OperationFacts operation)
    {
        var statuses = new SortedDictionary<int, string>
        {
            [400] = "The input is not valid.",
            [500] = "Something went wrong here.",
            [503] = "Too much is waiting, or it took too long; wait as Retry-After says.",
        };
        if (operation.Roles is not null)
        {
            statuses[401] = "No usable key.";
            statuses[403] = "The role may not do this.";
            statuses[429] = "Too many requests with this key, or with unusable ones from this address; wait as Retry-After says.";
        }

        if (operation.HasPathParameters)
            statuses[404] = "There is no such thing, or it is another's.";
        if (operation.Method != "GET")
            statuses[409] = operation.IsPost ? "The state of things does not allow it, or the same Idempotency-Key is in use." : "The state of things does not allow it.";
        if (operation.Id is "getPlanCalendar")
            statuses[409] = "The session has no start.";
        if (operation.Id is "getPlanPrices" or "getPlanStability")
            statuses[422] = "The plan is a seating, which has no meetings.";
        if (operation.Body is not null)
        {
            statuses[413] = "The body is too large.";
            statuses[415] = "The body has another media type.";
        }

        if (operation.NeedsIfMatch)
        {
            statuses[412] = "It was changed since it was read.";
            statuses[428] = "If-Match is missing.";
        }

        if (operation.IsPost)
            statuses[422] = operation.Id is "makePlan" or "repairPlan" ? "No plan can satisfy all limits, or the Idempotency-Key was used for another request." : "The Idempotency-Key was used for another request.";
        if (operation.Id is "readEvents")
            statuses[410] = "The cursor is of a later state than the database has: it was restored. Begin anew.";
        if (operation.Id is "rankRequestsForFund" or "rankFundsForRequest")
            statuses[410] = "The list of the cursor is no longer kept.";
        return statuses;
    }

    private static string[] OfRefusal(int status) => status switch
    {
        401 => [StandardHeaders.Authenticate],
        429 or 503 => [StandardHeaders.RetryAfter],
        _ => [],
    };

    private static Dictionary<string, IOpenApiHeader> Headers(OpenApiDocument document, params IEnumerable<string> names) =>
        names.ToDictionary(name => name, name => (IOpenApiHeader)new OpenApiHeaderReference(name, document));
}
