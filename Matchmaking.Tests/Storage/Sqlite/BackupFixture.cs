using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>A folder for backups and data folders whose databases hold notes that can be told apart.</summary>
internal abstract class BackupFixture
{
    protected static readonly DateTimeOffset Now = new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    /// <summary>Where backups go.</summary>
    protected string File => InFolder("backup.db");

    protected string Checksum => File + ".sha256";

    /// <summary>The data folder that is copied.</summary>
    protected string Source => InFolder("source");

    /// <summary>The data folder that is restored into.</summary>
    protected string Target => InFolder("target");

    protected string InFolder(string name) => Path.Combine(_folder.Path, name);

    protected static string DatabaseOf(string folder) => Path.Combine(folder, "matchmaking.db");

    protected Task<DatabaseCopy> Backup(bool overwrite = false, IProgress<CopyProgress>? progress = null, CancellationToken cancel = default) =>
        new SqliteBackup(Source, TimeProvider.System).Backup(File, overwrite, progress ?? new Steps(), cancel);

    protected Task<RestoredDatabase> Restore(bool replace = false, IProgress<CopyProgress>? progress = null, CancellationToken cancel = default) =>
        new SqliteBackup(Target, new ManualClock(Now)).Restore(File, replace, progress ?? new Steps(), cancel);

    /// <summary>A migrated database with notes in it.</summary>
    protected static async Task Create(string folder, params string[] notes)
    {
        await using var database = SqliteDatabase.Open(folder);
        await database.Migrate(TimeProvider.System, CancellationToken.None);
        await Task.WhenAll(notes.Select(note => Note(database, note)));
    }

    /// <summary>Twelve notes of a mebibyte: a database that takes more than one step to copy.</summary>
    protected static Task CreateLarge(string folder) =>
        Create(folder, [.. Enumerable.Range(0, 12).Select(n => new string((char)('a' + n), 1 << 20))]);

    // Change counters are the smallest table of the schema; its names may be any text.
    protected static async Task Note(SqliteDatabase database, string note) =>
        Assert.That((await database.Write<int>(async db => await db.Execute("INSERT INTO change_counters (name, value) VALUES (@note, 0)", new { note }), CancellationToken.None)).Error, Is.Null);

    /// <summary>Opens a folder as the server does and reads its notes.</summary>
    protected static async Task<IReadOnlyList<string>> Notes(string folder)
    {
        await using var database = SqliteDatabase.Open(folder);
        await database.Migrate(TimeProvider.System, CancellationToken.None);
        return await database.Read(db => db.Query<string>("SELECT name FROM change_counters ORDER BY name"), CancellationToken.None);
    }

    /// <summary>The files of a folder but the lock, by name.</summary>
    protected static IEnumerable<string> FilesOf(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Where(n => n != "matchmaking.lock").Order(StringComparer.Ordinal) : [];

    /// <summary>Writes the checksum that belongs to whatever stands at <see cref="File"/>.</summary>
    protected async Task WriteChecksum() => await ChecksumFile.Write(Checksum, await ChecksumFile.Compute(File, CancellationToken.None), File);

    /// <summary>Progress as it was told, with something to do at the first step.</summary>
    protected sealed class Steps(Action? atFirst = null) : IProgress<CopyProgress>
    {
        public List<CopyProgress> All { get; } = [];

        public void Report(CopyProgress value)
        {
            All.Add(value);
            if (All.Count == 1)
                atFirst?.Invoke();
        }
    }
}
