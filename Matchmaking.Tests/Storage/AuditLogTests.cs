using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>The chain of the audit log, and what somebody with the file in hand can do to it.</summary>
internal sealed class AuditLogTests(DatabaseEngine engine) : StoreFixture(engine)
{
    private const int Rows = 12;

    [SetUp]
    public async Task WriteSome()
    {
        for (var n = 1; n <= Rows; n++)
            await Record(n, n);
    }

    [Test]
    public async Task Verify_Untouched_Whole()
    {
        var verdict = await Verify();

        Assert.That(verdict, Is.EqualTo(new AuditVerdict(Rows, verdict.Head, null)));
        Assert.That(verdict.Head.Sequence, Is.EqualTo(Rows));
    }

    [TestCase("UPDATE audit_log SET after_json = '{}' WHERE sequence = 5", 5, AuditDamageKind.Changed)]
    [TestCase("UPDATE audit_log SET at = at + 1 WHERE sequence = 5", 5, AuditDamageKind.Changed)]
    [TestCase("UPDATE audit_log SET key_id = 'somebody' WHERE sequence = 1", 1, AuditDamageKind.Changed)]
    [TestCase("UPDATE audit_log SET hash = (SELECT hash FROM audit_log WHERE sequence = 4) WHERE sequence = 5", 5, AuditDamageKind.Changed)]
    [TestCase("DELETE FROM audit_log WHERE sequence = 5", 5, AuditDamageKind.Missing)]
    [TestCase("DELETE FROM audit_log WHERE sequence = 1", 1, AuditDamageKind.Missing)]
    [TestCase("DELETE FROM audit_log WHERE sequence = 12", 12, AuditDamageKind.Missing)]
    [TestCase("DELETE FROM audit_log", 1, AuditDamageKind.Missing)]
    [TestCase("DELETE FROM audit_log WHERE sequence = 5; UPDATE audit_log SET sequence = sequence - 1 WHERE sequence > 5; UPDATE audit_head SET sequence = 11", 5, AuditDamageKind.Changed)]
    [TestCase("UPDATE audit_log SET sequence = 99 WHERE sequence = 5; UPDATE audit_log SET sequence = 5 WHERE sequence = 6; UPDATE audit_log SET sequence = 6 WHERE sequence = 99", 5, AuditDamageKind.Changed)]
    [TestCase("UPDATE audit_head SET sequence = 11", 12, AuditDamageKind.Added)]
    public async Task Verify_AfterTampering_NamesTheFirstWrongRow(string sql, long sequence, AuditDamageKind kind)
    {
        await Write(db => Tamper(db, sql));

        Assert.That((await Verify()).Damage, Is.EqualTo(new AuditDamage(sequence, kind)));
    }

    /// <summary>As somebody may who owns the database: without the triggers.</summary>
    private static async Task Tamper(Db db, string sql)
    {
        var on = db.Dialect is SqliteDialect ? "" : " ON audit_log";
        await db.Execute($"DROP TRIGGER audit_log_never_changes{on}; DROP TRIGGER audit_log_never_shrinks{on};");
        await db.Execute(sql);
    }

    [Test]
    public async Task Verify_AnEditedKeyId_IsReportedAndNotThrown()
    {
        // A row that cannot even be read is a changed row.
        await Write(db => Tamper(db, "UPDATE audit_log SET action = 'unheard-of' WHERE sequence = 7"));

        Assert.That((await Verify()).Damage, Is.EqualTo(new AuditDamage(7, AuditDamageKind.Changed)));
    }

    [Test]
    public async Task Verify_AChainWrittenAnew_IsFoundByAHeadNotedEarlier()
    {
        var noted = (await Read(AuditLog.Head)).Hash;
        await Write(db => Tamper(db, $"DELETE FROM audit_log; UPDATE audit_head SET sequence = 0, at = 0, hash = '{AuditEntry.Genesis}'"));
        for (var n = 1; n <= Rows + 3; n++)
            await Record(n, n * 2);

        Assert.That((await Verify()).Damage, Is.Null);
        Assert.That((await Verify(new AuditMark(Rows, noted))).Damage, Is.EqualTo(new AuditDamage(Rows, AuditDamageKind.Rewritten)));
    }

    [Test]
    public async Task Verify_ALogCutBackWithItsHead_IsFoundByAHeadNotedEarlier()
    {
        var noted = (await Read(AuditLog.Head)).Hash;
        await Write(db => Tamper(db, "DELETE FROM audit_log WHERE sequence > 8; UPDATE audit_head SET sequence = 8, hash = (SELECT hash FROM audit_log WHERE sequence = 8)"));

        Assert.That((await Verify(new AuditMark(Rows, noted))).Damage, Is.EqualTo(new AuditDamage(9, AuditDamageKind.Missing)));
    }

