using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Matchmaking.Tests.Support;

/// <summary>An answer of the server, read to its end.</summary>
internal sealed record Answer(string Request, int Status, HttpResponseHeaders Headers, string? MediaType, byte[] Bytes)
{
    private JsonNode? _json;

    /// <summary>Under which name to save it.</summary>
    public string? Disposition { get; init; }

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => _json ??= JsonNode.Parse(Bytes)!;

    /// <summary>The id of the thing answered.</summary>
    public string Id => Json.Text("id");

    public Guid Guid => Guid.ParseExact(Id, "D");

    public string ETag => Headers.ETag!.ToString();

    /// <summary>The entries of a list.</summary>
    public IReadOnlyList<JsonNode> Items => Json.List("items");

    /// <summary>The stable code of a refusal.</summary>
    public string Code => Json.Text("code");

    /// <summary>What a refusal says of each place: <c>pointer code</c>.</summary>
    public IReadOnlyList<string> Errors => [.. Json.List("errors").Select(e => $"{e.Text("pointer")} {e.Text("code")}")];

    /// <summary>Fails the test, with all there is to see, when the status is another.</summary>
    public Answer Expect(int status)
    {
        Assert.That(Status, Is.EqualTo(status), $"{Request}: {Text}");
        return this;
    }

    /// <summary>A refusal with this status and code.</summary>
    public Answer Refused(int status, string code)
    {
        Expect(status);
        Assert.That(Code, Is.EqualTo(code), $"{Request}: {Text}");
        return this;
    }

    /// <summary>A refusal of the input: exactly these places, each as <c>pointer code</c>.</summary>
    public Answer Invalid(params string[] errors)
    {
        Refused(400, "validation-failed");
        Assert.That(Errors, Is.EquivalentTo(errors), $"{Request}: {Text}");
        return this;
    }
}
