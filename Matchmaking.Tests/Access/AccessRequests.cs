using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;

namespace Matchmaking.Tests.Access;

/// <summary>Requests that succeed where the policy allows them, so that a refusal can have no other reason.</summary>
internal sealed class AccessRequests(AccessWorld world)
{
    private readonly ConcurrentDictionary<(string Session, string Party), string> _registrations = new();
    private readonly ConcurrentDictionary<string, int> _changes = new(StringComparer.Ordinal);
    private int _rows;

    /// <summary>The body of a cell, about the things that its path names.</summary>
    public object? Body(AccessCell cell, IReadOnlyList<Thing> path) => cell.Endpoint.TakesTable ? Sheet(cell) : cell.Operation switch
    {
        "createStartup" => Bodies.Startup(),
        "createFinancingRequest" => Bodies.Request(world.Find("startup", cell.Who.Role == "startup" ? cell.Who.Parties[0][^1..] : "a").Id),
        "createFund" => Bodies.Fund(),
        "createPosition" => Bodies.Position(100_000),
        "voidPosition" => new JsonObject { ["reason"] = "entered twice" },
        "createSession" => Bodies.Session(),
        "createRegistration" => Bodies.GuestRegistration(),
        "createPreference" => Preference(cell.Who, path[0]),
        "recordOutcome" => Outcome(cell.Who, path[0]),
        "tryTickets" => new JsonObject { ["stage"] = "a", ["amountCny"] = 5_000_000 },
        "createWebhook" => Bodies.Webhook(),
        "createSavedSearch" => cell.Who.Role == "startup" ? RequestSearch(world.Find("financing-request", OwnParty(cell.Who, "a")![^1..]).Id) : Bodies.SavedSearch(world.Find("fund", (OwnParty(cell.Who, "a") ?? "a")[^1..]).Id),
        "createKey" => new JsonObject { ["name"] = "new", ["role"] = "auditor" },
        _ when cell.Endpoint.Method == HttpMethod.Patch => Change(cell, path[^1]),
        _ when cell.Endpoint.Method == HttpMethod.Put => Merge(BodyOf(path[^1]), Change(cell, path[^1])),
        _ => null,
    };

    /// <summary>The status of what is allowed. A party that has no part in a session has nothing of its own to say there, which is told as bad input.</summary>
    public static int Success(AccessCell cell) => cell.Operation switch
    {
        "createPreference" or "recordOutcome" when !cell.Who.IsStaff && !cell.Who.Owns(PartyIn(cell.Path[0])) => 400,
        // Two plans that can be seen, and cannot be compared; a plan in which the pair takes no part.
        "comparePlans" when cell.Path[0].Parent!.Id != cell.Path[1].Parent!.Id => 400,
        "getPlanPair" when cell.Path[0].Parent!.Name != "main" => 404,
        "voidPosition" or "publishPlan" or "replayFreeze" or "tryTickets" or "cancelOperation" or "rotateKey" or "promoteModel" or "rotateWebhookSecret" or "markSavedSearchSeen" => 200,
        "trainModel" => 202,
        _ when cell.Endpoint.TakesTable => 202,
        _ when cell.Endpoint.Method == HttpMethod.Post => 201,
        _ when cell.Endpoint.Method == HttpMethod.Delete => 204,
        _ => 200,
    };

    /// <summary>False for writes that change nothing: a replay only compares, a what-if only computes, and the operations of the world have ended already.</summary>
    public static bool HasEffect(AccessCell cell) => cell.IsWrite && Success(cell) < 300 && cell.Operation is not ("replayFreeze" or "tryTickets" or "cancelOperation");

