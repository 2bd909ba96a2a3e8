using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Keys;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>Keys of a database that is older than their versions.</summary>
internal sealed class KeyMigrationTests
{
    private const string Old =
        """
        INSERT INTO api_keys (id, created_at, name, role, subject_ids, secret_sha256, expires_at, revoked_at) VALUES
            ('0197a000-0000-7000-8000-000000000001', 1000, 'live', 'auditor', '[]', 's1', NULL, NULL),
            ('0197a000-0000-7000-8000-000000000002', 2000, 'gone', 'auditor', '[]', 's2', NULL, 5000),
            ('0197a000-0000-7000-8000-000000000003', 3000, 'MATCHMAKING_ADMIN_KEY', 'admin', '[]', 's3', NULL, NULL),
            ('0197a000-0000-7000-8000-000000000004', 4000, 'MATCHMAKING_ADMIN_KEY', 'auditor', '[]', 's4', NULL, NULL)
        """;

    [Test]
    public async Task Migration_OldKeys_KeepTheirETagsAndTheSettingIsKnown()
    {
        using var folder = new TemporaryFolder();
        await using var database = SqliteDatabase.Open(folder.Path);
        var migrations = Migrations.Of(database.Dialect);
        await database.Write<bool>(
            async db =>
            {
                foreach (var migration in migrations.Where(m => m.Number < 5))
                    await db.Execute(migration.Sql);
                await db.Execute(Old);
                await db.Execute(migrations.Single(m => m.Number == 5).Sql);
                return true;
            },
            CancellationToken.None);

        var keys = (await database.Read(db => KeyStore.List(db, new KeyQuery(null, null, null, null, 10), DateTimeOffset.UnixEpoch), CancellationToken.None)).Items;

        Assert.That(
            keys.Select(k => (k.Version, k.UpdatedAt.ToUnixTimeMilliseconds(), k.Setting, k.LastUsedAt)),
            Is.EqualTo(new (int, long, string?, DateTimeOffset?)[]
            {
                (1, 1000, null, null), (2, 5000, null, null), (1, 3000, "MATCHMAKING_ADMIN_KEY", null), (1, 4000, null, null),
            }));
        Assert.That(keys[1].StatusAt(DateTimeOffset.UnixEpoch), Is.EqualTo(KeyStatus.Revoked));
    }
}
