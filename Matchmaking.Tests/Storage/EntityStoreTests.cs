using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>What every table of entities must do, on every kind of database.</summary>
internal sealed class EntityStoreTests(DatabaseEngine engine) : StoreFixture(engine)
{
    private static IEnumerable<IStoreCase> Stores => StoreCases.All;

    [TestCaseSource(nameof(Stores))]
    public async Task Insert_EveryShape_ReadsBackWithAllFields(IStoreCase store)
    {
        await Write(db => store.Seed(db, store.Shapes));

        for (var shape = 0; shape < store.Shapes; shape++)
        {
            var entity = store.Make(shape, shape);
            var inserted = await Write(db => store.Insert(db, entity));
            var found = await Read(db => store.Find(db, entity.Key));

            Assert.That(inserted.Error, Is.Null);
            Assert.That(Facts.Of(found), Is.EqualTo(Facts.Of(AsStored(entity))), $"shape {shape}");
        }
    }

    [TestCaseSource(nameof(Stores))]
    public async Task Update_FromEveryShapeToEveryOther_StoresAllFields(IStoreCase store)
    {
        await Write(db => store.Seed(db, store.Shapes * store.Shapes));

        for (var from = 0; from < store.Shapes; from++)
        {
            for (var to = 0; to < store.Shapes; to++)
            {
                var n = (from * store.Shapes) + to;
                await Write(async db => Assert.That((await store.Insert(db, store.Make(from, n))).Error, Is.Null));
                var next = store.Make(to, n, version: 2);

                var updated = await Write(db => store.Update(db, next));

                Assert.That(updated.Error, Is.Null);
                var found = await Read(db => store.Find(db, next.Key));
                // The time of creation is the one thing beside immutable columns that an update leaves alone.
                var expected = Facts.Of(AsStored(next)).Where(f => !f.StartsWith(".CreatedAt", StringComparison.Ordinal));
                Assert.That(Facts.Of(found).Where(f => !f.StartsWith(".CreatedAt", StringComparison.Ordinal)), Is.EqualTo(expected), $"{from} to {to}");
                Assert.That(found!.CreatedAt, Is.EqualTo(store.Make(from, n).CreatedAt));
            }
        }
    }

