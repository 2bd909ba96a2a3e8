using System.Globalization;
using System.Text.Json.Nodes;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Operations;
using Matchmaking.Ranking.Models;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Access;

/// <summary>
/// Two of every party and one of everything that can belong to them, each carrying marks that appear nowhere else, and
/// everybody who may ask. <c>fund-a</c> and <c>startup-a</c> are asked for; what is theirs is own, the rest another's.
/// </summary>
internal sealed partial class AccessWorld
{
    private readonly TestServer _server;
    private readonly List<Thing> _things = [];
    private readonly List<Actor> _actors = [];

    private AccessWorld(TestServer server) => _server = server;

    public IReadOnlyList<Thing> Things => _things;

    /// <summary>With keys and without.</summary>
    public IReadOnlyList<Actor> Actors => _actors;

    public ApiClient Admin => _server.Admin;

    /// <summary>Number of the newest row of the audit log: it moves with every change and with nothing else.</summary>
    public async Task<long> AuditHead() =>
        (await _server.Services.GetRequiredService<IDatabase>().Read(AuditLog.Head, CancellationToken.None)).Sequence;

    /// <summary>What stands for a route value: the things of its kind, and ids that name nothing.</summary>
    public IEnumerable<Thing> Candidates(string kind) =>
    [
        .. _things.Where(t => t.Kind == kind),
        new Thing(kind, "absent", kind == "audit" ? "999999999" : EndpointIds.Unknown) { Exists = false },
        new Thing(kind, "malformed", "1%20or%201") { Exists = false },
        new Thing(kind, "of another kind", Find(kind == "fund" ? "startup" : "fund", "a").Id) { Exists = false },
    ];

    public Thing Find(string kind, string name) => _things.Single(t => t.Kind == kind && t.Name == name);

    public Actor Actor(string name) => _actors.Single(a => a.Name == name);

    public static async Task<AccessWorld> Create(TestServer server)
    {
        var world = new AccessWorld(server);
        await world.AddParties();
        await world.AddSessions();
        await world.AddActors();
        await world.AddPreferences();
        await world.AddRecords();
        await world.AddOperations();
        await world.AddWebhooks();
        await world.AddSavedSearches();
        return world;
    }

    /// <summary>Creates a thing as admin and keeps what it was made of.</summary>
    public async Task<Thing> Make(string kind, string name, string path, JsonObject body)
    {
        var created = (await Admin.PostAsync(path, body)).Expect(201);
        return new Thing(kind, name, created.Id) { Body = body };
    }

    private async Task<Thing> Add(Task<Thing> made, Func<Thing, Thing>? facts = null)
    {
        var thing = facts is null ? await made : facts(await made);
        _things.Add(thing);
        return thing;
    }

    private async Task AddDeleted(string kind, string path, JsonObject body, Thing? parent = null)
    {
        var thing = await Make(kind, "deleted", path, body) with { Parent = parent, Exists = false };
        (await Admin.DeleteAsync($"{path}/{thing.Id}", "*")).Expect(204);
        _things.Add(thing);
    }

    private async Task AddParties()
    {
        foreach (var (letter, cents) in new[] { ("a", ".01"), ("b", ".02") })
        {
            await Add(Make("fund", letter, "/funds", FundBody(letter, cents)), t => t with
            {
                Owners = [$"fund-{letter}"],
                Marks = [$"MARK-FUND-{letter}"],
                Secrets = ["123456789" + cents, $"MARK-OUTSIDE-FUND-{letter}"],
            });
            await Add(Make("startup", letter, "/startups", Bodies.Startup($"MARK-STARTUP-{letter}").With("summary", $"MARK-SUMMARY-{letter}")), t => t with
            {
                Owners = [$"startup-{letter}"],
                Marks = [$"MARK-STARTUP-{letter}", $"MARK-SUMMARY-{letter}"],
            });
            await AddRequest(letter, letter, "open");
            await AddRequest(letter, $"{letter} closed", "closed");
            var fund = Find("fund", letter);
            await Add(Make("position", letter, $"/funds/{fund.Id}/positions", PositionBody(letter, cents)), t => t with
            {
                Parent = fund,
                Owners = fund.Owners,
                Marks = [$"MARK-POSITION-{letter}"],
                Secrets = ["11223344" + cents, "9988776" + cents],
            });
        }

        await AddDeleted("fund", "/funds", Bodies.Fund("deleted"));
        await AddDeleted("startup", "/startups", Bodies.Startup("deleted"));
        await AddDeleted("financing-request", "/financing-requests", Bodies.Request(Find("startup", "a").Id));
    }

