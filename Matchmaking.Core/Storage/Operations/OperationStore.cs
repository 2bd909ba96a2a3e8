using Dapper;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Core.Storage.Operations;

/// <summary>Operations and what was uploaded for them. Their beginning and end are told to the audit log, their progress is not.</summary>
public static class OperationStore
{
    private const string Resource = "operation";

    private const string Columns =
        "id, version, created_at, updated_at, kind, status, phase, done, total, figures, actor, key_id, role, request_id, subject_ids, input, checkpoint, result, error, attempts, cancel_requested, started_at, finished_at, holder";

    private const string InsertSql =
        """
        INSERT INTO operations (id, version, created_at, updated_at, kind, status, phase, done, total, figures, actor, key_id, role, request_id, subject_ids, input, checkpoint, result, error, attempts, cancel_requested, started_at, finished_at, holder)
        VALUES (@Id, @Version, @CreatedAt, @UpdatedAt, @Kind, @Status, @Phase, @Done, @Total, @Figures, @Actor, @KeyId, @Role, @RequestId, @SubjectIds, @Input, @Checkpoint, @Result, @Error, @Attempts, @CancelRequested, @StartedAt, @FinishedAt, @Holder)
        """;

    private const string UpdateSql =
        """
        UPDATE operations SET version = @Version, updated_at = @UpdatedAt, status = @Status, phase = @Phase, done = @Done, total = @Total, figures = @Figures,
            checkpoint = @Checkpoint, result = @Result, error = @Error, attempts = @Attempts, cancel_requested = @CancelRequested,
            started_at = @StartedAt, finished_at = @FinishedAt, holder = @Holder
        WHERE id = @Id AND version = @Version - 1
        """;

    private const string FindSql = $"SELECT {Columns} FROM operations WHERE id = @id";

    private const string OldestSql = $"SELECT {Columns} FROM operations WHERE status = @status AND kind = @kind ORDER BY id LIMIT 1";

    private const string OrphansSql =
        $"SELECT {Columns} FROM operations WHERE status = @status AND kind = @kind AND (holder IS NULL OR NOT EXISTS (SELECT 1 FROM instances i WHERE i.id = holder)) ORDER BY id";

    private const string CountSql = "SELECT COUNT(*) FROM operations WHERE status = @status";

    private const string InsertContentSql = "INSERT INTO operation_contents (operation_id, content) VALUES (@id, @content)";

    private const string ContentSql = "SELECT content FROM operation_contents WHERE operation_id = @id";

    private const string DeleteContentSql = "DELETE FROM operation_contents WHERE operation_id = @id";

    private const string TrimSql = "DELETE FROM operations WHERE finished_at <= @before";

    /// <summary>How long operations are kept when they have ended.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(90);

    /// <summary>Filters of the list, by column.</summary>
    public static IReadOnlyList<string> Filters { get; } = ["status", "kind", "key_id"];

    /// <param name="db">A write.</param>
    /// <param name="operation">The operation, queued.</param>
    /// <param name="content">What was uploaded, kept until the operation ends; or null.</param>
    public static async Task Insert(Db db, Operation operation, byte[]? content)
    {
        await db.Execute(InsertSql, ToRow(operation)).ConfigureAwait(false);
        if (content is not null)
            await db.Execute(InsertContentSql, new { id = operation.Id.ToString(), content }).ConfigureAwait(false);
        Tell(db, operation);
        AuditLog.Record(db, AuditAction.Created, Resource, operation.Id.Value, null, Audited(operation));
    }

    /// <summary>Stores the next version; at the end, what was uploaded goes.</summary>
    /// <exception cref="InvalidOperationException">It was changed since it was read: its lane reads and writes in one transaction.</exception>
    public static async Task Update(Db db, Operation before, Operation after)
    {
        if (await db.Execute(UpdateSql, ToRow(after)).ConfigureAwait(false) != 1)
            throw new InvalidOperationException($"Operation {after.Id} was changed by somebody else.");
        Tell(db, after);
        if (!after.IsFinished)
            return;
        await db.Execute(DeleteContentSql, new { id = after.Id.ToString() }).ConfigureAwait(false);
        AuditLog.Record(db, AuditAction.Changed, Resource, after.Id.Value, Audited(before), Audited(after));
    }

