namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>A SQLite database on disk: the file, and those that SQLite keeps beside it and reads into it when it is opened.</summary>
internal static class SqliteFiles
{
    private const string SharedMemory = "-shm";

    private static readonly string[] _suffixes = ["-wal", SharedMemory, "-journal"];

    public static IEnumerable<string> Companions(string database) => _suffixes.Select(s => database + s);

    public static void Delete(string database)
    {
        File.Delete(database);
        foreach (var companion in Companions(database))
            File.Delete(companion);
    }

    /// <summary>Moves logs to where another database file expects its own; the index in shared memory is made anew from a log.</summary>
    public static void MoveCompanions(string database, string to)
    {
        File.Delete(database + SharedMemory);
        foreach (var suffix in _suffixes.Where(s => File.Exists(database + s)))
            File.Move(database + suffix, to + suffix);
    }
}