    /// <summary>Things to do it to: fresh ones like those of the cell where it can be done only once.</summary>
    public async Task<IReadOnlyList<Thing>> StandIns(AccessCell cell)
    {
        var path = cell.Path;
        return cell.Operation switch
        {
            "deleteStartup" => [await world.Make("startup", "fresh", "/startups", Bodies.Startup())],
            "deleteFinancingRequest" => [await world.Make("financing-request", "fresh", "/financing-requests", path[0].Body!)],
            "deleteFund" => [await world.Make("fund", "fresh", "/funds", Bodies.Fund())],
            "deleteSession" => [await world.Make("session", "fresh", "/sessions", path[0].Body!)],
            "deleteRegistration" => [path[0], await world.Make("registration", "fresh", $"/sessions/{path[0].Id}/registrations", Bodies.GuestRegistration())],
            "deletePreference" => await FreshPreference(path[0], path[1]),
            "voidPosition" => [path[0], await world.Make("position", "fresh", $"/funds/{path[0].Id}/positions", Bodies.Position(100_000))],
            "createPreference" or "freezeRankings" => [await FreshSession(path[0])],
            "makePlan" => [await Frozen(await FreshSession(path[0]))],
            "publishPlan" => [new Thing("plan", "fresh", (await world.Admin.Plan((await Frozen(await FreshSession(world.Find("session", "main")))).Id)).Id)],
            "trainModel" => await LearnableSeason(path),
            "deleteWebhook" => [await FreshWebhook(path[0])],
            "deleteSavedSearch" => [await FreshSearch(path[0])],
            "replaceKey" or "patchKey" or "rotateKey" or "revokeKey" => [await FreshKey()],
            _ => path,
        };
    }

    private async Task<IReadOnlyList<Thing>> LearnableSeason(IReadOnlyList<Thing> path)
    {
        await Support.LearnableSeason.Upload(world.Admin);
        return path;
    }

    private async Task<Thing> FreshWebhook(Thing like) =>
        new("webhook", "fresh", (await OwnerOf(like).Client.PostAsync("/webhooks", Bodies.Webhook())).Expect(201).Id);

    private async Task<Thing> FreshSearch(Thing like) => new("saved-search", "fresh", (await OwnerOf(like).Client.PostAsync("/saved-searches", like.Body!)).Expect(201).Id);

    /// <summary>Who can have made it: the party or the key that owns it, else the organizer.</summary>
    private Actor OwnerOf(Thing thing) => world.Actor(thing.Owners is [var owner] ? owner.Replace("key of ", "", StringComparison.Ordinal) : "organizer");

    private static JsonObject RequestSearch(string requestId) => Bodies.SavedSearch(requestId).With("subject", new JsonObject { ["type"] = "financing-request", ["id"] = requestId });

    private async Task<Thing> FreshKey() =>
        await world.Make("key", "fresh", "/keys", new JsonObject { ["name"] = "fresh", ["role"] = "auditor" }) with { Body = new JsonObject { ["name"] = "replaced" } };

    /// <summary>One row that is taken in; a fund's is about itself.</summary>
    private CsvText Sheet(AccessCell cell)
    {
        var fund = world.Find("fund", (OwnParty(cell.Who, "a") ?? "a")[^1..]).Id;
        var number = Interlocked.Increment(ref _rows);
        return new CsvText(cell.Operation switch
        {
            "importStartups" => $"name\nImported {number}",
            "importFinancingRequests" => $"startupId,title,amountCny\n{world.Find("startup", "b").Id},Imported {number},300万",
            "importFunds" => $"name,kind,category\nImported {number},vc,venture",
            "importPositions" => $"fundId,name,stage,costCny,investedOn\n{fund},Imported {number},a,10万,2025-05-20",
            "importRegistrations" => $"partyType,name\nguest,Imported {number}",
            _ => $"fundId,financingRequestId,result,occurredOn,reason\n{fund},{world.Find("financing-request", "a").Id},met,2026-11-01,{number}",
        });
    }

    private async Task<Thing> Frozen(Thing session)
    {
        await world.Admin.Freeze(session.Id);
        return session;
    }

    /// <summary>A session like another: the same parties in the same state.</summary>
    private async Task<Thing> FreshSession(Thing like)
    {
        var session = await world.Make("session", like.Name, "/sessions", like.Body!);
        foreach (var party in Parties(like))
        {
            var (kind, letter) = (party.Split('-')[0], party.Split('-')[1]);
            var body = kind == "fund"
                ? Bodies.FundRegistration(world.Find("fund", letter).Id)
                : Bodies.StartupRegistration(world.Find("startup", letter).Id, world.Find("financing-request", letter).Id);
            _registrations[(session.Id, party)] = (await world.Admin.Register(session.Id, body)).Id;
        }

        return session;
    }

