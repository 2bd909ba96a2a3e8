using System.Collections.Concurrent;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;
using NUnit.Framework;

namespace Matchmaking.Tests.Fuzz;

/// <summary>Tens of thousands of requests by chance: no failure of the server, no answer that is not described, nothing invalid accepted.</summary>
internal sealed class FuzzTests : ApiFixture
{
    private const int Connections = 8;
    private const int NeverAcceptedMaxPercent = 10;
    private const int Shown = 10;
    private const int AnswerShown = 2_000;

    private readonly IdPools _pools = new();
    private readonly ConcurrentDictionary<string, int> _accepted = new();
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Dictionary<string, ApiClient> _clients = [];

    private ApiDescription _api = null!;
    private FuzzStage _stage = null!;

    protected override async Task Arrange()
    {
        _api = await ApiDescription.Read(Server);
        var world = await World.Create(Server);
        _stage = new FuzzStage(_pools, world, await World.Create(Server), await World.Create(Server));
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
        var generator = new RequestGenerator(_api, _stage, new ValueGenerator(_pools, taxonomy));

        await Parallel.ForEachAsync(
            Enumerable.Range(1, settings.Requests),
            new ParallelOptions { MaxDegreeOfParallelism = Connections },
            async (number, _) => await Send(generator.Next(number, settings.RandomOf(number))));

        TestContext.Out.WriteLine($"seed {settings.Seed}: {string.Join(", ", _statuses.OrderBy(s => s.Key).Select(s => $"{s.Key} x {s.Value}"))}");
        TestContext.Out.WriteLine($"accepted least: {string.Join(", ", _accepted.OrderBy(o => o.Value).Take(12).Select(o => $"{o.Key} x {o.Value}"))}");
        Assert.That(_failures.IsEmpty, $"{_failures.Count} failures with seed {settings.Seed}:\n{string.Join('\n', _failures.Take(Shown))}");
        // A search that is refused everywhere finds nothing; of what nothing was ever made, nothing can be read.
        var possible = _api.Operations.Where(o => FuzzProfile.IsCalled(o) && (!o.PathParameters.Any() || _stage.IdsFor(o, settings.RandomOf(0)) is not null)).Select(o => o.Id).ToList();
        var neverAccepted = possible.Except(_accepted.Keys).ToList();
        Assert.That(neverAccepted, Has.Count.LessThanOrEqualTo(possible.Count * NeverAcceptedMaxPercent / 100), string.Join(", ", neverAccepted));
    }

    private async Task Send(FuzzRequest request)
    {
        Answer answer;
        try
        {
            answer = await _clients[request.Role].SendAsync(request.Operation.Method, request.Path, request.Body, request.MediaType, [.. request.Headers]);
        }
        catch (HttpRequestException broken)
        {
            _failures.Enqueue($"no complete answer: {broken.Message} {broken.InnerException?.Message}\n{request}");
            return;
        }

        _statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
        if (answer.Status is >= 200 and < 300)
        {
            _accepted.AddOrUpdate(request.Operation.Id, 1, (_, count) => count + 1);
            _stage.Learn(request, answer);
        }

        foreach (var problem in AnswerChecks.Check(request, answer))
            _failures.Enqueue($"{problem}\n{request}\n    {answer.Status} {answer.Text[..Math.Min(answer.Text.Length, AnswerShown)]}");
    }
}
