using Matchmaking.Api.OpenApi;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage.Sqlite;

namespace Matchmaking.Api.Verbs;

/// <summary>Writes the description of the API, exactly as it is served.</summary>
internal sealed class WriteOpenApiVerb : IVerb
{
    public string Name => "write-openapi";

    public string Usage => "FILE";

    public string Summary => "Write the OpenAPI description of the API to a file";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        if (arguments.Words is not [var file])
            throw new UsageException("One file is needed.");
        var folder = Directory.CreateTempSubdirectory("matchmaking-openapi-");
        try
        {
            // Routes are known to the describer only once the application runs, so it does, on a free port and an empty folder.
            var settings = new Settings(folder.FullName, Demo: false, AdminKey: null, "http://127.0.0.1:0");
            await using var database = SqliteDatabase.Open(settings.DataFolder);
            await database.Migrate(TimeProvider.System, CancellationToken.None);
            await using var app = ServerApp.Build(settings, database);
            await app.StartAsync();
            var yaml = await OpenApiDocuments.Yaml(app.Services);
            await app.StopAsync();
            await File.WriteAllTextAsync(file, yaml);
            output.WriteLine($"Wrote {file}");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
