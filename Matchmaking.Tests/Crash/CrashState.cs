using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Sqlite;
using NUnit.Framework;

namespace Matchmaking.Tests.Crash;

/// <summary>What is in the database, read beside the server that recovered it.</summary>
internal sealed record CrashState
{
    private const string StartupsSql = "SELECT id, name, summary FROM startups WHERE external_id IS NULL";

    private const string RequestsSql =
        "SELECT r.id, r.title AS name, s.name AS summary FROM financing_requests r LEFT JOIN startups s ON s.id = r.startup_id";

    private const string CreatedSql =
        "SELECT resource_id FROM audit_log WHERE action = 'created' AND resource IN ('startup', 'financing-request')";

    private const string KeptIdsSql = "SELECT id FROM startups UNION ALL SELECT id FROM financing_requests";

    public required IReadOnlyList<KeptRow> Startups { get; init; }

    /// <summary>With the name of their startup as text.</summary>
    public required IReadOnlyList<KeptRow> Requests { get; init; }

    public required IReadOnlyList<string> Integrity { get; init; }

    public required int Dangling { get; init; }

    public required AuditVerdict Audit { get; init; }

    /// <summary>Ids whose creation the audit log tells, once for each row.</summary>
    public required IReadOnlyList<string> Created { get; init; }

    /// <summary>Ids of all startups and requests.</summary>
    public required IReadOnlyList<string> KeptIds { get; init; }

    /// <summary>External ids of startups: only an import gives them here.</summary>
    public required IReadOnlyList<string> Imported { get; init; }

    public required long MarketChanges { get; init; }

    /// <param name="settings">Of the server.</param>
    public static Task<CrashState> Read(Settings settings) => Databases.ReadBeside(
        settings,
        async db => new CrashState
        {
            Startups = await db.Query<KeptRow>(StartupsSql),
            Requests = await db.Query<KeptRow>(RequestsSql),
            // PostgreSQL has no such check, and no file that this program writes.
            Integrity = db.Dialect is SqliteDialect ? await db.Query<string>("PRAGMA integrity_check") : ["ok"],
            Dangling = db.Dialect is SqliteDialect ? await db.QuerySingleOrDefault<int>("SELECT COUNT(*) FROM pragma_foreign_key_check") : 0,
            Audit = await AuditVerifier.Verify(db, null, null, CancellationToken.None),
            Created = await db.Query<string>(CreatedSql),
            KeptIds = await db.Query<string>(KeptIdsSql),
            Imported = await db.Query<string>("SELECT external_id FROM startups WHERE external_id IS NOT NULL"),
            MarketChanges = await ChangeCounters.Read(db, ChangeCounters.Market),
        },
        CancellationToken.None);

    /// <summary>Ids by name or title.</summary>
    public Dictionary<string, string> Names() => Startups.Concat(Requests).ToDictionary(r => r.Name, r => r.Id, StringComparer.Ordinal);

    /// <summary>Sound as a file, and every row whole and told of once.</summary>
    public void CheckSound()
    {
        Assert.That(Integrity, Is.EqualTo((string[])["ok"]));
        Assert.That(Dangling, Is.Zero);
        Assert.That(Audit.Damage, Is.Null);
        Assert.That(Created, Is.EquivalentTo(KeptIds), "exactly one row of the audit log tells of each creation");
        Assert.That(MarketChanges, Is.EqualTo(KeptIds.Count), "change counters moved with the rows");
        Assert.That(Startups.Select(s => s.Name), Is.Unique, "a startup was doubled");
        Assert.That(Requests.Select(r => r.Name), Is.Unique, "a request was doubled");
        foreach (var startup in Startups)
            Assert.That(startup.Summary, Is.EqualTo(WriteLoad.SummaryOf(startup.Name)), "a text is torn");
        foreach (var request in Requests)
            Assert.That(request.Name, Is.EqualTo(WriteLoad.RequestOf(request.Summary)), "a request without its startup");
    }

    /// <summary>Everything acknowledged is there under the id that was told.</summary>
    public void CheckKept(IReadOnlyDictionary<string, string> acknowledged)
    {
        var names = Names();
        var lost = acknowledged.Where(a => names.GetValueOrDefault(a.Key) != a.Value).Select(a => a.Key).ToList();
        Assert.That(lost, Is.Empty, "acknowledged and lost");
    }
}

internal sealed record KeptRow
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public string Summary { get; init; } = "";
}
