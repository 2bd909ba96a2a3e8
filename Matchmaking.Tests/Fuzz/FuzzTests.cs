using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;
using NUnit.Framework;

namespace Matchmaking.Tests.Fuzz;

/// <summary>Tens of thousands of requests by chance: no failure of the server, no answer that is not described, nothing invalid accepted.</summary>
internal sealed class FuzzTests : ApiFixture
{
    private const int Connections = 8;
    private const int Shown = 10;

    private readonly IdPools _pools = new();
    private readonly ConcurrentDictionary<string, int> _accepted = new();
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<string, string> _startupOf = new();
    private readonly Dictionary<string, ApiClient> _clients = [];

    private ApiDescription _api = null!;

    protected override async Task Arrange()
    {
        _api = await ApiDescription.Read(Server);
        var world = await World.Create(Server);
        foreach (var location in Locations(world))
            _pools.Add(location);
        _startupOf[world.Startup.RequestId] = world.Startup.StartupId;
        _clients["admin"] = Admin;
        _clients["organizer"] = await Server.As("organizer");
        _clients["auditor"] = await Server.As("auditor");
        _clients["fund"] = await Server.As("fund", world.Fund.FundId);
        _clients["startup"] = await Server.As("startup", world.Startup.StartupId);
        _clients["nobody"] = Server.Nobody;
    }

    [Test]
    public async Task Requests_ByChance_AnsweredAsDescribed()
    {
        var settings = FuzzSettings.FromEnvironment();
        var taxonomy = (await Admin.GetAsync("/taxonomy")).Expect(200).Json;
        var generator = new RequestGenerator(_api, _pools, new ValueGenerator(_pools, taxonomy), Cohere);

        await Parallel.ForEachAsync(Enumerable.Range(1, settings.Requests), new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (number, _) =>
        {
            var request = generator.Next(number, settings.RandomOf(number));
            var answer = await _clients[request.Role].SendAsync(request.Operation.Method, request.Path, request.Body, request.MediaType, [.. request.Headers]);
            Learn(request, answer);
            foreach (var problem in AnswerChecks.Check(request, answer))
                _failures.Enqueue($"{problem}\n{request}\n    {answer.Status} {answer.Text[..Math.Min(answer.Text.Length, 2_000)]}");
        });

        TestContext.Out.WriteLine($"seed {settings.Seed}: {string.Join(", ", _statuses.OrderBy(s => s.Key).Select(s => $"{s.Key} x {s.Value}"))}");
        Assert.That(_failures.IsEmpty, $"{_failures.Count} failures with seed {settings.Seed}:\n{string.Join('\n', _failures.Take(Shown))}");
        // A search that is refused everywhere finds nothing.
        Assert.That(_api.Operations.Where(FuzzProfile.IsCalled).Select(o => o.Id).Except(_accepted.Keys), Is.Empty, "never accepted");
    }

    private static string[] Locations(World world) =>
    [
        $"/v1/funds/{world.Fund.FundId}", $"/v1/funds/{world.OtherFund.FundId}", $"/v1/startups/{world.Startup.StartupId}", $"/v1/startups/{world.OtherStartup.StartupId}",
        $"/v1/financing-requests/{world.Startup.RequestId}", $"/v1/sessions/{world.SessionId}", $"/v1/sessions/{world.SessionId}/registrations/{world.Fund.RegistrationId}",
        $"/v1/sessions/{world.SessionId}/registrations/{world.Startup.RegistrationId}", $"/v1/sessions/{world.SessionId}/rankings/{world.FreezeId}", $"/v1/plans/{world.PlanId}",
    ];

    /// <summary>What two properties must have in common, which no schema says: a registration brings a request of its own startup.</summary>
    private void Cohere(JsonObject body, ApiOperation operation, Random random)
    {
        if (operation.Id is not ("createRegistration" or "replaceRegistration") || random.Next(4) == 0)
            return;
        if (random.Next(2) == 0 && _pools.Pick("/v1/financing-requests/{}", random) is [var request] && _startupOf.TryGetValue(request, out var startup))
        {
            body["party"] = new JsonObject { ["type"] = "startup", ["id"] = startup };
            body["financingRequestId"] = request;
        }
        else if (_pools.Pick("/v1/funds/{}", random) is [var fund])
        {
            body.Without("financingRequestId")["party"] = new JsonObject { ["type"] = "fund", ["id"] = fund };
        }

        body.Without("availableRounds").Without("minMeetings").Remove("maxMeetings");
    }

    /// <summary>What was created is used by later requests; what was deleted is not.</summary>
    private void Learn(FuzzRequest request, Answer answer)
    {
        _statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
        if (answer.Status is < 200 or >= 300)
            return;
        _accepted.AddOrUpdate(request.Operation.Id, 1, (_, count) => count + 1);
        if (answer.Status == 201 && answer.Headers.Location is { } location)
        {
            _pools.Add(location.ToString());
            if (request.Operation.Id == "createFinancingRequest")
                _startupOf[answer.Id] = answer.Json.Text("startupId");
        }
        else if (request.Operation.Method == HttpMethod.Delete)
        {
            _pools.Remove("/v1" + request.Path.Split('?')[0]);
        }
    }
}
