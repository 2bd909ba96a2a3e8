using System.Globalization;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Api.Endpoints;

/// <summary>Who changed what, when: read by admin and auditor, written by every change and by nothing else.</summary>
internal static class AuditEndpoints
{
    private static readonly Role[] _readers = [Role.Admin, Role.Auditor];

    // China has had one time zone without daylight saving since 1991.
    public static void MapAuditEndpoints(this RouteGroupBuilder v1)
    {
        var audit = v1.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("", List).WithName("listAudit").WithSummary("List changes, in their order or newest first").Produces<PageView<AuditEntryView>>().AllowRoles(_readers);
        audit.MapGet("/verification", Verify).WithName("verifyAudit").WithSummary("Recompute the chain of hashes over the whole log")
            .Produces<AuditVerificationView>().AllowRoles(_readers);
        audit.MapGet("/{sequence}", Get).WithName("getAudit").WithSummary("Read one row of the log").Produces<AuditEntryView>().AllowRoles(_readers);
    }

    private static async Task<IResult> List(HttpContext http, IDatabase database)
    {
        var query = new QueryReader(http);
        IReadOnlyList<ListFilter> filters =
        [
            .. query.TextFilters(("keyId", "key_id"), ("resource", "resource"), ("resourceId", "resource_id"), ("requestId", "request_id")),
            .. query.EnumFilter<AuditAction>("action", "action"),
            .. query.EnumFilter<Role>("role", "role"),
        ];
        var (from, to) = (query.Day("from"), query.Day("to"));
        if (from > to)
            query.Refuse("from", Codes.WrongOrder, ("relation", "after"), ("other", "to"));
        var newestFirst = query.Words("order", "newest").Count > 0;
        var limit = query.Limit();
        var scope = $"audit?{string.Join('&', filters.Select(f => $"{f.Column}={f.Values[0]}"))}&{from:O}&{to:O}&{newestFirst}";
        var position = ReadCursor(query, scope);
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        var rows = await database.Read(
            db => AuditLog.List(db, new AuditQuery(filters, StartOf(from), StartOf(to?.AddDays(1)), newestFirst, position, limit + 1)), http.RequestAborted);
        var items = rows.Take(limit).Select(AuditEntryView.Of).ToList();
        return Answers.Ok(new PageView<AuditEntryView>(
            items, rows.Count > limit ? Cursor.Encode(scope, items[^1].Sequence.ToString(CultureInfo.InvariantCulture)) : null));
    }

    private static long? ReadCursor(QueryReader query, string scope)
    {
        if (query.Text("cursor") is not { } cursor)
            return null;
        if (long.TryParse(Cursor.Decode(scope, cursor), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return sequence;
        query.Refuse("cursor", Codes.InvalidCursor);
        return null;
    }

    private static DateTimeOffset? StartOf(DateOnly? day) => day is { } d ? ShanghaiTime.At(d) : null;

    private static async Task<IResult> Get(string sequence, HttpContext http, IDatabase database)
    {
        var entry = long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await database.Read(db => AuditLog.Find(db, number), http.RequestAborted)
            : null;
        return entry is null ? Answers.Problem(DomainError.NotFound("audit-row")) : Answers.Resource(http, ETags.Of(entry.Hash), AuditEntryView.Of(entry));
    }

    private static async Task<IResult> Verify(HttpContext http, IDatabase database)
    {
        var verdict = await database.Read(db => AuditVerifier.Verify(db, null, null, http.RequestAborted), http.RequestAborted);
        return Answers.Ok(AuditVerificationView.Of(verdict));
    }
}
