using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage.Keys;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>API keys as stored: found by either secret, listed by filters, changed by version.</summary>
internal sealed class KeyStoreTests(DatabaseEngine engine) : StoreFixture(engine)
{
    private static readonly DateTimeOffset _early = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Keys_FullAndBare_ReadBackByIdAndBySecret()
    {
        await Write(db => KeyStore.Insert(db, Samples.FullKey(1), "s1"));
        await Write(db => KeyStore.Insert(db, Samples.BareKey(2), "s2"));

        Assert.That(Facts.Of(await Read(db => KeyStore.Find(db, Samples.FullKey(1).Id))), Is.EqualTo(Facts.Of(Samples.FullKey(1))));
        Assert.That(Facts.Of(await Owner("s2", _early)), Is.EqualTo(Facts.Of(Samples.BareKey(2))));
        Assert.That((await Owner("s3", _early)), Is.Null);
    }

    [Test]
    public async Task List_EveryFilterAndPage_GivesTheRowsPickedByHand()
    {
        var now = _early;
        var (one, other) = (Samples.Key(SampleKind.Fund, 1), Samples.Key(SampleKind.Fund, 2));
        ApiKey[] keys =
        [
            Samples.BareKey(1),
            Samples.BareKey(2) with { ExpiresAt = now },
            Samples.BareKey(3) with { ExpiresAt = now.AddMilliseconds(1), Role = Role.Fund, SubjectIds = [other, one] },
            Samples.BareKey(4) with { ExpiresAt = now, RevokedAt = now, Role = Role.Fund, SubjectIds = [one] },
            Samples.BareKey(5) with { Role = Role.Fund, SubjectIds = [other] },
        ];
        foreach (var key in keys.Reverse())
            await Write(db => KeyStore.Insert(db, key, $"s{key.Id}"));
        async Task<List<int>> List(Role? role = null, Guid? subject = null, KeyStatus? status = null)
        {
            var numbers = new List<int>();
            Guid? after = null;
            do
            {
                var page = await Read(db => KeyStore.List(db, new KeyQuery(role, subject, status, after, 2), now));
                numbers.AddRange(page.Items.Select(k => Array.FindIndex(keys, x => x.Id == k.Id) + 1));
                after = page.Next;
            }
            while (after is not null);
            return numbers;
        }

        Assert.That(await List(), Is.EqualTo(Rows(1, 2, 3, 4, 5)));
        Assert.That(await List(role: Role.Fund), Is.EqualTo(Rows(3, 4, 5)));
        Assert.That(await List(subject: one), Is.EqualTo(Rows(3, 4)));
        Assert.That(await List(subject: Samples.Key(SampleKind.Fund, 3)), Is.Empty);
        foreach (var status in Enum.GetValues<KeyStatus>())
            Assert.That(await List(status: status), Is.EqualTo(keys.Where(k => k.StatusAt(now) == status).Select(k => Array.IndexOf(keys, k) + 1)), status.Kebab());
        Assert.That(await List(Role.Fund, one, KeyStatus.Active), Is.EqualTo(Rows(3)));
    }

    [Test]
    public async Task Update_NextVersion_KeptAndAStaleOneRefused()
    {
        await Write(db => KeyStore.Insert(db, Samples.BareKey(1), "s1"));
        var changed = Samples.BareKey(1) with { Version = 2, UpdatedAt = _early, Name = "other", ExpiresAt = _early, RevokedAt = _early };

        Assert.That((await Write<ApiKey>(db => KeyStore.Update(db, Samples.BareKey(1), changed))).Error, Is.Null);
        var stale = await Write<ApiKey>(db => KeyStore.Update(db, changed, changed with { Name = "late" }));

        Assert.That(stale.Error?.Code, Is.EqualTo("precondition-failed"));
        Assert.That(Facts.Of(await Read(db => KeyStore.Find(db, changed.Id))), Is.EqualTo(Facts.Of(changed)));
    }

    [Test]
    public async Task Rotate_WithOverlap_BothSecretsUntilItEndsAndTheOneBeforeThemNever()
    {
        var until = _early.AddMinutes(5);
        await Write(db => KeyStore.Insert(db, Samples.BareKey(1), "s1"));
        await Write(db => KeyStore.Rotate(db, Samples.BareKey(1), Samples.BareKey(1) with { Version = 2, PreviousSecretUntil = until }, "s2"));

        Assert.That((await Owner("s1", until.AddMilliseconds(-1)))?.Version, Is.EqualTo(2));
        Assert.That((await Owner("s1", until)), Is.Null);
        Assert.That((await Owner("s2", until))?.PreviousSecretUntil, Is.EqualTo(until));

        await Write(db => KeyStore.Rotate(db, Samples.BareKey(1), Samples.BareKey(1) with { Version = 3, PreviousSecretUntil = until }, "s3"));
        Assert.That((await Owner("s1", _early)), Is.Null);
        Assert.That((await Owner("s2", _early)), Is.Not.Null);

        await Write(db => KeyStore.Rotate(db, Samples.BareKey(1), Samples.BareKey(1) with { Version = 4 }, "s4"));
        Assert.That((await Owner("s3", _early)), Is.Null);
        Assert.That((await Read(db => KeyStore.FindByCurrentSecret(db, "s4")))?.PreviousSecretUntil, Is.Null);
    }

    [Test]
    public async Task OthersOfSetting_GivenASecret_AreThoseOfTheSettingThatStillWork()
    {
        await Write(db => KeyStore.Insert(db, Samples.BareKey(1) with { Setting = "S" }, "s1"));
        await Write(db => KeyStore.Insert(db, Samples.BareKey(2) with { Setting = "S" }, "s2"));
        await Write(db => KeyStore.Insert(db, Samples.BareKey(3) with { Name = "S" }, "s3"));
        await Write(db => KeyStore.Insert(db, Samples.BareKey(4) with { Setting = "S", RevokedAt = _early }, "s4"));

        var others = await Read(db => KeyStore.OthersOfSetting(db, "S", "s1"));

        Assert.That(others.Select(k => k.Id), Is.EqualTo(new[] { Samples.BareKey(2).Id }));
    }

    [Test]
    public async Task Touch_AnyOrder_KeepsTheLatestAndTheVersion()
    {
        var (one, two) = (Samples.BareKey(1).Id, Samples.BareKey(2).Id);
        await Write(db => KeyStore.Insert(db, Samples.BareKey(1), "s1"));
        await Write(db => KeyStore.Insert(db, Samples.BareKey(2), "s2"));

        await Write(db => KeyStore.Touch(db, [(one, _early), (two, _early)]));
        await Write(db => KeyStore.Touch(db, [(one, _early.AddSeconds(-1)), (two, _early.AddSeconds(1))]));

        Assert.That((await Read(db => KeyStore.Find(db, one)))!.LastUsedAt, Is.EqualTo(_early));
        var later = (await Read(db => KeyStore.Find(db, two)))!;
        Assert.That((later.LastUsedAt, later.Version), Is.EqualTo((_early.AddSeconds(1), 1)));
    }

    private async Task<ApiKey?> Owner(string sha256, DateTimeOffset now) =>
        (await Read(db => KeyStore.FindOwners(db, [sha256]))).BySecret.GetValueOrDefault(sha256)?.At(now);

    private static int[] Rows(params int[] numbers) => numbers;
}