    private Task<Thing> AddRequest(string startup, string name, string status)
    {
        var owner = Find("startup", startup);
        var mark = $"MARK-REQUEST-{name.Replace(' ', '-')}-";
        var body = Bodies.Request(owner.Id).With("title", mark).With("status", status);
        return Add(Make("financing-request", name, "/financing-requests", body), t => t with { Owners = owner.Owners, IsPublic = status == "open", Marks = [mark] });
    }

    /// <summary>A session with everybody, one that is a draft, one in which only the b side takes part.</summary>
    private async Task AddSessions()
    {
        foreach (var (name, status, parties) in new[] { ("main", "open", "ab"), ("draft", "draft", "a"), ("other", "open", "b") })
        {
            var session = await Add(Make("session", name, "/sessions", Bodies.Session().With("title", $"MARK-SESSION-{name}").With("startsAt", "2026-11-20T06:00:00Z").With("status", status)), t => t with
            {
                IsPublic = status != "draft",
                Marks = [$"MARK-SESSION-{name}"],
            });
            foreach (var letter in parties.Select(c => c.ToString()))
            {
                await AddRegistration(session, Find("fund", letter), Bodies.FundRegistration(Find("fund", letter).Id));
                await AddRegistration(session, Find("startup", letter), StartupRegistration(letter));
            }

            await AddRegistration(session, null, Bodies.GuestRegistration($"MARK-GUEST-{name}"));
        }

        var main = Find("session", "main");
        // Once it was open and took part; then it was withdrawn, and funds must not hear of it any more.
        var startup = await Add(Make("startup", "c", "/startups", Bodies.Startup("MARK-STARTUP-c")), t => t with { Owners = ["startup-c"], Marks = ["MARK-STARTUP-c"] });
        var withdrawn = await AddRequest("c", "c withdrawn", "open");
        await AddRegistration(main, startup, Bodies.StartupRegistration(startup.Id, withdrawn.Id));
        await Admin.ChangeAsync($"/financing-requests/{withdrawn.Id}", new JsonObject { ["status"] = "withdrawn" });
        _things[_things.IndexOf(withdrawn)] = withdrawn with { IsPublic = false, Body = withdrawn.Body!.With("status", "withdrawn") };

        await AddDeleted("session", "/sessions", Bodies.Session());
        await AddDeleted("registration", $"/sessions/{main.Id}/registrations", Bodies.GuestRegistration("deleted"), main);
    }

    private Task<Thing> AddRegistration(Thing session, Thing? party, JsonObject body)
    {
        var name = $"{party?.Owners[0] ?? "guest"} in {session.Name}";
        var contact = $"MARK-CONTACT-{name.Replace(' ', '-')}";
        return Add(Make("registration", name, $"/sessions/{session.Id}/registrations", body.With("contact", contact)), t => t with
        {
            Parent = session,
            Owners = party?.Owners ?? [],
            Secrets = [contact, .. party is null ? [$"MARK-GUEST-{session.Name}"] : Array.Empty<string>()],
        });
    }

    private async Task AddPreferences()
    {
        var main = Find("session", "main");
        var path = $"/sessions/{main.Id}/preferences";
        foreach (var (from, to) in new[] { ("fund-a", "startup-a"), ("fund-b", "startup-a"), ("startup-a", "fund-a"), ("startup-b", "fund-a") })
        {
            var body = Bodies.Preference(Find("registration", $"{from} in main").Id, Find("registration", $"{to} in main").Id, "want");
            var preference = await Actor(from).Client.PostAsync(path, body);
            _things.Add(new Thing("preference", $"of {from}", preference.Expect(201).Id) { Parent = main, Owners = [from], Body = body });
        }

        // Of fund-a, but set by the organizer: the fund does not see it.
        await Add(Make("preference", "of the organizer", path, Bodies.Preference(Find("registration", "fund-a in main").Id, Find("registration", "startup-b in main").Id, "want")), t => t with { Parent = main });
        await AddDeleted("preference", path, Bodies.Preference(Find("registration", "fund-b in main").Id, Find("registration", "startup-b in main").Id, "want"), main);
    }

