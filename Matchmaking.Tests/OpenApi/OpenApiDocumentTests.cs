using System.Text.Json;
using System.Text.Json.Nodes;
using Matchmaking.Api.Http;
using Matchmaking.Api.OpenApi;
using Matchmaking.Tests.Support;
using Microsoft.AspNetCore.Routing;
using NUnit.Framework;

namespace Matchmaking.Tests.OpenApi;

/// <summary>The description of the API: committed, served, complete, with examples that the API itself would read.</summary>
internal sealed class OpenApiDocumentTests
{
    private static readonly string[] _methods = ["get", "post", "put", "patch", "delete"];

    private static readonly string[] _errors = ["400", "401", "403", "429", "500", "503"];

    private TestServer _server = null!;
    private JsonObject _document = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        using var http = new HttpClient();
        _document = JsonNode.Parse(await http.GetStringAsync(new Uri(_server.Address, "/openapi.json")))!.AsObject();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task CommittedFile_Always_IsWhatIsServed()
    {
        using var http = new HttpClient();

        var served = await http.GetStringAsync(new Uri(_server.Address, "/openapi.yaml"));

        Assert.That(RepositoryFiles.Read("openapi.yaml"), Is.EqualTo(served), "write it again: dotnet run --project Matchmaking.Api -- write-openapi openapi.yaml");
    }

