namespace Matchmaking.Tests.BadInput;

/// <summary>A body with one thing wrong and what must be said of it, each as <c>pointer code</c>.</summary>
internal sealed record BodyFault(string What, string Body, IReadOnlyList<string> Errors)
{
    /// <summary>Broken JSON is one error of the whole; everything else is named at its place.</summary>
    public string Code => Errors is [" invalid-json"] ? "invalid-json" : "validation-failed";
}
