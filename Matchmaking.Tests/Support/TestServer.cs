using System.Text.Json.Nodes;
using Matchmaking.Api.Limits;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Verbs;
using Matchmaking.Api.Webhooks;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Tests.Support.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Support;

/// <summary>The whole program on a free port of this machine, with a database file of its own and a clock to set.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string AdminKey = "mmk_the-key-that-tests-give-to-admin";

    /// <summary>10:00 in Shanghai on 20 November 2026.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder;
    private readonly IDatabase _database;
    private readonly DatabaseKind _kind;
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private TestServer(DirectoryInfo folder, DatabaseKind kind, IDatabase database, WebApplication app, ManualClock clock)
    {
        (_folder, _kind, _database, _app, Clock) = (folder, kind, database, app, clock);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
        Admin = new ApiClient(_http, AdminKey);
        Nobody = new ApiClient(_http, null);
    }

    public ManualClock Clock { get; }

    public ApiClient Admin { get; }

    /// <summary>Without a key.</summary>
    public ApiClient Nobody { get; }

    /// <summary>The data folder.</summary>
    public string Folder => _folder.FullName;

    public Uri Address => _http.BaseAddress!;

    public IServiceProvider Services => _app.Services;

    /// <summary>All endpoints as routing knows them.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <param name="further">Services of the test's own.</param>
    /// <param name="folder">The data folder of a server that was stopped before; default a new one.</param>
    /// <param name="change">Other settings; the rate limits are off unless this sets them.</param>
    /// <param name="kind">Where it keeps its data; the same again for a folder that was used before.</param>
    public static async Task<TestServer> StartAsync(
        Action<IServiceCollection>? further = null, DirectoryInfo? folder = null, Func<Settings, Settings>? change = null, DatabaseKind? kind = null)
    {
        folder ??= Directory.CreateTempSubdirectory("matchmaking-test-");
        var clock = new ManualClock(Start);
        var chosen = kind ?? DatabaseKinds.Default;
        var settings = new Settings(folder.FullName, Demo: false, AdminKey, "http://127.0.0.1:0")
        {
            RateLimits = RateLimits.Off,
            Postgres = await chosen.Address(folder.FullName) is { } address ? PostgresAddress.Parse(address) : null,
        };
        settings = change?.Invoke(settings) ?? settings;
        var database = Databases.Open(settings);
        var app = ServerApp.Build(settings, database, clock, services =>
        {
            // Tests take the steps of background work themselves, and nothing calls a name of the outside.
            services.AddSingleton(BackgroundPace.Never);
            services.AddSingleton<IHostResolver, NoNames>();
            further?.Invoke(services);
        });
        await ServeVerb.Prepare(app.Services, settings, database);
        await app.StartAsync();
        return new TestServer(folder, chosen, database, app, clock);
    }

    /// <summary>Creates a key over HTTP and gives somebody who uses it.</summary>
    public async Task<ApiClient> As(string role, params string[] subjects) => new(_http, (await CreateKey(role, subjects)).Json.Text("key"));

    public ApiClient With(string key) => new(_http, key);

    public async Task<Answer> CreateKey(string role, params string[] subjects) => (await Admin.PostAsync(
        "/keys",
        new JsonObject { ["name"] = $"{role} of a test", ["role"] = role, ["subjectIds"] = JsonNodes.Array(subjects.Select(s => (JsonNode?)s)) })).Expect(201);

    /// <summary>Stops as a signal would.</summary>
    /// <returns>The data folder, for a server that goes on with it.</returns>
    public async Task<DirectoryInfo> StopAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        return _folder;
    }

    public async ValueTask DisposeAsync()
    {
        var folder = await StopAsync();
        await _kind.Drop(folder.FullName);
        folder.Delete(recursive: true);
    }
}