    private async Task<IReadOnlyList<Thing>> FreshPreference(Thing session, Thing preference)
    {
        var fresh = await FreshSession(session);
        var owner = preference.Owners is [var party] ? world.Actor(party) : world.Actor("organizer");
        var created = await owner.Client.PostAsync($"/sessions/{fresh.Id}/preferences", Preference(owner, fresh));
        return [fresh, new Thing("preference", "fresh", created.Expect(201).Id)];
    }

    /// <summary>From the party's own registration, or the fund's for staff, to the other side's.</summary>
    private JsonObject Preference(Actor who, Thing session)
    {
        var there = LetterOf(session);
        var own = OwnParty(who, there);
        return who.Role == "startup"
            ? Bodies.Preference(Registration(session, own!), Registration(session, $"fund-{there}"), "want")
            : Bodies.Preference(Registration(session, own ?? $"fund-{there}"), Registration(session, $"startup-{there}"), "want");
    }

    private string Registration(Thing session, string party) =>
        _registrations.TryGetValue((session.Id, party), out var fresh)
            ? fresh
            : world.Things.FirstOrDefault(t => t.Kind == "registration" && t.Parent!.Id == session.Id && t.Owners.Contains(party))?.Id ?? EndpointIds.Unknown;

    private JsonObject Outcome(Actor who, Thing session)
    {
        var there = LetterOf(session);
        return Bodies.Outcome(world.Find("fund", (OwnParty(who, there) ?? there)[^1..]).Id, world.Find("financing-request", there).Id, "met");
    }

    /// <summary>The side that takes part in a session.</summary>
    private static string LetterOf(Thing session) => session.Name == "other" ? "b" : "a";

    /// <summary>The party that somebody speaks for, of several the one that takes part; null for staff.</summary>
    private static string? OwnParty(Actor who, string letter) => who.Parties.FirstOrDefault(p => p.EndsWith(letter, StringComparison.Ordinal)) ?? (who.Parties is [var first, ..] ? first : null);

    private static Thing PartyIn(Thing session) => session with { Owners = [.. Parties(session)] };

    private static IEnumerable<string> Parties(Thing session) => session.Name switch
    {
        "draft" => ["fund-a", "startup-a"],
        "other" => ["fund-b", "startup-b"],
        _ => ["fund-a", "startup-a", "fund-b", "startup-b"],
    };

    private JsonObject BodyOf(Thing thing) => thing.Body ?? world.Things.First(t => t.Kind == thing.Kind && t.Body is not null).Body!;

    /// <summary>A change that every writer of the kind may make: each accepted one differs from the one before, as writing the same again is no change.</summary>
    private JsonObject Change(AccessCell cell, Thing thing)
    {
        var number = _changes.AddOrUpdate(thing.Id, Accepted(cell), (_, before) => before + Accepted(cell));
        return thing.Kind switch
        {
            "startup" => new JsonObject { ["teamSize"] = number },
            "financing-request" => new JsonObject { ["preMoneyValuationCny"] = number },
            "fund" => new JsonObject { ["ticketMaxCny"] = 40_000_000 + number },
            "session" => new JsonObject { ["venue"] = $"Room {number}" },
            "registration" => new JsonObject { ["maxMeetings"] = (number % 3) + 1 },
            "preference" => new JsonObject { ["value"] = number % 2 == 0 ? "want" : "avoid" },
            _ => new JsonObject { ["name"] = $"Name {number}" },
        };
    }

    private static int Accepted(AccessCell cell) => cell.Verdict == Verdict.Allowed ? 1 : 0;

    private static JsonObject Merge(JsonObject body, JsonObject change)
    {
        var merged = (JsonObject)body.DeepClone();
        foreach (var (name, value) in change)
            merged[name] = value?.DeepClone();
        return merged;
    }
}
