using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage.Sqlite;

namespace Matchmaking.Api.Verbs;

/// <summary>Copies the database into a file, while the server runs or not.</summary>
internal sealed class BackupVerb : IVerb
{
    public const string Force = "force";

    public string Name => "backup";

    public string Usage => "FILE [--force]";

    public string Summary => "Copy the database into a file, with a checksum beside it; the server may be running";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        if (arguments.Words is not [var file])
            throw new UsageException("One file is needed.");
        var started = TimeProvider.System.GetTimestamp();
        var folder = Databases.RequireFolder(Settings.FromEnvironment());
        using var interrupted = new Interruption();
        using var progress = new CopyProgressLine(output, "pages");
        var copy = await new SqliteBackup(folder, TimeProvider.System).Backup(file, arguments.Has(Force), progress, interrupted.Token);
        progress.Dispose();
        output.WriteLine($"Backed up {folder}");
        CopyReport.Write(output, copy, TimeProvider.System.GetElapsedTime(started));
        return 0;
    }
}