    // The stored version is 2: 2 again is what a second writer with the same base would write, 4 skips one.
    [TestCaseSource(nameof(Stores))]
    public async Task Update_NotTheNextVersion_IsRefusedAndChangesNothing(IStoreCase store)
    {
        await Write(db => store.Seed(db, 1));
        await Write(db => store.Insert(db, store.Make(0, 0)));
        await Write(db => store.Update(db, store.Make(0, 0, version: 2)));
        var before = Facts.Of(await Read(db => store.Find(db, store.Make(0, 0).Key)));

        foreach (var version in (int[])[1, 2, 4])
        {
            var refused = await Write(db => store.Update(db, store.Make(store.Shapes - 1, 0, version)));

            Assert.That(refused.Error?.Code, Is.EqualTo(Codes.PreconditionFailed), $"version {version}");
        }

        Assert.That(Facts.Of(await Read(db => store.Find(db, store.Make(0, 0).Key))), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Stores))]
    public async Task Update_AbsentRow_IsRefused(IStoreCase store)
    {
        await Write(db => store.Seed(db, 1));

        var refused = await Write(db => store.Update(db, store.Make(0, 0, version: 2)));

        Assert.That(refused.Error?.Code, Is.EqualTo(Codes.PreconditionFailed));
    }

    [TestCaseSource(nameof(Stores))]
    public async Task Delete_VersionThatIsStored_RemovesThatRowAlone(IStoreCase store)
    {
        await Write(db => store.Seed(db, 2));
        await Write(db => store.Insert(db, store.Make(0, 0)));
        await Write(db => store.Insert(db, store.Make(0, 1)));

        var deleted = await Write(db => store.Delete(db, store.Make(0, 0)));

        Assert.That(deleted.Error, Is.Null);
        Assert.That(await Read(db => store.Find(db, store.Make(0, 0).Key)), Is.Null);
        Assert.That(await Read(db => store.Find(db, store.Make(0, 1).Key)), Is.Not.Null);
    }

    [TestCaseSource(nameof(Stores))]
    public async Task Delete_OtherVersion_IsRefusedAndKeepsTheRow(IStoreCase store)
    {
        await Write(db => store.Seed(db, 1));
        await Write(db => store.Insert(db, store.Make(0, 0)));

        var refused = await Write(db => store.Delete(db, store.Make(0, 0, version: 2)));

        Assert.That(refused.Error?.Code, Is.EqualTo(Codes.PreconditionFailed));
        Assert.That(await Read(db => store.Find(db, store.Make(0, 0).Key)), Is.Not.Null);
    }

    [TestCaseSource(nameof(Stores))]
    public async Task Insert_SameIdAgain_SaysThatTheIdExists(IStoreCase store)
    {
        await Write(db => store.Seed(db, 1));
        var bare = store.Make(store.Shapes - 1, 0);
        await Write(db => store.Insert(db, bare));

        // Plans of one session are numbered: their number clashes as well, and either may be named.
        var refused = await Write(db => store.Insert(db, bare));

        Assert.That(refused.Error?.Kind, Is.EqualTo(ErrorKind.Conflict));
        Assert.That(refused.Error!.Code, Is.EqualTo(Codes.AlreadyExists));
        Assert.That(refused.Error.Fields.Single().Pointer, Is.AnyOf("/id", "/number", "/to"));
    }

    [TestCaseSource(nameof(Stores))]
    public async Task Changes_KeptOnes_MoveTheirCounterByOne(IStoreCase store)
    {
        await Write(db => store.Seed(db, 1));
        var entity = store.Make(0, 0);
        var counter = store.CounterOf(entity);
        Task<long> Count() => Read(db => ChangeCounters.Read(db, counter ?? "none"));
        var start = await Count();

        await Write(db => store.Insert(db, entity));
        var inserted = await Count();
        await Write(db => store.Insert(db, entity));
        await Write(db => store.Update(db, store.Make(0, 0, version: 7)));
        var refused = await Count();
        await Write(db => store.Update(db, store.Make(0, 0, version: 2)));
        var updated = await Count();
        await Write(db => store.Delete(db, store.Make(0, 0, version: 2)));
        var deleted = await Count();

        var step = counter is null ? 0 : 1;
        Assert.That(new[] { inserted, refused, updated, deleted }, Is.EqualTo(new[] { start + step, start + step, start + (2 * step), start + (3 * step) }));
    }

    [TestCaseSource(nameof(Stores))]
    public async Task Find_InAWrite_SeesWhatTheWriteDidAndNotWhatWasUndone(IStoreCase store)
    {
        await Write(db => store.Seed(db, 1));
        var made = store.Make(0, 0);
        await Write(async db =>
        {
            Assert.That(await store.Find(db, made.Key), Is.Null);
            await store.Insert(db, made);
            Assert.That(Facts.Of(await store.Find(db, made.Key)), Is.EqualTo(Facts.Of(AsStored(made))));

            await store.Update(db, store.Make(store.Shapes - 1, 0, version: 2));
            var updated = await store.Find(db, made.Key);
            var undone = await db.Part<bool>(async () =>
            {
                await store.Delete(db, store.Make(store.Shapes - 1, 0, version: 2));
                Assert.That(await store.Find(db, made.Key), Is.Null);
                return DomainError.Conflict(Codes.InUse);
            });

            Assert.That(undone.Error, Is.Not.Null);
            Assert.That(updated!.Version, Is.EqualTo(2));
            Assert.That(Facts.Of(await store.Find(db, made.Key)), Is.EqualTo(Facts.Of(updated)));
        });

        var kept = await Read(db => store.Find(db, made.Key));

        Assert.That(kept!.Version, Is.EqualTo(2));
    }

    [TestCaseSource(nameof(Stores))]
    public async Task Counter_InTheWriteThatMovesIt_IsReadWithItsOwnMovesButThoseUndone(IStoreCase store)
    {
        await Write(db => store.Seed(db, 2));
        var (first, second) = (store.Make(0, 0), store.Make(0, 1));
        var counter = store.CounterOf(first) ?? "none";
        var step = store.CounterOf(first) is null ? 0 : 1;
        var start = await Read(db => ChangeCounters.Read(db, counter));

        await Write(async db =>
        {
            await store.Insert(db, first);
            await db.Part<bool>(async () =>
            {
                await store.Insert(db, second);
                return DomainError.Conflict(Codes.InUse);
            });
            Assert.That(await ChangeCounters.Read(db, counter), Is.EqualTo(start + step));
        });

        Assert.That(await Read(db => ChangeCounters.Read(db, counter)), Is.EqualTo(start + step));
    }

    [TestCaseSource(nameof(Stores))]
    public void Samples_AllShapesTogether_CoverEveryField(IStoreCase store)
    {
        var shapes = Enumerable.Range(0, store.Shapes).Select(shape => store.Make(shape, 5)).ToList();

        foreach (var property in shapes[0].GetType().GetProperties().Where(p => p.CanWrite))
        {
            var texts = shapes.Select(s => string.Join('\n', Facts.Of(property.GetValue(s)))).ToList();
            var nullable = new System.Reflection.NullabilityInfoContext().Create(property).WriteState == System.Reflection.NullabilityState.Nullable;
            Assert.That(texts[0] is not " = null" and not ".Count = 0" and not " = ", Is.True, $"{property.Name} is not set in the full sample");
            if (nullable && property.Name is not ("FairValueCny" or "ValuedOn"))
                Assert.That(texts, Has.Some.EqualTo(" = null"), $"{property.Name} is always set");
        }
    }

    /// <summary>A request without a smallest ticket is stored with the whole amount, as the contract says.</summary>
    private static object AsStored(IEntity entity) => entity is Matchmaking.Core.FinancingRequests.FinancingRequest { MinTicketCny: null } request
        ? request with { MinTicketCny = request.AmountCny }
        : entity;
}
