using Matchmaking.Api.Setup;

namespace Matchmaking.Api.Verbs;

/// <summary>Brings the schema up to date without serving.</summary>
internal sealed class MigrateVerb : IVerb
{
    public string Name => "migrate";

    public string Usage => "";

    public string Summary => "Bring the schema of the database up to date and stop";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        var settings = Settings.FromEnvironment();
        await using var database = Databases.Open(settings);
        var outcome = await database.Migrate(TimeProvider.System, CancellationToken.None);
        output.WriteLine(outcome.Applied == 0 ? "The schema is current." : $"Applied {outcome.Applied} migrations.");
        return 0;
    }
}