    public static async Task<Operation?> Find(Db db, OperationId id)
    {
        var row = await db.QuerySingleOrDefault<OperationRow>(FindSql, new { id = id.ToString() }).ConfigureAwait(false);
        return row is null ? null : ToEntity(row);
    }

    /// <summary>The one of these kinds that has waited longest.</summary>
    public static async Task<Operation?> Oldest(Db db, OperationStatus status, IReadOnlyList<string> kinds)
    {
        // One look-up a kind: the oldest of several at once would be found by sorting.
        Operation? oldest = null;
        foreach (var kind in kinds)
        {
            var row = await db.QuerySingleOrDefault<OperationRow>(OldestSql, new { status = status.Kebab(), kind }).ConfigureAwait(false);
            if (row is not null && ToEntity(row) is var found && (oldest is null || found.Id.CompareTo(oldest.Id) < 0))
                oldest = found;
        }

        return oldest;
    }

    /// <summary>Those of these kinds that are running, and whose instance is not listed any more.</summary>
    public static async Task<IReadOnlyList<Operation>> Orphans(Db db, IReadOnlyList<string> kinds)
    {
        var found = new List<Operation>();
        foreach (var kind in kinds)
            found.AddRange((await db.Query<OperationRow>(OrphansSql, new { status = OperationStatus.Running.Kebab(), kind }).ConfigureAwait(false)).Select(ToEntity));
        return found;
    }

    public static Task<int> Count(Db db, OperationStatus status) => db.QuerySingleOrDefault<int>(CountSql, new { status = status.Kebab() });

    public static async Task<byte[]> Content(Db db, OperationId id) =>
        await db.QuerySingleOrDefault<byte[]>(ContentSql, new { id = id.ToString() }).ConfigureAwait(false)
        ?? throw new InvalidOperationException($"Nothing was uploaded for operation {id}.");

    public static async Task<Page<Operation>> List(Db db, ListQuery query)
    {
        var args = new DynamicParameters(new { take = query.Limit + 1, after = (query.After ?? Guid.Empty).ToString("D") });
        for (var i = 0; i < query.Filters.Count; i++)
            args.Add($"f{i}", query.Filters[i].Values[0]);
        var rows = await db.Query<OperationRow>(ListSql(query.Filters), args).ConfigureAwait(false);
        var items = rows.Take(query.Limit).Select(ToEntity).ToList();
        return new Page<Operation>(items, rows.Count > query.Limit ? items[^1].Id.Value : null);
    }

    /// <summary>Forgets operations that ended long ago.</summary>
    /// <returns>How many.</returns>
    public static Task<int> Trim(Db db, DateTimeOffset now) => db.Execute(TrimSql, new { before = Column.Time(now - Kept) });

    internal static string ListSql(IReadOnlyList<ListFilter> filters)
    {
        foreach (var filter in filters)
        {
            if (!Filters.Contains(filter.Column))
                throw new ArgumentException($"operations is not filtered by {filter.Column}.", nameof(filters));
        }

        var conditions = string.Concat(filters.Select((f, i) => $"{f.Column} = @f{i} AND "));
        return $"SELECT {Columns} FROM operations WHERE {conditions}id > @after ORDER BY id LIMIT @take";
    }

    private static void Tell(Db db, Operation operation)
    {
        db.Work.Tell(ChangeTopics.Operations);
        if (operation.Status == OperationStatus.Queued)
            db.Work.Tell(ChangeTopics.OperationsQueued);
        if (operation is { Status: OperationStatus.Running, CancelRequested: true })
            db.Work.Tell(ChangeTopics.OperationCancel(operation.Id));
    }

    /// <summary>What the audit log keeps: rows that failed stay in the result.</summary>
    private static object Audited(Operation operation) => new { operation.Id, operation.Kind, operation.Status, operation.Input, operation.Progress };

