using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Support;

/// <summary>Verbs of intent: each creates one thing over HTTP and fails the test when that is refused.</summary>
internal static class Creation
{
    public static Task<Answer> CreateStartup(this ApiClient client, JsonObject? body = null) => client.Create("/startups", body ?? Bodies.Startup());

    public static Task<Answer> CreateRequest(this ApiClient client, JsonObject body) => client.Create("/financing-requests", body);

    public static Task<Answer> CreateFund(this ApiClient client, JsonObject? body = null) => client.Create("/funds", body ?? Bodies.Fund());

    public static Task<Answer> CreatePosition(this ApiClient client, string fundId, JsonObject? body = null) =>
        client.Create($"/funds/{fundId}/positions", body ?? Bodies.Position());

    public static Task<Answer> CreateSession(this ApiClient client, JsonObject? body = null) => client.Create("/sessions", body ?? Bodies.Session());

    public static Task<Answer> Register(this ApiClient client, string sessionId, JsonObject body) => client.Create($"/sessions/{sessionId}/registrations", body);

    public static Task<Answer> Prefer(this ApiClient client, string sessionId, string from, string to, string value) =>
        client.Create($"/sessions/{sessionId}/preferences", Bodies.Preference(from, to, value));

    public static Task<Answer> Freeze(this ApiClient client, string sessionId) => client.Create($"/sessions/{sessionId}/rankings", null);

    public static Task<Answer> Plan(this ApiClient client, string sessionId, JsonObject? body = null) => client.Create($"/sessions/{sessionId}/plans", body);

    public static Task<Answer> Record(this ApiClient client, string sessionId, JsonObject body) => client.Create($"/sessions/{sessionId}/outcomes", body);

    /// <summary>A startup with one open request, and a registration when a session is given.</summary>
    public static async Task<Seeker> CreateSeeker(this ApiClient client, string name, string? sessionId = null, Func<JsonObject, JsonObject>? request = null)
    {
        var startup = await client.CreateStartup(Bodies.Startup(name));
        var body = Bodies.Request(startup.Id).With("title", "Request of " + name);
        var created = await client.CreateRequest(request is null ? body : request(body));
        var registration = sessionId is null ? null : (await client.Register(sessionId, Bodies.StartupRegistration(startup.Id, created.Id))).Id;
        return new Seeker(startup.Id, created.Id, registration ?? "");
    }

    /// <summary>A fund, with a registration when a session is given.</summary>
    public static async Task<Investor> CreateInvestor(this ApiClient client, string name, string? sessionId = null, Func<JsonObject, JsonObject>? fund = null)
    {
        var body = Bodies.Fund(name);
        var created = await client.CreateFund(fund is null ? body : fund(body));
        var registration = sessionId is null ? null : (await client.Register(sessionId, Bodies.FundRegistration(created.Id))).Id;
        return new Investor(created.Id, registration ?? "");
    }

    private static async Task<Answer> Create(this ApiClient client, string path, JsonObject? body) => (await client.PostAsync(path, body)).Expect(201);
}

/// <summary>Ids of a startup, its request and its registration.</summary>
internal sealed record Seeker(string StartupId, string RequestId, string RegistrationId);

/// <summary>Ids of a fund and its registration.</summary>
internal sealed record Investor(string FundId, string RegistrationId);
