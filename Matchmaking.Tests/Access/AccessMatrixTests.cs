using System.Text.RegularExpressions;
using Matchmaking.Tests.Conventions;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.Postgres;
using NUnit.Framework;

namespace Matchmaking.Tests.Access;

/// <summary>
/// Every operation, asked by everybody, of all that its path can name: the answer is what <see cref="AccessPolicy"/> says. A
/// refusal leaves no trace, all refusals of one kind are the same bytes, and no answer to a party names what is hidden from it.
/// </summary>
[TestFixtureSource(typeof(DatabaseKinds), nameof(DatabaseKinds.All))]
internal sealed partial class AccessMatrixTests(DatabaseKind kind) : ApiFixture(kind)
{
    private const int CellsMin = 3_000;
    private const int Parallel = 8;

    private AccessWorld _world = null!;
    private AccessRequests _requests = null!;
    private IReadOnlyList<EndpointCase> _endpoints = [];
    private IReadOnlyList<Actor> _actors = [];
    private Dictionary<Actor, IReadOnlyList<string>> _hidden = [];

    protected override async Task Arrange()
    {
        _world = await AccessWorld.Create(Server);
        _requests = new AccessRequests(_world);
        _endpoints = EndpointCase.Of(Server);
        // The b side owns things; what the a side may not do to them, it may not do to the a side's either.
        _actors = [.. _world.Actors.Where(a => a.Name is not ("fund-b" or "startup-b"))];
        _hidden = _actors.ToDictionary(a => a, a => AccessPolicy.HiddenFrom(a, _world.Things));
    }

    [Test]
    [Order(1)]
    public void Policy_EveryOperation_HasItsLineAndNoOther() =>
        Assert.That(_endpoints.Select(e => e.Name), Is.EquivalentTo(AccessPolicy.Operations), "an operation without a line in AccessPolicy, or the reverse");