    [Test]
    public void Operations_All_HaveSummaryTagNameErrorsAndSecurity()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (path, operation) in Operations())
            {
                var name = operation["operationId"]?.GetValue<string>();
                Assert.That(name, Is.Not.Null.And.Not.Empty, path);
                Assert.That(operation["summary"]?.GetValue<string>(), Is.Not.Null.And.Not.Empty, path);
                Assert.That(operation["tags"]!.AsArray(), Has.Count.EqualTo(1), path);
                Assert.That(operation["responses"]!.AsObject().Select(r => r.Value!["headers"]!["X-Request-Id"]), Has.All.Not.Null, path);
                if (!path.StartsWith("/v1", StringComparison.Ordinal))
                    continue;
                Assert.That(operation["security"]!.AsArray(), Has.Count.EqualTo(1), path);
                var statuses = operation["responses"]!.AsObject().Select(r => r.Key).ToList();
                Assert.That(statuses, Is.SupersetOf(_errors), path);
                Assert.That(path.Contains('{', StringComparison.Ordinal), Is.EqualTo(statuses.Contains("404")), path);
            }
        }
    }

    [Test]
    public void Operations_All_HaveExamplesOfRequestAndResponse()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (path, operation) in Operations())
            {
                foreach (var content in operation["requestBody"]?["content"]?.AsObject().Select(c => c.Value).Where(c => !IsBinary(c!)) ?? [])
                    Assert.That(content!["example"], Is.Not.Null, $"request of {path}");
                foreach (var (status, response) in operation["responses"]!.AsObject().Where(r => (r.Key is "200" or "201" or "202") && !IsStream(r.Value!)))
                {
                    Assert.That(response!["content"]?.AsObject().First().Value!["example"], Is.Not.Null, $"{status} of {path}");
                }

            }
        }
    }

    private static bool IsBinary(JsonNode content) => content["schema"]?["format"]?.GetValue<string>() == "binary";

    private static bool IsStream(JsonNode response) => response["content"]?["text/event-stream"] is not null;

    [Test]
    public void RequestExamples_All_AreReadByTheApi()
    {
        var read = typeof(StrictJson).GetMethods().Single(m => m.Name == "Read" && m.GetParameters()[0].ParameterType == typeof(JsonElement));
        using (Assert.EnterMultipleScope())
        {
            // A merge patch is part of a resource, so required properties may be missing: those are judged after merging.
            foreach (var endpoint in _server.Endpoints.Where(e => e.Metadata.GetMetadata<BodyMetadata>()?.MediaType == "application/json"))
            {
                var operation = endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName;
                if (OperationExamples.Request(operation) is not { } example)
                    continue;
                var type = endpoint.Metadata.GetRequiredMetadata<BodyMetadata>().Type;
                dynamic result = read.MakeGenericMethod(type).Invoke(null, [JsonSerializer.SerializeToElement(example)])!;
                Assert.That((object?)result.Error, Is.Null, operation);
            }
        }
    }

    [Test]
    public void Parameters_All_AreDescribed()
    {
        var offenders = Operations().SelectMany(
            o => o.Operation["parameters"]?.AsArray() ?? [],
            (o, parameter) => (o.Path, Name: parameter!["name"]!.GetValue<string>(), Text: parameter["description"]?.GetValue<string>()));

        Assert.That(offenders.Where(p => string.IsNullOrEmpty(p.Text)), Is.Empty);
    }

    [Test]
    public void Headers_ByKindOfOperation_AreDescribed()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (path, operation) in Operations().Where(o => o.Path.StartsWith("/v1", StringComparison.Ordinal)))
            {
                var given = (operation["parameters"]?.AsArray() ?? []).Where(p => p!["in"]!.GetValue<string>() == "header").Select(p => p!["name"]!.GetValue<string>()).ToList();
                var responses = operation["responses"]!.AsObject();
                Assert.That(given.Contains("Idempotency-Key"), Is.EqualTo(path.EndsWith(" post", StringComparison.Ordinal)), path);
                Assert.That(given.Contains("If-Match"), Is.EqualTo(responses.ContainsKey("428")).And.EqualTo(responses.ContainsKey("412")), path);
                Assert.That(given.Contains("If-None-Match"), Is.EqualTo(responses.ContainsKey("304")), path);
                foreach (var (status, response) in responses.Where(r => r.Key is "201" or "202"))
                    Assert.That(response!["headers"]!["Location"], Is.Not.Null, $"{status} of {path}");
            }
        }
    }

    [Test]
    public void Tags_All_AreDescribed() =>
        Assert.That(_document["tags"]!.AsArray().Where(t => string.IsNullOrEmpty(t!["description"]?.GetValue<string>())).Select(t => t!["name"]!.GetValue<string>()), Is.Empty);

    /// <summary>By the doc comment of the property, of its type, or by the words that hold for all properties of that name.</summary>
    [Test]
    public void Properties_All_AreDescribed()
    {
        var undescribed =
            from schema in Schemas()
            from property in schema.Value!["properties"]?.AsObject() ?? []
            where !IsDescribed(property.Value!)
            select $"{schema.Key}.{property.Key}";

        Assert.That(undescribed, Is.Empty);
    }

    /// <summary>A typed client may rely on what is always written, and must give only what the reader insists on.</summary>
    [TestCase("Startup", "id", true)]
    [TestCase("Startup", "uscc", true)]
    [TestCase("StartupDetails", "name", true)]
    [TestCase("StartupDetails", "uscc", false)]
    [TestCase("StartupPatch", "name", false)]
    // Startups are not shown it.
    [TestCase("Fund", "commitmentCny", false)]
    // Only with include=names.
    [TestCase("PlannedMeeting", "fundName", false)]
    [TestCase("PlannedMeeting", "table", true)]
    public void Properties_Required_WhereAlwaysWrittenOrInsistedOn(string schema, string property, bool required)
    {
        var described = _document["components"]!["schemas"]![schema]!;

        Assert.That(described["properties"]![property], Is.Not.Null);
        Assert.That((described["required"]?.AsArray() ?? []).Select(r => r!.GetValue<string>()).Contains(property), Is.EqualTo(required));
    }

    [TestCase("Startup", "uscc", true)]
    [TestCase("Startup", "name", false)]
    // Null puts back the default, where there is one.
    [TestCase("SessionPatch", "rounds", true)]
    [TestCase("SessionPatch", "month", false)]
    // Left out instead of being null.
    [TestCase("PlannedMeeting", "fundName", false)]
    // A JSON value of any kind.
    [TestCase("Counterfactual", "to", true)]
    public void Properties_Nullable_WhereNullIsWrittenOrRead(string schema, string property, bool nullable)
    {
        var described = _document["components"]!["schemas"]![schema]!["properties"]![property]!;

        Assert.That(described["type"] is JsonArray types && types.Any(t => t!.GetValue<string>() == "null"), Is.EqualTo(nullable));
    }

    [Test]
    public void Examples_All_BelongToAnOperation()
    {
        var known = Operations().Select(o => o.Operation["operationId"]!.GetValue<string>());

        Assert.That(OperationExamples.Operations, Is.SubsetOf(known));
    }

    private JsonObject Schemas() => _document["components"]!["schemas"]!.AsObject();

    private bool IsDescribed(JsonNode schema)
    {
        if (!string.IsNullOrEmpty(schema["description"]?.GetValue<string>()))
            return true;
        var reference = schema["$ref"] ?? schema["items"]?["$ref"] ?? schema["oneOf"]?[0]?["$ref"];
        return reference is not null && IsDescribed(Schemas()[reference.GetValue<string>().Split('/')[^1]]!);
    }

    private IEnumerable<(string Path, JsonNode Operation)> Operations() =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where _methods.Contains(operation.Key)
        select ($"{path.Key} {operation.Key}", operation.Value);
}
