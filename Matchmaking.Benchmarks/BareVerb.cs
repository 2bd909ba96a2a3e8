using Dapper;
using Matchmaking.Core.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Benchmarks;

/// <summary>The least that a minimal API with a database does: one row of SQLite a request. What the product does beside it is measured against this.</summary>
internal sealed class BareVerb : IVerb
{
    public string Name => "bare";

    public string Help =>
        """
        bare --folder DIR
          --folder  with a database; its first startup is answered at /row until the program is ended
        """;

    public IReadOnlyList<string> Options { get; } = ["folder"];

    public IReadOnlyList<string> Flags { get; } = [];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var file = Path.Combine(arguments.Text("folder") ?? throw new UsageException("--folder is missing."), "matchmaking.db");
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly }.ToString();
        // The same library as the product's.
        _ = SqliteNative.Origin;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        using var first = new SqliteConnection(connectionString);
        var id = first.QuerySingle<string>("SELECT id FROM startups ORDER BY id LIMIT 1");
        app.MapGet("/row", async () =>
        {
            await using var connection = new SqliteConnection(connectionString);
            return Results.Json(await connection.QuerySingleAsync<BareRow>("SELECT id, name, district FROM startups WHERE id = @id", new { id }).ConfigureAwait(false));
        });
        app.Start();
        output.WriteLine($"serves on {app.Urls.First()}");
        app.WaitForShutdown();
        return 0;
    }

    private sealed record BareRow
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string? District { get; init; }
    }
}
