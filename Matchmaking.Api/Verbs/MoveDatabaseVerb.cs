using System.Globalization;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage.Moves;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Core.Storage.Sqlite;

namespace Matchmaking.Api.Verbs;

/// <summary>Moves the embedded database into PostgreSQL, while no server runs on either.</summary>
internal sealed class MoveDatabaseVerb : IVerb
{
    private const int ShownOfHash = 16;

    public string Name => "move-database";

    public string Usage => "";

    public string Summary => $"Copy the database of MATCHMAKING_DATA into the empty one of {Settings.DatabaseName}, and compare; goes on where it was cut short";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        var settings = Settings.FromEnvironment();
        if (settings.Postgres is not { } address)
            throw new UsageException($"{Settings.DatabaseName} names the PostgreSQL database to move into.");
        if (!SqliteDatabase.IsIn(settings.DataFolder))
            throw new UsageException($"There is no database in {settings.DataFolder} (MATCHMAKING_DATA).");
        var started = TimeProvider.System.GetTimestamp();
        using var interrupted = new Interruption();
        await using var source = SqliteDatabase.Open(settings.DataFolder);
        await source.Migrate(TimeProvider.System, interrupted.Token);
        await using var target = PostgresDatabase.Open(address);
        using var line = new ProgressLine(output);
        var moved = await new DatabaseMove(source, target, TimeProvider.System).Run(new Progress(line), interrupted.Token);
        line.Clear();
        Write(output, settings, target, moved, TimeProvider.System.GetElapsedTime(started));
        return 0;
    }

    private static void Write(TextWriter output, Settings settings, PostgresDatabase target, MoveReport moved, TimeSpan took)
    {
        foreach (var table in moved.Tables)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {table.Table,-24} {table.Rows,10} rows  sha256 {table.Sha256[..ShownOfHash]}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Moved {settings.DataFolder} into {target.Name} in {took.TotalSeconds:0.0} s. Every table is the same on both sides, and the audit log is whole: {moved.AuditRows} rows."));
        output.WriteLine($"Start the server with {Settings.DatabaseName} set from now on; what is in {settings.DataFolder} is not served any more, and is kept until you delete it.");
    }

    // Progress<T> would tell on another thread, after the end too.
    private sealed class Progress(ProgressLine line) : IProgress<MoveProgress>
    {
        public void Report(MoveProgress value) => line.Show(value.What, value.Done, value.Total);
    }
}