    [TestCase("UPDATE audit_log SET at = 0")]
    [TestCase("DELETE FROM audit_log")]
    public void Rows_WithTheTriggers_CannotBeChanged(string sql) =>
        Assert.That(() => Write(db => db.Execute(sql)), Throws.InstanceOf<System.Data.Common.DbException>().With.Message.Contains("append-only"));

    [Test]
    public async Task Record_OfAnEarlierRequest_IsNotEarlierThanTheRowBefore()
    {
        var past = DatabaseWrites.Origin with { At = TestServer.Start.AddHours(-5) };
        await Database.Write<bool>(
            past,
            db =>
            {
                AuditLog.Record(db, AuditAction.Created, "thing", Id(99), null, new { late = true });
                return Task.FromResult<Result<bool>>(true);
            },
            CancellationToken.None);

        Assert.That((await Read(db => AuditLog.Find(db, Rows + 1)))!.At, Is.EqualTo(TestServer.Start));
        Assert.That((await Verify()).Damage, Is.Null);
    }

    [Test]
    public async Task Stores_ARolledBackUseCase_LeavesNoRow()
    {
        var refused = await Write<bool>(async db =>
        {
            await StartupStore.Entities.Insert(db, Samples.BareStartup(1));
            return DomainError.NotFound("startup");
        });

        Assert.That(refused.Error, Is.Not.Null);
        Assert.That((await Read(AuditLog.Head)).Sequence, Is.EqualTo(Rows));
    }

    [Test]
    public async Task Rehearse_WhatItDid_IsUndoneThoughItAnswers()
    {
        var rehearsed = await Database.Rehearse(
            DatabaseWrites.Origin, async db => await StartupStore.Entities.Insert(db, Samples.BareStartup(1)), CancellationToken.None);

        Assert.That(rehearsed.Value.Id, Is.EqualTo(Samples.BareStartup(1).Id));
        Assert.That(await Read(db => StartupStore.Entities.Find(db, rehearsed.Value.Key)), Is.Null);
        Assert.That((await Read(AuditLog.Head)).Sequence, Is.EqualTo(Rows));
    }

    [Test]
    public async Task Record_ManyInOneUseCase_AreAllThereInTheirOrderButThoseUndone()
    {
        await Write(async db =>
        {
            for (var part = 0; part < 5; part++)
            {
                var isUndone = part % 2 == 1;
                await db.Part<bool>(() =>
                {
                    for (var n = 0; n < 50; n++)
                        AuditLog.Record(db, AuditAction.Created, "thing", Id(n), null, new { part, n });
                    return Task.FromResult<Result<bool>>(isUndone ? DomainError.Conflict(Codes.InUse) : true);
                });
            }
        });

        var rows = await Read(db => AuditLog.After(db, Rows, int.MaxValue));
        var expected = from part in (int[])[0, 2, 4] from n in Enumerable.Range(0, 50) select $$"""{"part":{{part}},"n":{{n}}}""";
        Assert.That(rows.Select(r => r.AfterJson), Is.EqualTo(expected));
        Assert.That((await Verify()).Damage, Is.Null);
    }

    [Test]
    public async Task Record_WhatCannotBeWritten_FailsItsUseCaseAlone()
    {
        var gate = new Gate();
        var held = Database.Write(gate.Hold, CancellationToken.None);
        await gate.Entered;
        var before = Record(20, 1);
        var failing = Write(db =>
        {
            AuditLog.Record(db, AuditAction.Created, "thing", Id(21), null, new Unwritable("cannot be written"));
            return Task.CompletedTask;
        });
        var after = Record(22, 2);

        gate.Open();
        await Task.WhenAll(held, before, after);

        Assert.That(() => failing, Throws.InvalidOperationException.With.Message.EqualTo("cannot be written"));
        var rows = await Read(db => AuditLog.After(db, Rows, int.MaxValue));
        Assert.That(rows.Select(r => r.ResourceId), Is.EqualTo((string[])[Id(20).ToString(), Id(22).ToString()]));
        Assert.That((await Verify()).Damage, Is.Null);
    }

    private Task Record(int id, int number) => Write(db =>
    {
        AuditLog.Record(db, AuditAction.Created, "thing", Id(id), null, new { number });
        return Task.CompletedTask;
    });

    private Task<AuditVerdict> Verify(AuditMark? expected = null) => Read(db => AuditVerifier.Verify(db, expected, null, CancellationToken.None));

    private static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:d12}");

    private sealed class Unwritable(string why)
    {
        public string Text => throw new InvalidOperationException(why);
    }
}