    [Test]
    [Order(2)]
    public async Task Matrix_EveryCell_IsAsThePolicySays()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var endpoint in _endpoints)
        {
            var cells = (from who in _actors from query in QueriesOf(endpoint) from cell in AccessCell.Of(endpoint, who, _world, query) select cell).ToList();
            var writes = cells.Where(c => c.IsWrite && c.Verdict == Verdict.Allowed).ToList();
            wrong.AddRange(await Untraced(endpoint, [.. cells.Except(writes)]));
            foreach (var cell in writes)
                wrong.AddRange(await Write(cell));
            count += cells.Count;
        }

        Assert.That(wrong, Is.Empty, $"{wrong.Count} of {count} cells:\n{string.Join('\n', wrong.Take(40))}");
        Assert.That(count, Is.GreaterThanOrEqualTo(CellsMin));
        TestContext.Out.WriteLine($"{count} cells");
    }

    /// <summary>Rankings within a session, computed and frozen: a request that was withdrawn is not named to funds, with nothing of other parties to anybody.</summary>
    [Test]
    [Order(3)]
    public async Task Rankings_OfASession_NameNothingHidden()
    {
        var unfrozen = (await Admin.CreateSession()).Id;
        foreach (var registration in _world.Things.Where(t => t.Kind == "registration" && t.Exists && t.Parent == _world.Find("session", "main")))
            await Admin.Register(unfrozen, registration.Body!);

        foreach (var session in new[] { unfrozen, _world.Find("session", "main").Id })
        {
            var query = $"?include=excluded,interval,names&limit=200&sessionId={session}";
            var staff = (await Admin.GetAsync($"/funds/{_world.Find("fund", "a").Id}/ranking{query}")).Expect(200);
            Assert.That(staff.Text, Does.Contain("MARK-REQUEST-c-withdrawn"));
            foreach (var (name, path) in new[] { ("fund-a", $"/funds/{_world.Find("fund", "a").Id}"), ("startup-a", $"/financing-requests/{_world.Find("financing-request", "a").Id}") })
            {
                var answer = (await _world.Actor(name).Client.GetAsync($"{path}/ranking{query}")).Expect(200);
                Assert.That(answer.Json.List("items").Count + answer.Json.List("excluded").Count, Is.EqualTo(answer.Json.Int("total") + answer.Json.Int("excludedTotal")).And.AtLeast(2));
                Assert.That(_hidden[_world.Actor(name)].Where(s => answer.Text.Contains(s, StringComparison.Ordinal)).Select(Owner), Is.Empty, $"{name} {session}");
            }
        }
    }

    /// <summary>What is added to an answer on request must be hidden as well.</summary>
    private string[] QueriesOf(EndpointCase endpoint) => endpoint.Name switch
    {
        // As text: what is hidden could not be found in a workbook, which is packed.
        "exportRegistrations" => [$"?format=csv&sessionId={_world.Find("session", "main").Id}"],
        "importRegistrations" => [$"?sessionId={_world.Find("session", "main").Id}"],
        var table when table!.StartsWith("export", StringComparison.Ordinal) || table.EndsWith("Template", StringComparison.Ordinal) => ["?format=csv"],
        "rankRequestsForFund" or "rankFundsForRequest" => ["", "?include=excluded,interval,names&limit=200"],
        "getPlan" => ["", "?include=names"],
        "getPlanPair" => [$"?startupRegistrationId={_world.Find("registration", "startup-a in main").Id}&fundRegistrationId={_world.Find("registration", "fund-a in main").Id}"],
        "readEvents" => ["?limit=200", "?type=plan.*,registration.*,financing-request.*&limit=200"],
        "getFreeze" => ["", "?include=rows,snapshot"],
        _ => [""],
    };

    /// <summary>Refused requests and reads: none of them moves the audit log.</summary>
    private async Task<IReadOnlyList<string>> Untraced(EndpointCase endpoint, IReadOnlyList<AccessCell> cells)
    {
        var answers = new (AccessCell Cell, Answer Answer)[cells.Count];
        var head = await _world.AuditHead();
        await System.Threading.Tasks.Parallel.ForEachAsync(Enumerable.Range(0, cells.Count), new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (i, _) =>
            answers[i] = (cells[i], await Send(cells[i], cells[i].Path)));
        var wrong = answers.SelectMany(a => Judge(a.Cell, a.Answer)).ToList();
        if (await _world.AuditHead() != head)
            wrong.Add($"{endpoint}: a refused request or a read left a trace in the audit log");
        // Another's thing and none at all, a revoked key and none at all: whoever is refused cannot tell them apart.
        foreach (var alike in answers.Where(a => a.Cell.Verdict != Verdict.Allowed).GroupBy(a => (a.Cell.Verdict, Level: a.Cell.Verdict == Verdict.NotFound ? a.Cell.FirstUnseen : null)))
        {
            var forms = alike.GroupBy(a => Form(a.Answer)).ToList();
            if (forms.Count > 1)
                wrong.Add($"{endpoint}: {alike.Key.Verdict} in {forms.Count} forms: {string.Join(" | ", forms.Select(f => $"{f.First().Cell}: {f.Key}"))}");
        }

        return wrong;
    }

    /// <summary>An allowed write, to something fresh where it ends what it is done to.</summary>
    private async Task<IReadOnlyList<string>> Write(AccessCell cell)
    {
        var path = await _requests.StandIns(cell);
        var head = await _world.AuditHead();
        var answer = await Send(cell, path);
        var wrong = Judge(cell, answer).ToList();
        // The stream ends with the operation, and what it writes must not be taken for the trace of another cell.
        if (answer.Status == 202)
            (await cell.Who.Client.GetAsync(answer.Headers.Location!.ToString()["/v1".Length..] + "/events")).Expect(200);
        if (await _world.AuditHead() > head != AccessRequests.HasEffect(cell))
            wrong.Add($"{cell}: {(AccessRequests.HasEffect(cell) ? "no row" : "a row")} in the audit log");
        return wrong;
    }

    private Task<Answer> Send(AccessCell cell, IReadOnlyList<Thing> path) => cell.Who.Send(
        cell.Endpoint.Method, cell.UrlTo(path), _requests.Body(cell, path), cell.Endpoint.Body?.MediaType, cell.Endpoint.NeedsIfMatch ? [("If-Match", "*")] : []);

    private IEnumerable<string> Judge(AccessCell cell, Answer answer)
    {
        var (status, code) = cell.Verdict == Verdict.Allowed ? (AccessRequests.Success(cell), null) : cell.Verdict.Refusal();
        if (answer.Status != status || (code is not null && (answer.MediaType != "application/problem+json" || answer.Code != code)))
            yield return $"{cell}: expected {status}, was {answer.Status} {answer.Text[..Math.Min(300, answer.Text.Length)]}";
        foreach (var secret in _hidden[cell.Who].Where(s => answer.Text.Contains(s, StringComparison.Ordinal)))
            yield return $"{cell}: the answer names {Owner(secret)} ({secret})";
    }

    private Thing Owner(string secret) => _world.Things.First(t => t.Id == secret || t.Marks.Contains(secret) || t.Secrets.Contains(secret));

    /// <summary>All that a refusal says, but for the id of the request.</summary>
    private static string Form(Answer answer) =>
        $"{answer.Status} {string.Join(',', answer.Headers.Select(h => h.Key).Order(StringComparer.Ordinal))} {TraceId().Replace(answer.Text, "")}";

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}
