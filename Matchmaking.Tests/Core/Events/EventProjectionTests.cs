using Matchmaking.Core.Audit;
using Matchmaking.Core.Events;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Events;

/// <summary>Which row of the audit log is which event.</summary>
internal sealed class EventProjectionTests
{
    private static readonly Guid _id = Guid.Parse("0197a000-0000-7000-8000-000000000001");

    [TestCase("startup", null, "{}", "startup.created")]
    [TestCase("startup", "{}", "{}", "startup.changed")]
    [TestCase("startup", "{}", null, "startup.deleted")]
    [TestCase("financing-request", null, """{"status":"draft"}""", "financing-request.created")]
    [TestCase("financing-request", null, """{"status":"open"}""", "financing-request.opened")]
    [TestCase("financing-request", """{"status":"draft"}""", """{"status":"open"}""", "financing-request.opened")]
    [TestCase("financing-request", """{"status":"open"}""", """{"status":"open"}""", "financing-request.changed")]
    [TestCase("financing-request", """{"status":"open"}""", """{"status":"draft"}""", "financing-request.changed")]
    [TestCase("financing-request", """{"status":"open"}""", """{"status":"matched"}""", "financing-request.matched")]
    [TestCase("financing-request", """{"status":"open"}""", """{"status":"closed"}""", "financing-request.closed")]
    [TestCase("financing-request", """{"status":"open"}""", """{"status":"withdrawn"}""", "financing-request.withdrawn")]
    [TestCase("financing-request", null, """{"status":"closed"}""", "financing-request.created")] // it was never open
    [TestCase("position", """{"voidedReason":null}""", """{"voidedReason":"twice"}""", "position.voided")]
    [TestCase("position", """{"voidedReason":null}""", """{"voidedReason":null}""", "position.changed")]
    [TestCase("position", "{}", """{"voidedReason":"twice"}""", "position.voided")] // a row of before there were voided ones
    [TestCase("session", null, """{"status":"draft"}""", "session.created")]
    [TestCase("session", """{"status":"draft"}""", """{"status":"open"}""", "session.opened")]
    [TestCase("session", """{"status":"open"}""", """{"status":"frozen"}""", "session.frozen")]
    [TestCase("session", """{"status":"frozen"}""", """{"status":"open"}""", "session.opened")]
    [TestCase("session", """{"status":"frozen"}""", """{"status":"closed"}""", "session.closed")]
    [TestCase("session", """{"status":"closed"}""", """{"status":"closed"}""", "session.changed")]
    [TestCase("registration", """{"status":"registered"}""", """{"status":"cancelled"}""", "registration.cancelled")]
    [TestCase("registration", """{"status":"registered"}""", """{"status":"checked-in"}""", "registration.checked-in")]
    [TestCase("registration", """{"status":"registered"}""", """{"status":"no-show"}""", "registration.no-show")]
    [TestCase("registration", """{"status":"cancelled"}""", """{"status":"registered"}""", "registration.changed")]
    [TestCase("freeze", null, "{}", "freeze.created")]
    [TestCase("plan", null, """{"status":"draft"}""", "plan.created")]
    [TestCase("plan", """{"status":"draft"}""", """{"status":"published"}""", "plan.published")]
    [TestCase("plan", """{"status":"published"}""", """{"status":"published","supersededBy":"x"}""", "plan.superseded")]
    [TestCase("outcome", null, """{"result":"met"}""", "outcome.recorded")]
    [TestCase("operation", null, """{"status":"queued"}""", "operation.queued")]
    [TestCase("operation", """{"status":"running"}""", """{"status":"failed"}""", "operation.finished")]
    [TestCase("model", null, """{"version":"m-1"}""", "model.trained")]
    [TestCase("model-promotion", null, """{"version":"m-1"}""", "model.promoted")]
    [TestCase("webhook", """{"status":"active"}""", """{"status":"disabled"}""", "webhook.disabled")]
    [TestCase("webhook", """{"status":"active"}""", """{"status":"active","rotated":true}""", "webhook.rotated")]
    [TestCase("saved-search", null, """{"name":"x"}""", "saved-search.created")]
    [TestCase("saved-search", null, """{"matched":["0197a000-0000-7000-8000-000000000002"]}""", "saved-search.matched", AuditAction.Changed)]
    [TestCase("saved-search", null, """{"seenUntil":"2026-11-20T02:00:00.000Z"}""", "saved-search.seen", AuditAction.Changed)]
    [TestCase("key", null, "{}", null)]
    [TestCase("webhook-delivery", null, "{}", null)]
    [TestCase("something-new", null, "{}", null)] // what nobody has thought about is told to nobody
    public void Row_OfTheLog_IsThisEvent(string resource, string? before, string? after, string? type, AuditAction? action = null)
    {
        var projected = EventProjection.Of(Row(resource, before, after, action));

        Assert.That(projected?.Event.Type, Is.EqualTo(type));
        if (type is not null)
            Assert.That(EventTypes.All, Does.Contain(type));
    }

    [Test]
    public void Deleted_Thing_HasNoPathAndNoStatus()
    {
        var deleted = EventProjection.Of(Row("financing-request", """{"status":"open","startupId":"0197a000-0000-7000-8000-000000000009"}""", null, null))!.Event;

        Assert.That((deleted.Resource.Path, deleted.Status), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(deleted.StartupId, Is.EqualTo(StartupId.Parse("0197a000-0000-7000-8000-000000000009")));
    }

    [Test]
    public void Party_OfARegistration_IsNamedByItsKind()
    {
        var fund = EventProjection.Of(Row("registration", null, """{"party":{"type":"fund","id":"0197a000-0000-7000-8000-000000000009"},"sessionId":"0197a000-0000-7000-8000-000000000008"}""", null))!.Event;
        var guest = EventProjection.Of(Row("registration", null, """{"party":{"type":"guest","id":null,"name":"Somebody"},"sessionId":"0197a000-0000-7000-8000-000000000008"}""", null))!.Event;

        Assert.That((fund.FundId, fund.StartupId), Is.EqualTo(((FundId?)FundId.Parse("0197a000-0000-7000-8000-000000000009"), (StartupId?)null)));
        Assert.That((guest.FundId, guest.StartupId), Is.EqualTo(((FundId?)null, (StartupId?)null)));
        Assert.That(fund.Resource.Path, Is.EqualTo($"/v1/sessions/0197a000-0000-7000-8000-000000000008/registrations/{_id}"));
    }

    [Test]
    public void Id_OfARow_IsItsOwnAndNeverAnothers()
    {
        var row = Row("startup", null, "{}", null);

        Assert.That(EventProjection.IdOf(row), Is.EqualTo(EventProjection.IdOf(Row("startup", null, "{}", null))));
        Assert.That(EventProjection.IdOf(row), Is.Not.EqualTo(EventProjection.IdOf(row with { Hash = new string('b', 64) })));
        Assert.That(EventProjection.IdOf(row).Version, Is.EqualTo(8));
        Assert.That(EventProjection.IdOf(row).ToString("N"), Does.Not.Contain(row.Hash[..8]));
    }

    private static AuditEntry Row(string resource, string? before, string? after, AuditAction? action) => new()
    {
        Sequence = 7,
        At = DateTimeOffset.UnixEpoch,
        Actor = ActorType.System,
        RequestId = "test",
        Action = action ?? (before is null ? AuditAction.Created : after is null ? AuditAction.Deleted : AuditAction.Changed),
        Resource = resource,
        ResourceId = _id,
        Before = before,
        After = after,
        Hash = new string('a', 64),
    };
}
