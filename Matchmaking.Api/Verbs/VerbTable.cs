using System.Data.Common;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Moves;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Core.Storage.Sqlite;

namespace Matchmaking.Api.Verbs;

/// <summary>Finds and runs verbs; <c>serve</c> is the default.</summary>
internal static class VerbTable
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Unusable = 2;

    public static IReadOnlyList<VerbEntry> All { get; } =
    [
        new(new ServeVerb(), []),
        new(new MigrateVerb(), []),
        new(new CreateKeyVerb(), ["role", "name", "subject*", "expires"]),
        new(new BackupVerb(), []) { Flags = [BackupVerb.Force] },
        new(new RestoreVerb(), []) { Flags = [BackupVerb.Force] },
        new(new MoveDatabaseVerb(), []),
        new(new VerifyAuditVerb(), ["expect"]),
        new(new VerifyPlanVerb(), ["lang"]),
        new(new ImportVerb(), ["session"]) { Flags = ["dry-run"] },
        new(new TrainVerb(), ["seed", "cut-off", "trainer"]) { Flags = [TrainVerb.PromoteFlag] },
        new(new EvaluateVerb(), ["model*", "from"]),
        new(new WriteOpenApiVerb(), []),
    ];

    public static async Task<int> Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        var name = args.Count == 0 ? "serve" : args[0];
        if (name is "--help" or "-h" or "help")
        {
            WriteHelp(output);
            return Done;
        }

        var entry = All.FirstOrDefault(v => v.Verb.Name == name);
        if (entry is null)
        {
            errors.WriteLine($"There is no verb \"{name}\" in this version.");
            WriteHelp(errors);
            return Unusable;
        }

        if (args.Skip(1).Any(a => a is "--help" or "-h"))
        {
            WriteUsage(output, entry.Verb);
            return Done;
        }

        try
        {
            return await entry.Verb.Run(VerbArguments.Parse([.. args.Skip(1)], entry.Options, entry.Flags), output);
        }
        catch (UsageException wrong)
        {
            errors.WriteLine(wrong.Message);
            WriteUsage(errors, entry.Verb);
            return Unusable;
        }
        catch (Exception wrong) when (wrong is SettingsException or ForeignDatabaseException or UnsupportedDatabaseException)
        {
            errors.WriteLine(wrong.Message);
            return Unusable;
        }
        catch (OperationCanceledException)
        {
            errors.WriteLine("Interrupted.");
            return Failed;
        }
        catch (DbException broken)
        {
            var settings = Settings.FromEnvironment();
            errors.WriteLine($"The database {(settings.Postgres is { } server ? $"{server.Name} ({Settings.DatabaseName})" : $"in {settings.DataFolder}")} cannot be used: {broken.Message}");
            // A server that is not there or lets nobody in: the setting says where to look. A file is there, and broken.
            return settings.Postgres is null ? Failed : Unusable;
        }
        catch (Exception failure) when (failure is DatabaseLockedException or MigrationException or BackupException or MoveException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(failure.Message);
            return Failed;
        }
    }

    private static void WriteHelp(TextWriter output)
    {
        output.WriteLine("Matchmaking: investment matchmaking for monthly industry-chain sessions.");
        output.WriteLine();
        foreach (var verb in All.Select(entry => entry.Verb))
            output.WriteLine($"  {(verb.Name + " " + verb.Usage).TrimEnd(),-66} {verb.Summary}");
        output.WriteLine();
        output.WriteLine("Settings: ASPNETCORE_URLS, MATCHMAKING_DATA, MATCHMAKING_DATABASE, MATCHMAKING_DEMO, MATCHMAKING_ADMIN_KEY, MATCHMAKING_RATE_LIMIT,");
        output.WriteLine("  MATCHMAKING_MAX_IN_FLIGHT, MATCHMAKING_TIME_LIMIT, MATCHMAKING_MIN_EXPOSURE, MATCHMAKING_LOG, MATCHMAKING_LOG_LEVEL, OTEL_EXPORTER_OTLP_ENDPOINT, Ranking__Trainer (docs/operations.md).");
    }

    private static void WriteUsage(TextWriter output, IVerb verb) => output.WriteLine($"{verb.Name} {verb.Usage}".TrimEnd() + $": {verb.Summary}");
}

/// <param name="Verb">The verb.</param>
/// <param name="Options">Names of options that take a value.</param>
internal sealed record VerbEntry(IVerb Verb, IReadOnlyList<string> Options)
{
    /// <summary>Names of options that take none.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}
