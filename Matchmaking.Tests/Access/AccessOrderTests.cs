using Matchmaking.Tests.Conventions;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Access;

/// <summary>
/// Requests that are wrong in several ways at once are refused for the first reason of: authentication, role, visibility,
/// precondition, input. Who may not see a thing learns nothing from what else is wrong.
/// </summary>
internal sealed class AccessOrderTests : ApiFixture
{
    private const int CellsMin = 1_000;

    private static readonly (string? IfMatch, int Status, string Code)[] _preconditions =
        [("*", 0, ""), (null, 428, "precondition-required"), ("\"999\"", 412, "precondition-failed")];

    private static readonly string?[] _bodies = [null, """{"surprise":1}""", "[]", "{"];

    private AccessWorld _world = null!;

    protected override async Task Arrange() => _world = await AccessWorld.Create(Server);

    [Test]
    public async Task Refusal_ManyFaults_IsOfTheFirst()
    {
        var wrong = new List<string>();
        var count = 0;
        var head = await _world.AuditHead();
        foreach (var endpoint in EndpointCase.Of(Server))
        {
            foreach (var cell in _world.Actors.SelectMany(who => Typical(endpoint, who)))
            {
                foreach (var (ifMatch, body, expected) in Faults(cell))
                {
                    count++;
                    var answer = await cell.Who.Send(
                        endpoint.Method, cell.Url, body, body is null ? null : endpoint.Body!.MediaType, ifMatch is null ? [] : [("If-Match", ifMatch)]);
                    if (answer.Status != expected.Status || (expected.Code is { } code && answer.Code != code))
                        wrong.Add($"{cell}, If-Match {ifMatch ?? "none"}, body {body ?? "none"}: expected {expected}, was {answer.Status} {answer.Text}");
                }
            }
        }

        Assert.That(wrong, Is.Empty, $"{wrong.Count} of {count}:\n{string.Join('\n', wrong.Take(40))}");
        Assert.That(count, Is.GreaterThanOrEqualTo(CellsMin));
        Assert.That(await _world.AuditHead(), Is.EqualTo(head), "a refused request left a trace");
    }

    /// <summary>One question for each verdict, and for each level of the path that can be hidden.</summary>
    private IEnumerable<AccessCell> Typical(EndpointCase endpoint, Actor who) =>
        AccessCell.Of(endpoint, who, _world).GroupBy(c => (c.Verdict, c.FirstUnseen, c.Path is [.., { Exists: true }])).Select(g => g.First());

    /// <summary>The faulty requests of a cell and what each is refused for.</summary>
    private static IEnumerable<(string? IfMatch, string? Body, (int Status, string? Code) Expected)> Faults(AccessCell cell)
    {
        var endpoint = cell.Endpoint;
        foreach (var (ifMatch, status, code) in endpoint.NeedsIfMatch ? _preconditions : _preconditions[..1])
        {
            foreach (var body in endpoint.Body is not null ? _bodies[1..] : _bodies[..1])
            {
                if (cell.Verdict != Verdict.Allowed)
                    yield return (ifMatch, body, cell.Verdict.Refusal());
                else if (status != 0)
                    yield return (ifMatch, body, (status, code));
                else if (body is not null)
                    yield return (ifMatch, body, (400, null));
            }
        }
    }
}
