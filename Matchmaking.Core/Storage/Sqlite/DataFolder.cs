namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>The files of a data folder, and the lock that one process at a time holds on them.</summary>
internal sealed class DataFolder(string path)
{
    // How a file that another process holds shows itself; any other failure is told as what it is.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string Database => System.IO.Path.Combine(Path, "matchmaking.db");

    /// <summary>The copy that a restore checks before it takes the place of the database.</summary>
    public string Restoring => Database + ".restoring";

    /// <summary>The database, or what would be read into it when it is opened.</summary>
    public bool HasDatabase => File.Exists(Database) || SqliteFiles.Companions(Database).Any(File.Exists);

    /// <summary>Bytes that this process may still write to the folder's disk.</summary>
    public long FreeSpace => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Takes the folder for this process until the answer is disposed of; creates it where it is missing.</summary>
    /// <exception cref="DatabaseLockedException">Another process has it.</exception>
    public FileStream Lock()
    {
        Directory.CreateDirectory(Path);
        var file = System.IO.Path.Combine(Path, "matchmaking.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            throw new DatabaseLockedException(file, taken);
        }
    }

    /// <summary>Deletes what a restore that was killed has left. Only under the lock: without it, it may be under way.</summary>
    public void DeleteRestoring() => SqliteFiles.Delete(Restoring);

    /// <summary>A free name for the database that a restore replaces.</summary>
    public string Before(DateTimeOffset now)
    {
        string name;
        do
        {
            name = $"{Database}.before-restore-{now.UtcDateTime:yyyyMMdd'T'HHmmss'.'fff'Z'}";
            now = now.AddMilliseconds(1);
        }
        while (File.Exists(name));
        return name;
    }
}
