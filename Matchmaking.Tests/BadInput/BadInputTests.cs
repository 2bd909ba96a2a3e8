using System.Collections.Concurrent;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;
using NUnit.Framework;

namespace Matchmaking.Tests.BadInput;

/// <summary>Thousands of requests with one thing wrong, each answered with its exact status, code and places, and none of them leaving a trace.</summary>
internal sealed class BadInputTests : ApiFixture
{
    private const int RowsMin = 2_000;
    private const int RowsBetweenTraces = 500;
    private const int Parallel = 4;
    private const int Shown = 60;

    private World _world = null!;
    private ApiDescription _api = null!;
    private ValidBodies _bodies = null!;

    protected override async Task Arrange()
    {
        _world = await World.Create(Server);
        _api = await ApiDescription.Read(Server);
        _bodies = new ValidBodies(_world, await Admin.CreateSeeker("Unregistered"));
    }

    [Test, Order(1)]
    public async Task Requests_OneThingWrong_RefusedExactlyWithoutATrace()
    {
        var rows = new BadRequestTable(_api, _world, _bodies).Rows();
        var wrong = new ConcurrentBag<string>();
        var before = await DatabaseTrace.Take(Server);

        foreach (var block in rows.Chunk(RowsBetweenTraces))
        {
            await System.Threading.Tasks.Parallel.ForEachAsync(block, new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (row, _) =>
            {
                if (await row.Send(Admin) is { } difference)
                    wrong.Add(difference);
            });
            Assert.That(DatabaseTrace.Changes(before, await DatabaseTrace.Take(Server)), Is.Empty, $"changed between {block[0].Path} and {block[^1].Path}; {Report(wrong, rows.Count)}");
        }

        Assert.That(wrong.IsEmpty, Report(wrong, rows.Count));
        Assert.That(rows, Has.Count.GreaterThanOrEqualTo(RowsMin));
    }

    [Test, Order(2)]
    public async Task Bodies_ThatTheTableBreaks_AreAccepted()
    {
        await LearnableSeason.Upload(Admin);
        var refused = new List<string>();
        foreach (var operation in _api.Operations.Where(o => o.Body is { MediaType: ApiClient.Json or ApiClient.MergePatch }))
        {
            var path = operation.Fill(p => _world.IdFor(operation.Path, p) ?? EndpointIds.Unknown);
            var answer = await Admin.SendAsync(operation.Method, path, _bodies.Of(operation), operation.Body!.MediaType, operation.NeedsIfMatch ? [("If-Match", "*")] : []);
            if (answer.Status is < 200 or >= 300)
                refused.Add($"{operation.Id}: {answer.Text}");
        }

        Assert.That(refused, Is.Empty, string.Join('\n', refused));
    }

    private static string Report(ConcurrentBag<string> wrong, int count) =>
        $"{wrong.Count} of {count} rows:\n{string.Join('\n', wrong.Order().Take(Shown))}";
}
