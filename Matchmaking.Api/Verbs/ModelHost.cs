using Matchmaking.Api.Models;
using Matchmaking.Api.Services;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Facts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Matchmaking.Api.Verbs;

/// <summary>What the verbs about models work with, without a server.</summary>
internal sealed class ModelHost : IAsyncDisposable
{
    private ModelHost(IDatabase database)
    {
        Database = database;
        Now = new Surroundings(TimeProvider.System, new Uuid7Source(TimeProvider.System));
        var facts = new FactsFactory(Taxonomy.Load());
        Registry = new ModelRegistry(NullLogger<ModelRegistry>.Instance);
        Sessions = new TrainingSessions(database, facts, new FundReader(facts));
    }

    public IDatabase Database { get; }

    public Surroundings Now { get; }

    public ModelRegistry Registry { get; }

    public TrainingSessions Sessions { get; }

    public static async Task<ModelHost> Open()
    {
        var database = Databases.Open(Settings.FromEnvironment());
        try
        {
            await database.Migrate(TimeProvider.System, CancellationToken.None);
            return new ModelHost(database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
