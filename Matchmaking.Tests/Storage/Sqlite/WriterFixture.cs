using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>A SQLite database with one table of notes, to write into and to break.</summary>
internal abstract class WriterFixture
{
    protected static readonly DomainError Refusal = DomainError.Conflict(Codes.AlreadyExists);

    protected TemporaryFolder Folder { get; private set; } = null!;

    protected SqliteDatabase Database { get; private set; } = null!;

    [SetUp]
    public async Task OpenDatabase()
    {
        Folder = new TemporaryFolder();
        Database = SqliteDatabase.Open(Folder.Path);
        await Write(db => db.Execute(
            """
            CREATE TABLE notes (
                number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                text TEXT NOT NULL UNIQUE,
                parent INTEGER REFERENCES notes (number) DEFERRABLE INITIALLY DEFERRED
            )
            """));
    }

    [TearDown]
    public async Task CloseDatabase()
    {
        await Database.DisposeAsync();
        Folder.Dispose();
    }

    protected static Task<int> Add(Db db, string text) => db.Execute("INSERT INTO notes (text) VALUES (@text)", new { text });

    protected Task<Result<bool>> Note(string text, Action? then = null, CancellationToken cancel = default) => Database.Write<bool>(
        async db =>
        {
            await Add(db, text);
            then?.Invoke();
            return true;
        },
        cancel);

    protected Task<Result<bool>> Write(Func<Db, Task> useCase) => Database.Write<bool>(
        async db =>
        {
            await useCase(db);
            return true;
        },
        CancellationToken.None);

    protected Task<IReadOnlyList<string>> Notes() => Database.Read(ReadNotes, CancellationToken.None);

    protected static Task<IReadOnlyList<string>> ReadNotes(Db db) => db.Query<string>("SELECT text FROM notes ORDER BY number");

    /// <summary>Closes the database and opens it again: what is then there was on the disk.</summary>
    protected async Task Reopen()
    {
        await Database.DisposeAsync();
        Database = SqliteDatabase.Open(Folder.Path);
    }
}
