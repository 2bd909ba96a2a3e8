using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>
/// Puts a backup into a data folder. The order makes it safe to be killed at any moment: the copy is made and checked under
/// another name, the log of the old database is folded into it (SQLite would read that log into the new one), and one rename
/// puts the copy in its place while the old file keeps a name of its own. There is no moment without a database, and a copy that
/// was left over is deleted by whoever takes the folder next.
/// </summary>
internal sealed class SqliteRestore(DataFolder folder, TimeProvider clock)
{
    private const int Busy = 5;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private const int BufferLength = 1 << 20;

    public async Task<RestoredDatabase> Run(string file, bool replace, IProgress<CopyProgress> progress, CancellationToken cancel)
    {
        var expected = await ChecksumFile.Read(file, cancel).ConfigureAwait(false);
        await using var locked = folder.Lock();
        if (!replace && folder.HasDatabase)
            throw new BackupException($"There is a database in {folder.Path} already; it is replaced, and kept aside, with --force only.");
        try
        {
            folder.DeleteRestoring();
            // The copy is what is checked and used, so that the source may change meanwhile without harm.
            var sha256 = await Copy(file, progress, cancel).ConfigureAwait(false);
            if (sha256 != expected)
                throw new BackupException($"{file} is not what its checksum says: expected {expected}, found {sha256}.");
            var copy = await SqliteInspection.Inspect(folder.Restoring, file, sha256).ConfigureAwait(false);
            // A backup has no log; a file from elsewhere that says it has one shall not bring it.
            FoldLog(folder.Restoring);
            DurableFile.Flush(folder.Restoring);
            cancel.ThrowIfCancellationRequested();
            return new RestoredDatabase(copy, PutInPlace());
        }
        finally
        {
            folder.DeleteRestoring();
        }
    }

    /// <returns>SHA-256 of what was copied, lower-case hex.</returns>
    private async Task<string> Copy(string file, IProgress<CopyProgress> progress, CancellationToken cancel)
    {
        await using var source = File.OpenRead(file);
        await using var target = new FileStream(folder.Restoring, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferLength];
        var done = 0L;
        int read;
        while ((read = await source.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
            progress.Report(new CopyProgress(done += read, source.Length));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <returns>Where the database is that was there; null when there was none.</returns>
    private string? PutInPlace()
    {
        var before = folder.Before(clock.GetUtcNow());
        if (!File.Exists(folder.Database))
        {
            // A log without its database, left by somebody who deleted by hand, would be read into the new one.
            SqliteFiles.MoveCompanions(folder.Database, before);
            File.Move(folder.Restoring, folder.Database);
            DurableFile.FlushFolder(folder.Path);
            return null;
        }

        try
        {
            FoldLog(folder.Database);
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is Corrupt or NotADatabase)
        {
            // A damaged database is the reason for many a restore. Its log goes with it, for whoever wants to save something.
            SqliteFiles.MoveCompanions(folder.Database, before);
        }

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Restoring, File.GetUnixFileMode(folder.Database));
        // Gives the old file its second name first and renames the copy over the first name then.
        File.Replace(folder.Restoring, folder.Database, before);
        DurableFile.FlushFolder(folder.Path);
        return before;
    }

    /// <summary>Moves what is in the log of a database into its file and leaves the log mode: afterwards the file is all there is.</summary>
    private static void FoldLog(string path)
    {
        try
        {
            using var connection = SqliteConnections.Open(path, SqliteOpenMode.ReadWrite);
            SqliteConnections.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE");
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == Busy)
        {
            throw new BackupException($"{path} is being read by another process, a backup perhaps; try again when it has ended.");
        }
    }
}
