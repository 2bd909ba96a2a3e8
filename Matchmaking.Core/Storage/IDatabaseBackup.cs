namespace Matchmaking.Core.Storage;

/// <summary>
/// Whole copies of a database in files. An embedded database makes and takes back its own; a database server has its own tools
/// (<c>pg_dump</c>, <c>pg_restore</c>), and its implementation says which with a <see cref="BackupException"/>.
/// </summary>
public interface IDatabaseBackup
{
    /// <summary>
    /// Writes one consistent state of the database into a file, with a checksum beside it, and checks the copy. A process that
    /// serves meanwhile goes on; every write that it had answered before the start is in the copy.
    /// </summary>
    /// <param name="file">Where to; it appears whole or not at all.</param>
    /// <param name="overwrite">Whether an older backup of that name is replaced.</param>
    /// <param name="progress">Hears of pages copied.</param>
    /// <param name="cancel">Gives up and leaves nothing behind.</param>
    /// <exception cref="BackupException">There is no database, the target exists, or the copy does not pass its checks.</exception>
    Task<DatabaseCopy> Backup(string file, bool overwrite, IProgress<CopyProgress> progress, CancellationToken cancel);

    /// <summary>
    /// Puts a backup in the place of the database, after it has passed its checks. The database that was there is kept aside.
    /// Until the last step, which is one rename, nothing has changed.
    /// </summary>
    /// <param name="file">A file that <see cref="Backup"/> wrote, with its checksum beside it.</param>
    /// <param name="replace">Whether a database that is there may be replaced.</param>
    /// <param name="progress">Hears of bytes copied.</param>
    /// <param name="cancel">Gives up and leaves the database as it was.</param>
    /// <exception cref="BackupException">The checksum is missing or wrong, the copy is damaged, or there is a database and <paramref name="replace"/> is false.</exception>
    /// <exception cref="ForeignDatabaseException">The file is not a database of this program.</exception>
    /// <exception cref="MigrationException">The file was written by a newer version.</exception>
    /// <exception cref="Sqlite.DatabaseLockedException">A process uses the database.</exception>
    Task<RestoredDatabase> Restore(string file, bool replace, IProgress<CopyProgress> progress, CancellationToken cancel);
}

/// <summary>How far a copy is, in units of the copier.</summary>
public readonly record struct CopyProgress(long Done, long Total);

/// <summary>A copy that passed its checks.</summary>
/// <param name="File">The backup.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of the whole file, lower-case hex.</param>
/// <param name="SchemaVersion">Number of the newest migration in it.</param>
/// <param name="Tables">All tables by name, with their rows.</param>
public sealed record DatabaseCopy(string File, long Bytes, string Sha256, int SchemaVersion, IReadOnlyList<TableCount> Tables);

public sealed record TableCount(string Table, long Rows);

/// <param name="Copy">What is served from now on.</param>
/// <param name="Before">Where the database that was there is kept; null when there was none.</param>
public sealed record RestoredDatabase(DatabaseCopy Copy, string? Before);

/// <summary>A backup or a restore that was not done; the message says why, for whoever runs it.</summary>
public sealed class BackupException(string message) : Exception(message);

/// <summary>A file that no version of this program wrote.</summary>
public sealed class ForeignDatabaseException(string file, string why) : Exception($"{file} is not a database of this program: {why}.");