    private static OperationRow ToRow(Operation operation) => new()
    {
        Id = operation.Id.ToString(),
        Version = operation.Version,
        CreatedAt = Column.Time(operation.CreatedAt),
        UpdatedAt = Column.Time(operation.UpdatedAt),
        Kind = operation.Kind,
        Status = operation.Status.Kebab(),
        Phase = operation.Progress.Phase,
        Done = operation.Progress.Done,
        Total = operation.Progress.Total,
        Figures = Figures.Of(operation.Progress),
        Actor = operation.Origin.Actor.Kebab(),
        KeyId = Column.Id(operation.Origin.KeyId),
        Role = operation.Origin.Role?.Kebab(),
        RequestId = operation.Origin.RequestId,
        SubjectIds = Column.Json(operation.SubjectIds),
        Input = operation.Input,
        Checkpoint = operation.Checkpoint,
        Result = operation.Result,
        Error = operation.Error,
        Attempts = operation.Attempts,
        CancelRequested = operation.CancelRequested ? 1 : 0,
        StartedAt = Column.Time(operation.StartedAt),
        FinishedAt = Column.Time(operation.FinishedAt),
        Holder = operation.Holder is { } holder ? Column.Id(holder) : null,
    };

    private static Operation ToEntity(OperationRow row) => new()
    {
        Id = OperationId.Parse(row.Id),
        Version = row.Version,
        CreatedAt = Column.Time(row.CreatedAt),
        UpdatedAt = Column.Time(row.UpdatedAt),
        Kind = row.Kind,
        Status = KebabEnum<OperationStatus>.Parse(row.Status),
        Progress = Figures.Add(new OperationProgress(row.Done, row.Total, row.Phase), row.Figures),
        Origin = new Origin(
            KebabEnum<ActorType>.Parse(row.Actor),
            Column.Time(row.CreatedAt),
            Column.IdOrNull<ApiKey>(row.KeyId),
            row.Role is null ? null : KebabEnum<Role>.Parse(row.Role),
            row.RequestId),
        SubjectIds = Column.Json<Guid[]>(row.SubjectIds),
        Input = row.Input,
        Checkpoint = row.Checkpoint,
        Result = row.Result,
        Error = row.Error,
        Attempts = row.Attempts,
        CancelRequested = row.CancelRequested != 0,
        StartedAt = Column.Time(row.StartedAt),
        FinishedAt = Column.Time(row.FinishedAt),
        Holder = row.Holder is { } holder ? Guid.ParseExact(holder, "D") : null,
    };

    /// <summary>The figures of a progress as they are stored.</summary>
    private sealed record Figures(decimal? Value, decimal? UpperBound, decimal? Seconds)
    {
        public static string? Of(OperationProgress progress) =>
            progress.Seconds is null ? null : Column.Json(new Figures(progress.Value, progress.UpperBound, progress.Seconds));

        public static OperationProgress Add(OperationProgress progress, string? json) => json is null || Column.Json<Figures>(json) is not { } stored
            ? progress
            : progress with { Value = stored.Value, UpperBound = stored.UpperBound, Seconds = stored.Seconds };
    }

    private sealed record OperationRow : Row
    {
        public string Kind { get; init; } = "";
        public string Status { get; init; } = "";
        public string Phase { get; init; } = "";
        public long Done { get; init; }
        public long Total { get; init; }
        public string? Figures { get; init; }
        public string Actor { get; init; } = "";
        public string? KeyId { get; init; }
        public string? Role { get; init; }
        public string RequestId { get; init; } = "";
        public string SubjectIds { get; init; } = "[]";
        public string Input { get; init; } = "{}";
        public string? Checkpoint { get; init; }
        public string? Result { get; init; }
        public string? Error { get; init; }
        public int Attempts { get; init; }
        public int CancelRequested { get; init; }
        public long? StartedAt { get; init; }
        public long? FinishedAt { get; init; }
        public string? Holder { get; init; }
    }
}
