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

    private static readonly string[] _errors = ["400", "401", "403", "500"];

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
                    var content = response!["content"];
                    Assert.That((content?["application/json"] ?? content?["text/csv"])?["example"], Is.Not.Null, $"{status} of {path}");
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
    public void Examples_All_BelongToAnOperation()
    {
        var known = Operations().Select(o => o.Operation["operationId"]!.GetValue<string>());

        Assert.That(OperationExamples.Operations, Is.SubsetOf(known));
    }

    private IEnumerable<(string Path, JsonNode Operation)> Operations() =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where _methods.Contains(operation.Key)
        select ($"{path.Key} {operation.Key}", operation.Value);
}