    /// <summary>Freezes, plans and outcomes; a published plan belongs to those who take part.</summary>
    private async Task AddRecords()
    {
        // The one that serves is the last: each promotion of a row of cells changes something.
        foreach (var version in RankingModels.All.Select(m => m.Version))
            _things.Add(new Thing("model", version, version));
        foreach (var (name, letters) in new[] { ("main", "ab"), ("other", "b") })
        {
            var session = Find("session", name);
            _things.Add(new Thing("freeze", name, (await Admin.Freeze(session.Id)).Id) { Parent = session });
            var published = await Admin.Plan(session.Id);
            (await Admin.PostAsync($"/plans/{published.Id}/publish")).Expect(200);
            _things.Add(new Thing("plan", name, published.Id) { Parent = session, Owners = [.. letters.SelectMany(l => Strings.Of($"fund-{l}", $"startup-{l}"))] });
            foreach (var letter in letters.Select(c => c.ToString()))
            {
                var body = Bodies.Outcome(Find("fund", letter).Id, Find("financing-request", "b").Id, "interested").With("reason", $"MARK-REASON-{letter}-{name}");
                await Add(Make("outcome", $"{letter} in {name}", $"/sessions/{session.Id}/outcomes", body), t => t with
                {
                    Parent = session,
                    Owners = [$"fund-{letter}"],
                    Marks = [$"MARK-REASON-{letter}-{name}"],
                });
            }
        }

        var main = Find("session", "main");
        _things.Add(new Thing("plan", "draft", (await Admin.Plan(main.Id)).Id) { Parent = main, Owners = Find("plan", "main").Owners, IsPublic = false });
        var draft = Find("session", "draft");
        var early = Bodies.Outcome(Find("fund", "a").Id, Find("financing-request", "a").Id, "met");
        await Add(Make("outcome", "a in draft", $"/sessions/{draft.Id}/outcomes", early), t => t with { Parent = draft, Owners = ["fund-a"] });
    }

    /// <summary>Operations that have ended, one of each key: nothing runs them, and their events end at once.</summary>
    private async Task AddOperations()
    {
        var ids = _server.Services.GetRequiredService<IIdSource>();
        foreach (var owner in new[] { "admin", "fund-a", "fund-b", "startup-a" })
        {
            var role = KebabEnum<Role>.Parse(owner.Split('-')[0]);
            var operation = new Operation
            {
                Id = ids.Next<Operation>(),
                Version = 1,
                CreatedAt = _server.Clock.GetUtcNow(),
                UpdatedAt = _server.Clock.GetUtcNow(),
                FinishedAt = _server.Clock.GetUtcNow(),
                Kind = "import",
                Status = OperationStatus.Cancelled,
                Progress = new OperationProgress(0, 0, "queued"),
                Origin = new Origin(ActorType.Key, _server.Clock.GetUtcNow(), KeyIdOf(owner), role, "test"),
            };
            var stored = await _server.Services.GetRequiredService<IDatabase>().Write<Operation>(
                async db =>
                {
                    await OperationStore.Insert(db, operation, null);
                    return operation;
                },
                CancellationToken.None);
            if (stored.Error is { } refused)
                throw new InvalidOperationException(refused.Code);
            _things.Add(new Thing("operation", $"of {owner}", operation.Id.ToString()) { Owners = [$"key of {owner}"] });
        }
    }

    private JsonObject StartupRegistration(string letter) => Bodies.StartupRegistration(Find("startup", letter).Id, Find("financing-request", letter).Id);

    private static JsonObject FundBody(string letter, string cents) => Bodies.Fund($"MARK-FUND-{letter}")
        .With("category", "angel").With("commitmentCny", decimal.Parse("123456789" + cents, CultureInfo.InvariantCulture)).With("externalId", $"MARK-OUTSIDE-FUND-{letter}");

    private static JsonObject PositionBody(string letter, string cents) => Bodies.Position()
        .With("name", $"MARK-POSITION-{letter}")
        .With("costCny", decimal.Parse("11223344" + cents, CultureInfo.InvariantCulture))
        .With("fairValueCny", decimal.Parse("9988776" + cents, CultureInfo.InvariantCulture));
}
