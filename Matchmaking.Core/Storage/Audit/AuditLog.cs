using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;

namespace Matchmaking.Core.Storage.Audit;

/// <summary>
/// The audit log: rows are appended in the transaction of the change that they tell of, and never changed (triggers refuse).
/// The head is kept in a row of its own, so that rows missing at the end are noticed too.
/// </summary>
public static class AuditLog
{
    private const string Columns = "sequence, at, actor, key_id, role, request_id, action, resource, resource_id, before_json, after_json, hash";

    private const string HeadSql = "SELECT sequence, at, hash FROM audit_head WHERE id = 1";

    private const string MoveHeadSql = "UPDATE audit_head SET sequence = @Sequence, at = @At, hash = @Hash WHERE id = 1";

    private const string InsertSql =
        """
        INSERT INTO audit_log (sequence, at, actor, key_id, role, request_id, action, resource, resource_id, before_json, after_json, hash)
        VALUES (@Sequence, @At, @Actor, @KeyId, @Role, @RequestId, @Action, @Resource, @ResourceId, @BeforeJson, @AfterJson, @Hash)
        """;

    private const string AfterSql = $"SELECT {Columns} FROM audit_log WHERE sequence > @after ORDER BY sequence LIMIT @take";

    private const string ChangedSql =
        "SELECT resource_id FROM audit_log WHERE resource = @resource AND sequence > @after ORDER BY sequence LIMIT @take";

    private const string FindSql = $"SELECT {Columns} FROM audit_log WHERE sequence = @sequence";

    /// <summary>Filters of the list, by column.</summary>
    public static IReadOnlyList<string> Filters { get; } = ["key_id", "resource", "resource_id", "request_id", "action", "role"];

    /// <summary>
    /// Tells of one change, also of one that left everything as it was: the version of the thing grew. The row is appended
    /// at the end of the transaction.
    /// </summary>
    public static void Record(Db db, AuditAction action, string resource, Guid resourceId, object? before, object? after)
    {
        var origin = db.Origin;
        db.Work.Add(() => Row(origin, action, resource, resourceId, before, after));
    }

    /// <summary>Links rows to the chain.</summary>
    /// <param name="db">A transaction that writes.</param>
    /// <param name="rows">Without numbers and hashes.</param>
    internal static async Task Append(Db db, IReadOnlyList<AuditRow> rows)
    {
        if (rows.Count == 0)
            return;
        var last = await Last(db).ConfigureAwait(false);
        foreach (var row in rows)
        {
            // Writes wait for each other: a later row never has an earlier time.
            var next = row with { Sequence = last.Sequence + 1, At = Math.Max(row.At, last.At) };
            last = next with { Hash = next.ComputeHash(last.Hash) };
            await db.Execute(InsertSql, last).ConfigureAwait(false);
        }

        await db.Execute(MoveHeadSql, last).ConfigureAwait(false);
    }

    /// <summary>Number and hash of the last row; 0 and <see cref="AuditEntry.Genesis"/> before the first.</summary>
    public static async Task<AuditHead> Head(Db db)
    {
        var row = await Last(db).ConfigureAwait(false);
        return new AuditHead(row.Sequence, row.Hash, Column.Time(row.At));
    }

    public static async Task<AuditEntry?> Find(Db db, long sequence)
    {
        var row = await db.QuerySingleOrDefault<AuditRow>(FindSql, new { sequence }).ConfigureAwait(false);
        return row is null ? null : ToEntry(row);
    }

    /// <summary>Rows behind one, in the order of the chain.</summary>
    internal static Task<IReadOnlyList<AuditRow>> After(Db db, long sequence, int take) =>
        db.Query<AuditRow>(AfterSql, new { after = sequence, take });

    /// <summary>Ids of what was made, changed or deleted behind a row, in the order of the chain; what was changed twice is there twice.</summary>
    /// <param name="db">A read.</param>
    /// <param name="resource">The word of its kind.</param>
    /// <param name="sequence">The row.</param>
    /// <param name="take">At most so many.</param>
    /// <exception cref="InvalidOperationException">This is a write.</exception>
    public static async Task<IReadOnlyList<Guid>> Changed(Db db, string resource, long sequence, int take)
    {
        db.RequireRead();
        var ids = await db.Query<string>(ChangedSql, new { resource, after = sequence, take }).ConfigureAwait(false);
        return [.. ids.Select(id => Guid.ParseExact(id, "D"))];
    }

