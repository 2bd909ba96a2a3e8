using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage.Sqlite;

namespace Matchmaking.Api.Verbs;

/// <summary>Puts a backup in the place of the database, while no server runs.</summary>
internal sealed class RestoreVerb : IVerb
{
    public string Name => "restore";

    public string Usage => "FILE [--force]";

    public string Summary => "Put a backup in the place of the database (the server must not be running)";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        if (arguments.Words is not [var file])
            throw new UsageException("One file is needed.");
        if (!File.Exists(file))
            throw new UsageException($"There is no file {file}.");
        var started = TimeProvider.System.GetTimestamp();
        var folder = Databases.RequireFolder(Settings.FromEnvironment());
        using var interrupted = new Interruption();
        using var progress = new CopyProgressLine(output, "bytes");
        var restored = await new SqliteBackup(folder, TimeProvider.System).Restore(file, arguments.Has(BackupVerb.Force), progress, interrupted.Token);
        progress.Dispose();
        output.WriteLine($"Restored {folder}");
        CopyReport.Write(output, restored.Copy, TimeProvider.System.GetElapsedTime(started));
        if (restored.Before is { } before)
            output.WriteLine($"  before   {before}  (what was there; delete it when it is not needed any more)");
        return 0;
    }
}
