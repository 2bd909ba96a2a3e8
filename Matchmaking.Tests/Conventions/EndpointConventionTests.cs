using Matchmaking.Api.OpenApi;
using Matchmaking.Tests.Support;
using Microsoft.AspNetCore.Http.Metadata;
using NUnit.Framework;

namespace Matchmaking.Tests.Conventions;

/// <summary>What every endpoint below <c>/v1</c> must do, found by reflection: a new endpoint that does not fails here.</summary>
internal sealed class EndpointConventionTests : ApiFixture
{
    private const int MaxBody = 1024 * 1024;

    private World _world = null!;
    private IReadOnlyList<EndpointCase> _all = [];

    protected override async Task Arrange()
    {
        _world = await World.Create(Server);
        _all = EndpointCase.Of(Server);
    }

    [Test]
    public void Endpoints_OfTheContract_AreFound() => Assert.That(_all, Has.Count.GreaterThan(50));

    [Test]
    public void Metadata_EveryEndpoint_HasRolesNameTagAndSummary()
    {
        var offenders = _all.Where(e => e.Roles.Count == 0
            || string.IsNullOrEmpty(e.Name)
            || e.Endpoint.Metadata.GetMetadata<ITagsMetadata>() is not { Tags.Count: > 0 }
            || string.IsNullOrEmpty(e.Endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary));

        Assert.That(offenders, Is.Empty);
    }

    [Test]
    public void Metadata_Names_AreUnique() => Assert.That(_all.Select(e => e.Name), Is.Unique);

    [Test]
    public Task Authentication_NoKey_401() => Every(_all, async (e, offend) =>
    {
        var answer = await e.Send(Server.Nobody, e.PathIn(_world));
        offend(answer, 401, "unauthenticated");
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"), e.ToString());
    });

    [Test]
    public async Task Authorization_RoleNotAllowed_403()
    {
        var keys = new Dictionary<string, ApiClient>
        {
            ["admin"] = Admin,
            ["auditor"] = await Server.As("auditor"),
            ["organizer"] = await Server.As("organizer"),
            ["fund"] = await Server.As("fund", _world.Fund.FundId),
            ["startup"] = await Server.As("startup", _world.Startup.StartupId),
        };

        await Every(_all, async (e, offend) =>
        {
            foreach (var role in e.OtherRoles)
                offend(await e.Send(keys[role], e.PathIn(_world)), 403, "forbidden");
        });
    }

    [Test]
    public Task Query_UnknownParameter_400() => Every(_all, async (e, offend) =>
    {
        var answer = await e.Send(Admin, e.PathIn(_world) + "?surprise=1", null, null, ("If-Match", "*"));
        offend(answer, 400, "validation-failed");
        if (answer.Status == 400 && answer.Code == "validation-failed")
            Assert.That(answer.Errors, Does.Contain("?surprise unknown-parameter"), e.ToString());
    });

    [TestCase("/healthz")]
    [TestCase("/readyz")]
    public async Task Query_UnknownParameterOfProbe_400(string path)
    {
        using var http = new HttpClient();

        Assert.That((await http.GetAsync(new Uri(Server.Address, path))).StatusCode, Is.EqualTo(System.Net.HttpStatusCode.OK));
        Assert.That((await http.GetAsync(new Uri(Server.Address, path + "?surprise=1"))).StatusCode, Is.EqualTo(System.Net.HttpStatusCode.BadRequest));
    }

    /// <summary>Handlers refuse what is not described (the test above), and none of what is described.</summary>
    [Test]
    public Task Query_DescribedParameter_IsReadByTheHandler() => Every(_all, async (e, _) =>
    {
        foreach (var (name, _) in QueryParameters.Of(e.Name))
        {
            var answer = await e.Send(Admin, $"{e.PathIn(_world)}?{name}=%20", null, null, ("If-Match", "*"));
            if (answer.Status == 400)
                Assert.That(answer.Errors, Does.Not.Contain($"?{name} unknown-parameter"), $"{e} ?{name}");
        }
    });

    [Test]
    public void Query_DescribedOperations_Exist()
    {
        var names = _all.Select(e => e.Name).ToHashSet();

        Assert.That(QueryParameters.Operations.Where(o => !names.Contains(o)), Is.Empty);
    }

    [Test]
    public Task Body_PlainText_415() => Every(WithBody, async (e, offend) =>
        offend(await e.Send(Admin, e.PathIn(_world), "{}", "text/plain", ("If-Match", "*")), 415, "unsupported-media-type"));

    [Test]
    public Task Body_NoMediaType_415() => Every(WithBody, async (e, offend) =>
        offend(await Admin.SendAsync(e.Method, e.PathIn(_world), "{}", null, ("If-Match", "*")), 415, "unsupported-media-type"));