    /// <summary>A page of the rows that a query selects.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> List(Db db, AuditQuery query)
    {
        db.RequireRead();
        var args = new Dapper.DynamicParameters(new
        {
            take = query.Take,
            position = query.Position ?? (query.NewestFirst ? long.MaxValue : 0),
            from = Column.Time(query.From),
            until = Column.Time(query.Until),
        });
        for (var i = 0; i < query.Filters.Count; i++)
            args.Add($"f{i}", query.Filters[i].Values[0]);
        var rows = await db.Query<AuditRow>(ListSql(query), args).ConfigureAwait(false);
        return [.. rows.Select(ToEntry)];
    }

    /// <summary>Times grow with the numbers, so that a span of time is a span of numbers, found by two look-ups.</summary>
    internal static string ListSql(AuditQuery query)
    {
        foreach (var filter in query.Filters)
        {
            if (!Filters.Contains(filter.Column))
                throw new ArgumentException($"audit_log is not filtered by {filter.Column}.", nameof(query));
        }

        var conditions = string.Concat(query.Filters.Select((f, i) => $"{f.Column} = @f{i} AND "));
        if (query.From is not null)
            conditions += "sequence >= (SELECT sequence FROM audit_log WHERE at >= @from ORDER BY at, sequence LIMIT 1) AND ";
        if (query.Until is not null)
            conditions += "sequence < COALESCE((SELECT sequence FROM audit_log WHERE at >= @until ORDER BY at, sequence LIMIT 1), 9223372036854775807) AND ";
        var (relation, order) = query.NewestFirst ? ("<", " DESC") : (">", "");
        return $"SELECT {Columns} FROM audit_log WHERE {conditions}sequence {relation} @position ORDER BY sequence{order} LIMIT @take";
    }

    private static async Task<AuditRow> Last(Db db) =>
        await db.QuerySingleOrDefault<AuditRow>(HeadSql).ConfigureAwait(false) ?? throw new InvalidOperationException("The audit log has no head.");

    private static AuditRow Row(Origin origin, AuditAction action, string resource, Guid resourceId, object? before, object? after) => new()
    {
        At = Column.Time(origin.At),
        Actor = origin.Actor.Kebab(),
        KeyId = Column.Id(origin.KeyId),
        Role = origin.Role?.Kebab(),
        RequestId = origin.RequestId,
        Action = action.Kebab(),
        Resource = resource,
        ResourceId = Column.Id(resourceId),
        BeforeJson = AuditJson.Of(before),
        AfterJson = AuditJson.Of(after),
    };

    private static AuditEntry ToEntry(AuditRow row) => new()
    {
        Sequence = row.Sequence,
        At = Column.Time(row.At),
        Actor = KebabEnum<ActorType>.Parse(row.Actor),
        KeyId = Column.IdOrNull<ApiKey>(row.KeyId),
        Role = row.Role is null ? null : KebabEnum<Role>.Parse(row.Role),
        RequestId = row.RequestId,
        Action = KebabEnum<AuditAction>.Parse(row.Action),
        Resource = row.Resource,
        ResourceId = Guid.ParseExact(row.ResourceId, "D"),
        Before = row.BeforeJson,
        After = row.AfterJson,
        Hash = row.Hash,
    };
}

/// <summary>The last row of the chain.</summary>
public sealed record AuditHead(long Sequence, string Hash, DateTimeOffset At);

/// <summary>Which rows of the audit log.</summary>
/// <param name="Filters">Columns of <see cref="AuditLog.Filters"/>, one value each.</param>
/// <param name="From">Not before this moment.</param>
/// <param name="Until">Before this moment.</param>
/// <param name="NewestFirst">Else in the order of the chain.</param>
/// <param name="Position">Rows beyond this one in that order.</param>
/// <param name="Take">At most so many rows.</param>
public sealed record AuditQuery(
    IReadOnlyList<ListFilter> Filters, DateTimeOffset? From, DateTimeOffset? Until, bool NewestFirst, long? Position, int Take);
