using System.Security.Cryptography;
using System.Text;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Core.Events;

/// <summary>
/// What rows of the audit log mean as events. A kind of row that does not stand here, such as that of keys, is no event. Only ids and
/// statuses are taken out of a row.
/// </summary>
public static class EventProjection
{
    private const int UuidBytes = 16;

    /// <returns>Null for a row that is no event.</returns>
    public static ProjectedEvent? Of(AuditEntry row)
    {
        var change = AuditChange.Of(row);
        return row.Resource switch
        {
            "startup" => Thing(change, "startup", "/v1/startups/", Plain(change)),
            "financing-request" => Thing(change, "financing-request", "/v1/financing-requests/", Request(change)),
            "fund" => Thing(change, "fund", "/v1/funds/", Plain(change)),
            "position" => Thing(change, "position", $"/v1/funds/{change.Text("fundId")}/positions/", change.Appeared("voidedReason") ? "voided" : Plain(change)),
            "session" => Thing(change, "session", "/v1/sessions/", Session(change)),
            "registration" => Thing(change, "registration", $"/v1/sessions/{change.Text("sessionId")}/registrations/", Registration(change)),
            "preference" => Thing(change, "preference", $"/v1/sessions/{change.Text("sessionId")}/preferences/", Plain(change)),
            "freeze" => Thing(change, "freeze", $"/v1/sessions/{change.Text("sessionId")}/rankings/", Plain(change)),
            "plan" => Thing(change, "plan", "/v1/plans/", Plan(change)),
            "outcome" => Outcome(change),
            "operation" => Thing(change, "operation", "/v1/operations/", change.Action == AuditAction.Created ? "queued" : "finished"),
            "model" => Model(change, "trained"),
            "model-promotion" => Model(change, "promoted"),
            "webhook" => Thing(change, "webhook", "/v1/webhooks/", Webhook(change)),
            "saved-search" => Thing(change, "saved-search", "/v1/saved-searches/", SavedSearch(change)),
            _ => null,
        };
    }

    /// <summary>A UUID (version 8, RFC 9562) out of the hash of the row: nobody can tell from it how many changes there are.</summary>
    public static Guid IdOf(AuditEntry row)
    {
        var bytes = SHA256.HashData(Encoding.ASCII.GetBytes("event:" + row.Hash)).AsSpan(0, UuidBytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static string Plain(AuditChange change) => change.Action switch
    {
        AuditAction.Created => "created",
        AuditAction.Deleted => "deleted",
        _ => "changed",
    };

    private static string Request(AuditChange change)
    {
        if (change.Became("status", "open"))
            return "opened";
        foreach (var end in (string[])["matched", "closed", "withdrawn"])
        {
            if (change.Action == AuditAction.Changed && change.Became("status", end))
                return end;
        }

        return Plain(change);
    }

    private static string Session(AuditChange change)
    {
        if (change.Became("status", "open"))
            return "opened";
        foreach (var state in (string[])["frozen", "closed"])
        {
            if (change.Action == AuditAction.Changed && change.Became("status", state))
                return state;
        }

        return Plain(change);
    }

    private static string Registration(AuditChange change)
    {
        foreach (var state in (string[])["cancelled", "checked-in", "no-show"])
        {
            if (change.Action == AuditAction.Changed && change.Became("status", state))
                return state;
        }

        return Plain(change);
    }

    private static string Plan(AuditChange change) =>
        change.Action != AuditAction.Changed ? Plain(change)
        : change.Became("status", "published") ? "published"
        : change.Appeared("supersededBy") ? "superseded"
        : "changed";

    private static string Webhook(AuditChange change) =>
        change.Action != AuditAction.Changed ? Plain(change)
        : change.Became("status", "disabled") ? "disabled"
        : change.IsTrue("rotated") ? "rotated"
        : "changed";

    private static string SavedSearch(AuditChange change) =>
        change.Ids("matched") is not null ? "matched"
        : change.Appeared("seenUntil") ? "seen"
        : Plain(change);

    private static ProjectedEvent Thing(AuditChange change, string kind, string folder, string happened)
    {
        var id = change.Row.ResourceId;
        var made = Make(change, $"{kind}.{happened}", new EventResource(kind, $"{id:D}", change.Action == AuditAction.Deleted ? null : $"{folder}{id:D}"));
        return made with
        {
            Event = made.Event with
            {
                SessionId = kind == "session" ? new(id) : change.Id<Session>("sessionId"),
                StartupId = kind == "startup" ? new(id) : PartyOf<Startups.Startup>(change, "startup") ?? change.Id<Startups.Startup>("startupId"),
                FundId = kind == "fund" ? new(id) : PartyOf<Funds.Fund>(change, "fund") ?? change.Id<Funds.Fund>("fundId"),
                FinancingRequestId = kind == "financing-request" ? new(id) : change.Id<FinancingRequests.FinancingRequest>("financingRequestId"),
            },
        };
    }

    private static Id<T>? PartyOf<T>(AuditChange change, string type) =>
        change.Text("party", "type") == type && Id<T>.TryParse(change.Text("party", "id"), out var id) ? id : null;

    /// <summary>An imported outcome may lack a session, and then an address.</summary>
    private static ProjectedEvent Outcome(AuditChange change)
    {
        var made = Thing(change, "outcome", $"/v1/sessions/{change.Text("sessionId")}/outcomes/", "recorded");
        var resource = made.Event.SessionId is null ? made.Event.Resource with { Path = null } : made.Event.Resource;
        return made with { Event = made.Event with { Resource = resource, Status = change.Text("result") } };
    }

    private static ProjectedEvent Model(AuditChange change, string happened)
    {
        var version = change.Text("version") ?? "";
        return Make(change, $"model.{happened}", new EventResource("model", version, $"/v1/models/{version}"));
    }

    private static ProjectedEvent Make(AuditChange change, string type, EventResource resource) => new(
        new ChangeEvent
        {
            Id = IdOf(change.Row),
            Type = type,
            OccurredAt = change.Row.At,
            Resource = resource,
            Status = change.Action == AuditAction.Deleted ? null : change.Text("status"),
            Matches = change.Ids("matched"),
        },
        change);
}