    [Test]
    public async Task Body_OverOneMebibyte_413()
    {
        var body = new byte[MaxBody + 1];
        Array.Fill(body, (byte)' ');

        await Every(WithBody, async (e, offend) => offend(await e.Send(Admin, e.PathIn(_world), body, null, ("If-Match", "*")), 413, "body-too-large"));
    }

    [Test]
    public Task Body_BrokenJson_400WithPlace() => Every(WithBody, async (e, offend) =>
    {
        var answer = await e.Send(Admin, e.PathIn(_world), "{\n  \"name\": }", null, ("If-Match", "*"));
        offend(answer, 400, "invalid-json");
        Assert.That(answer.Text, Does.Contain("line 2, column 11"), e.ToString());
    });

    [Test]
    public Task Precondition_NoIfMatch_428() => Every(_all.Where(e => e.NeedsIfMatch), async (e, offend) =>
        offend(await e.Send(Admin, e.PathIn(_world)), 428, "precondition-required"));

    [TestCase("\"999\"")]
    [TestCase("W/\"1\"")]
    [TestCase("garbage")]
    public Task Precondition_StaleIfMatch_412(string ifMatch) => Every(_all.Where(e => e.NeedsIfMatch), async (e, offend) =>
        offend(await e.Send(Admin, e.PathIn(_world), null, null, ("If-Match", ifMatch)), 412, "precondition-failed"));

    [Test]
    public Task Route_UnknownId_404() => Every(_all.Where(e => e.Parameters.Count > 0), async (e, offend) =>
        offend(await e.Send(Admin, e.PathToUnknown(_world), null, null, ("If-Match", "*")), 404, "not-found"));

    [Test]
    public Task Route_NotAnId_404() => Every(_all.Where(e => e.Parameters.Count > 0), async (e, offend) =>
        offend(await e.Send(Admin, e.PathToUnknown(_world).Replace(EndpointIds.Unknown, "1%20or%201", StringComparison.Ordinal), null, null, ("If-Match", "*")), 404, "not-found"));

    [Test]
    public async Task Route_UnsupportedMethod_405()
    {
        var methods = _all.ToLookup(e => e.Pattern, e => e.Method);

        await Every(_all.DistinctBy(e => e.Pattern), async (e, offend) =>
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete }.Except(methods[e.Pattern]))
                offend(await Admin.SendAsync(method, e.PathIn(_world), null, null), 405, "method-not-allowed");
        });
    }

    [TestCase("/nothing")]
    [TestCase("/funds/x/y/z")]
    [TestCase("//nothing")]
    public async Task Route_Unknown_404Problem(string path) => Shape((await Admin.GetAsync(path)).Refused(404, "not-found"));

    [TestCase("the-id_1.2")]
    [TestCase("!~")]
    public async Task RequestId_Given_IsEchoed(string id)
    {
        var answer = await Admin.GetAsync("/taxonomy", ("X-Request-Id", id));

        Assert.That(answer.Headers.GetValues("X-Request-Id"), Is.EqualTo(new[] { id }));
    }

    [TestCase(null)]
    [TestCase("with space")]
    [TestCase("129")]
    public async Task RequestId_NoneOrUnusable_IsMade(string? id)
    {
        id = id == "129" ? new string('x', 129) : id;

        var answer = await Admin.GetAsync("/taxonomy", id is null ? [] : [("X-Request-Id", id)]);

        Assert.That(answer.Headers.GetValues("X-Request-Id").Single(), Is.Not.Empty.And.Not.EqualTo(id));
    }

    private IEnumerable<EndpointCase> WithBody => _all.Where(e => e.Body is not null);

    /// <summary>Runs a check on each endpoint and reports all that fail at once.</summary>
    private static async Task Every(IEnumerable<EndpointCase> endpoints, Func<EndpointCase, Action<Answer, int, string>, Task> check)
    {
        var offenders = new List<string>();
        var count = 0;
        foreach (var endpoint in endpoints)
        {
            count++;
            await check(endpoint, (answer, status, code) =>
            {
                if (answer.Status != status || answer.MediaType != "application/problem+json" || answer.Code != code)
                    offenders.Add($"{endpoint}: {answer.Status} {answer.MediaType} {answer.Text}");
                else
                    Shape(answer);
            });
        }

        Assert.That(count, Is.Positive);
        Assert.That(offenders, Is.Empty, string.Join('\n', offenders));
    }

    /// <summary>A complete problem document.</summary>
    private static void Shape(Answer answer)
    {
        var problem = answer.Json;
        Assert.That(problem.Text("type"), Is.EqualTo("/problems/" + answer.Code));
        Assert.That(problem.Text("title"), Is.Not.Empty);
        Assert.That(problem.Text("detail"), Is.Not.Empty);
        Assert.That(problem.Text("traceId"), Is.Not.Empty);
        Assert.That(problem.Int("status"), Is.EqualTo(answer.Status));
        Assert.That(problem["errors"], Is.Not.Null);
        Assert.That(answer.Headers.Contains("X-Request-Id"));
    }
}
