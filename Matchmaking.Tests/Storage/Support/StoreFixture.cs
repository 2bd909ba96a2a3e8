using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Support;

/// <summary>Behaviour of stores, written once: each test runs on a new database of every <see cref="DatabaseEngine"/>.</summary>
[TestFixtureSource(typeof(DatabaseEngine), nameof(DatabaseEngine.All))]
internal abstract class StoreFixture(DatabaseEngine engine)
{
    private ITestDatabase? _test;

    protected IDatabase Database => _test!.Database;

    [SetUp]
    public async Task OpenNewDatabase() => _test = await engine.CreateNew();

    [TearDown]
    public async Task CloseDatabase()
    {
        if (_test is not null)
            await _test.DisposeAsync();
        _test = null;
    }

    protected Task<T> Read<T>(Func<Db, Task<T>> query) => Database.Read(query, CancellationToken.None);

    protected Task<Result<T>> Write<T>(Func<Db, Task<Result<T>>> useCase) => Database.Write(useCase, CancellationToken.None);

    /// <summary>Writes what must succeed.</summary>
    protected async Task Write(Func<Db, Task> useCase)
    {
        var done = await Write<bool>(async db =>
        {
            await useCase(db);
            return true;
        });
        Assert.That(done.Error, Is.Null);
    }
}
