using Matchmaking.Api.Demo;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Verbs;

/// <summary>Serves the API until a signal stops it.</summary>
internal sealed class ServeVerb : IVerb
{
    public string Name => "serve";

    public string Usage => "";

    public string Summary => "Serve the API (default)";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        var settings = Settings.FromEnvironment();
        await using var database = Databases.Open(settings);
        await using var app = ServerApp.Build(settings, database);
        var secret = await Prepare(app.Services, settings, database);
        await app.StartAsync();
        await Banner.Print(output, app.Urls.First(), secret, settings, database, CancellationToken.None);
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Brings the database up to date before anybody can ask: schema, demo season, admin key.</summary>
    /// <returns>The secret of a generated admin key.</returns>
    public static async Task<string?> Prepare(IServiceProvider services, Settings settings, IDatabase database)
    {
        var now = services.GetRequiredService<Surroundings>();
        var migrated = await database.Migrate(services.GetRequiredService<TimeProvider>(), CancellationToken.None);
        if (migrated.Created && settings.Demo)
        {
            var loaded = await database.Write<DemoSummary>(Origin.System("demo-season", now.Time), db => DemoLoader.Load(db, DemoSeason.Generate(now.Today)), CancellationToken.None);
            if (loaded.Error is { } refused)
                throw new InvalidOperationException($"The demo season was refused: {refused.Code} {string.Join(", ", refused.Fields.Select(f => f.Pointer))}");
        }

        return await AdminKeys.Ensure(database, settings, migrated.Created, now, CancellationToken.None);
    }
}
