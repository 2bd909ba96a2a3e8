using System.Text.Json.Nodes;
using Matchmaking.Api.OpenApi;
using Matchmaking.Tests.Conventions;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Access;

/// <summary>
/// Lists: everybody finds exactly what the policy lets him see, page by page, and a filter finds of that what it finds for
/// admin. A filter on what is hidden finds nothing rather than telling that it is there.
/// </summary>
internal sealed class AccessListTests : ApiFixture
{
    private const int ListsMin = 300;

    // Lists of what the server writes by itself: only staff read them, and all of staff the same.
    private static readonly string[] _ofTheServer = ["listKeys", "listAudit"];

    private AccessWorld _world = null!;
    private IReadOnlyList<EndpointCase> _lists = [];

    protected override async Task Arrange()
    {
        _world = await AccessWorld.Create(Server);
        _lists = [.. EndpointCase.Of(Server).Where(e => e.Name!.StartsWith("list", StringComparison.Ordinal))];
    }

    [Test]
    public async Task List_Everybody_FindsExactlyWhatItSees()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var cell in Cells())
        {
            count++;
            var found = Ids(await cell.Who.Client.ListAsync(cell.Url, limit: 2));
            var expected = _ofTheServer.Contains(cell.Operation) ? Ids(await Admin.ListAsync(cell.Url)) : Visible(cell);
            if (!found.SequenceEqual(expected))
                wrong.Add($"{cell}: found {Names(found)}, expected {Names(expected)}");
        }

        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
        Assert.That(count, Is.GreaterThan(80));
    }

    [Test]
    public async Task List_Filtered_FindsOfTheVisibleWhatAdminFinds()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var group in Cells().Where(c => !_ofTheServer.Contains(c.Operation)).GroupBy(c => (c.Operation, c.Url)))
        {
            foreach (var (name, value) in await Filters(group.First()))
            {
                var url = $"{group.Key.Url}?{name}={Uri.EscapeDataString(value)}";
                var all = Ids(await Admin.ListAsync(url));
                foreach (var cell in group)
                {
                    count++;
                    if (IsWithheld(cell, name))
                    {
                        (await cell.Who.Client.GetAsync(url)).Expect(400);
                        continue;
                    }

                    var found = Ids(await cell.Who.Client.ListAsync(url));
                    var expected = all.Intersect(Visible(cell)).ToList();
                    if (!found.SequenceEqual(expected))
                        wrong.Add($"{cell} {name}={value}: found {Names(found)}, expected {Names(expected)}");
                }
            }
        }

        Assert.That(wrong, Is.Empty, string.Join('\n', wrong.Take(40)));
        Assert.That(count, Is.GreaterThan(ListsMin));
    }

    [Test]
    public async Task Export_Everybody_HoldsExactlyWhatItSees()
    {
        var wrong = new List<string>();
        var cells =
            from endpoint in EndpointCase.Of(Server)
            where endpoint.Name!.StartsWith("export", StringComparison.Ordinal)
            from session in endpoint.Name == "exportRegistrations" ? _world.Things.Where(t => t.Kind == "session" && t.Exists) : (IEnumerable<Thing?>)[null]
            from who in _world.Actors
            where AccessPolicy.MayUse(who, endpoint.Name!) && (session is null || AccessPolicy.Sees(who, session))
            select (Cell: new AccessCell(endpoint, who, []), Session: session);
        foreach (var (cell, session) in cells.ToList())
        {
            var answer = (await cell.Who.Client.GetAsync($"{cell.Url}?format=csv{(session is null ? "" : "&sessionId=" + session.Id)}")).Expect(200);
            var held = _world.Things.Where(t => t.Kind == KindOf(cell) && answer.Text.Contains(t.Id, StringComparison.Ordinal)).Select(t => t.Id).Order(StringComparer.Ordinal).ToList();
            var expected = Visible(cell with { Path = session is null ? [] : [session] });
            if (!held.SequenceEqual(expected))
                wrong.Add($"{cell}: holds {Names(held)}, expected {Names(expected)}");
        }

        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    /// <summary>Every list that somebody may read, below every parent that he sees.</summary>
    private IEnumerable<AccessCell> Cells() =>
        from endpoint in _lists
        from who in _world.Actors
        from cell in AccessCell.Of(endpoint, who, _world)
        where cell.Verdict == Verdict.Allowed
        select cell;

    /// <summary>The things of the list, below its parent, that the policy shows, in the order of their creation.</summary>
    private List<string> Visible(AccessCell cell)
    {
        return
        [
            .. _world.Things.Where(t => t.Kind == KindOf(cell) && AccessPolicy.Sees(cell.Who, t) && (cell.Path.Count == 0 || t.Parent!.Id == cell.Path[0].Id))
                .Select(t => t.Id).Order(StringComparer.Ordinal),
        ];
    }

    private static string KindOf(AccessCell cell) => cell.Endpoint.Pattern.Split('/')[^1] switch
    {
        "financing-requests" => "financing-request",
        "rankings" => "freeze",
        "deliveries" => "delivery",
        "saved-searches" => "saved-search",
        var plural => plural[..^1],
    };

    /// <summary>Each filter of the list with every value that some row has, and with the ids of all things of its kind.</summary>
    private async Task<IReadOnlyList<(string Name, string Value)>> Filters(AccessCell cell)
    {
        var rows = await Admin.ListAsync(cell.Url);
        var values =
            from parameter in QueryParameters.Of(cell.Operation)
            where parameter.Name is not ("limit" or "cursor")
            from value in rows.Select(r => Value(r, parameter.Name)).OfType<string>().Distinct()
            select (parameter.Name, value);
        var ids =
            from parameter in QueryParameters.Of(cell.Operation)
            from thing in _world.Things
            where thing.Kind == KindOf(parameter.Name)
            select (parameter.Name, thing.Id);
        var texts = _world.Things.Where(t => t.Kind == KindOf(cell)).SelectMany(t => t.Marks).Prepend("MARK");
        var further =
            from parameter in QueryParameters.Of(cell.Operation)
            from value in parameter.Name switch
            {
                "q" => texts,
                "sector" => ["evtol", "low-altitude", "drones"],
                "minAmountCny" or "maxAmountCny" => ["1", "30000000"],
                "stage" => ["a"],
                "district" => ["hongshan"],
                _ => (IEnumerable<string>)[],
            }
            select (parameter.Name, value);
        return [.. values.Concat(ids).Concat(further).Distinct()];
    }

    /// <summary>A field that a role is not shown is no filter for it either.</summary>
    private static bool IsWithheld(AccessCell cell, string filter) => cell.Operation == "listFunds" && filter == "externalId" && cell.Who.Role == "startup";

    /// <summary>Of what kind the ids of a filter are; null for other filters.</summary>
    private static string? KindOf(string parameter) => parameter switch
    {
        "fundId" => "fund",
        "startupId" => "startup",
        "financingRequestId" => "financing-request",
        "from" or "to" => "registration",
        _ => null,
    };

    /// <summary>A scalar of a row, as it stands in a query; a party's facts stand inside it.</summary>
    private static string? Value(JsonNode row, string name) => (name switch
    {
        "partyType" => row["party"]?["type"],
        "startupId" or "fundId" when row["party"] is { } party && $"{party["type"]}Id" == name => party["id"],
        _ => row[name] as JsonValue,
    })?.ToString();

    private static List<string> Ids(IEnumerable<JsonNode> rows) => [.. rows.Select(r => (r["id"] ?? r["version"] ?? r["sequence"]!).ToString())];

    private string Names(IEnumerable<string> ids) => $"[{string.Join(", ", ids.Select(i => _world.Things.FirstOrDefault(t => t.Id == i)?.ToString() ?? i))}]";
}
