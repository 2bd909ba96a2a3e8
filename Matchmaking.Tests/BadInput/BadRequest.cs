using Matchmaking.Tests.Support;

namespace Matchmaking.Tests.BadInput;

/// <summary>One row of the table: a request and exactly what must be answered.</summary>
/// <param name="What">What is wrong with it, to name the row.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">As <see cref="ApiClient"/> takes it.</param>
/// <param name="Body">A text or bytes; null: none.</param>
/// <param name="MediaType">Of the body.</param>
/// <param name="IfMatch">The header; null: not sent.</param>
/// <param name="Status">The status that must be answered.</param>
/// <param name="Code">The code that must be answered.</param>
/// <param name="Errors">Each place as <c>pointer code</c>; null: the places of this refusal are judged elsewhere.</param>
internal sealed record BadRequest(
    string What, HttpMethod Method, string Path, object? Body, string? MediaType, string? IfMatch, int Status, string Code, IReadOnlyList<string>? Errors)
{
    private const int Shown = 160;

    /// <returns>Null when all is as it must be, else what was sent, expected and answered.</returns>
    public async Task<string?> Send(ApiClient client)
    {
        var answer = await client.SendAsync(Method, Path, Body, MediaType, IfMatch is null ? [] : [("If-Match", IfMatch)]);
        var actual = answer.MediaType == "application/problem+json" ? $"{answer.Status} {answer.Code} [{string.Join(", ", answer.Errors.Order())}]" : $"{answer.Status} {Cut(answer.Text)}";
        var expected = $"{Status} {Code} [{string.Join(", ", (Errors ?? []).Order())}]";
        var fits = Errors is null ? actual.StartsWith($"{Status} {Code} ", StringComparison.Ordinal) : actual == expected;
        return fits ? null : $"{Method} {Path} {What}: {Cut(Body as string ?? "")}\n    expected {expected}\n    but was  {Cut(actual)}";
    }

    private static string Cut(string text) => text.Length <= Shown ? text : string.Concat(text.AsSpan(0, Shown), "...");
}
