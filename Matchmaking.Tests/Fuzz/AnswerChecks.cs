using System.Text.Json;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.Fuzz;

/// <summary>What must hold of every answer, whatever was asked.</summary>
internal static class AnswerChecks
{
    // As strict as the server: a comment or a comma too many is no JSON.
    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = 32 };

    /// <returns>What is wrong; empty when nothing is.</returns>
    public static IEnumerable<string> Check(FuzzRequest request, Answer answer)
    {
        if (answer.Status >= 500)
            yield return $"answered {answer.Status}";
        foreach (var problem in Shape(request.Operation, answer))
            yield return problem;
        if (answer.Status is >= 200 and < 300)
        {
            if (request.NamesNothing)
                yield return "a path that names nothing was accepted";
            foreach (var problem in BodyProblems(request).Take(3))
                yield return $"an invalid body was accepted: {problem}";
        }
    }

    private static List<string> Shape(ApiOperation operation, Answer answer)
    {
        if (!operation.Responses.TryGetValue(answer.Status, out var described))
            return [$"the status {answer.Status} is not described"];
        if (described.Content.Count == 0)
            return answer.Bytes.Length == 0 ? [] : [$"{answer.Status} should have no body"];
        if (answer.MediaType is null || !described.Content.TryGetValue(answer.MediaType, out var schema))
            return [$"the media type {answer.MediaType} is not described for {answer.Status}"];
        if (schema is null || !answer.MediaType.EndsWith("json", StringComparison.Ordinal))
            return [];
        using var document = JsonDocument.Parse(answer.Bytes);
        return [.. JsonSchemaValidator.Validate(schema, document.RootElement).Take(5).Select(p => $"the answer does not fit its schema: {p}")];
    }

    /// <summary>What the description says against the body; a body of another kind than JSON is the server's to judge.</summary>
    private static IReadOnlyList<string> BodyProblems(FuzzRequest request)
    {
        if (request.Operation.Body is not { } described || (request.MediaType != described.MediaType && request.Operation.Bodies.Any(b => b.MediaType == request.MediaType)))
            return [];
        if (request.Body is null or { Length: 0 })
            return described.Required ? ["there is none"] : [];
        if (request.MediaType != described.MediaType)
            return [$"{request.MediaType} is not described"];
        try
        {
            using var document = JsonDocument.Parse(request.Body, _strict);
            return JsonSchemaValidator.Validate(described.Schema, document.RootElement);
        }
        catch (JsonException broken)
        {
            return [broken.Message];
        }
    }
}
