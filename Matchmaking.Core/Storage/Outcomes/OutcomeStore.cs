using Dapper;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Core.Storage.Outcomes;

/// <summary>Outcomes: appended, never changed.</summary>
public static class OutcomeStore
{
    private const string Columns =
        "id, created_at, session_id, fund_id, financing_request_id, result, occurred_on, amount_fen, reason, due_diligence_done_on, due_diligence_reference";

    private const string InsertSql =
        """
        INSERT INTO outcomes (id, created_at, session_id, fund_id, financing_request_id, result, occurred_on, amount_fen, reason, due_diligence_done_on, due_diligence_reference)
        VALUES (@Id, @CreatedAt, @SessionId, @FundId, @FinancingRequestId, @Result, @OccurredOn, @AmountFen, @Reason, @DueDiligenceDoneOn, @DueDiligenceReference)
        """;

    private const string FindSql = $"SELECT {Columns} FROM outcomes WHERE session_id = @session AND id = @id";

    private const string OfSessionSql = $"SELECT {Columns} FROM outcomes WHERE session_id = @session ORDER BY id";

    private const string FindAnySql = $"SELECT {Columns} FROM outcomes WHERE id = @id";

    private const string OfPairSql =
        $"SELECT {Columns} FROM outcomes WHERE fund_id = @fund AND occurred_on = @occurredOn AND financing_request_id = @request";

    private const string OfFundBeforeSql = $"SELECT {Columns} FROM outcomes WHERE fund_id = @fund AND occurred_on < @before ORDER BY occurred_on";

    private const string RequestsInCommonSql =
        """
        SELECT theirs.financing_request_id
        FROM registrations own
        JOIN sessions ON sessions.id = own.session_id AND sessions.status <> 'draft'
        JOIN registrations theirs ON theirs.session_id = own.session_id AND theirs.financing_request_id IS NOT NULL
        WHERE own.fund_id = @fund
        """;

    private const string RequestsOfFundSql = "SELECT financing_request_id FROM outcomes WHERE fund_id = @fund";

    private const string MetSinceSql =
        "SELECT fund_id, financing_request_id FROM outcomes WHERE occurred_on >= @from AND occurred_on <= @to ORDER BY occurred_on, id";

    private const string AnyOfRequestSql = "SELECT 1 FROM outcomes WHERE financing_request_id = @request LIMIT 1";

    /// <summary>Filters of the list, by column.</summary>
    public static IReadOnlyList<string> Filters { get; } = ["fund_id", "financing_request_id", "result"];

    public static async Task Insert(Db db, Outcome outcome)
    {
        await db.Execute(InsertSql, new
        {
            Id = outcome.Id.ToString(),
            CreatedAt = Column.Time(outcome.CreatedAt),
            SessionId = Column.Id(outcome.SessionId),
            FundId = outcome.FundId.ToString(),
            FinancingRequestId = outcome.FinancingRequestId.ToString(),
            Result = outcome.Result.Kebab(),
            OccurredOn = Column.Day(outcome.OccurredOn),
            AmountFen = outcome.AmountCny?.Fen,
            outcome.Reason,
            DueDiligenceDoneOn = Column.Day(outcome.DueDiligence?.DoneOn),
            DueDiligenceReference = outcome.DueDiligence?.Reference,
        }).ConfigureAwait(false);
        AuditLog.Record(db, AuditAction.Created, "outcome", outcome.Id.Value, null, outcome);
    }

    public static async Task<Outcome?> Find(Db db, SessionId session, OutcomeId id)
    {
        var row = await db.QuerySingleOrDefault<OutcomeRow>(FindSql, new { session = session.ToString(), id = id.ToString() }).ConfigureAwait(false);
        return row is null ? null : ToEntity(row);
    }

    public static async Task<IReadOnlyList<Outcome>> OfSession(Db db, SessionId session)
    {
        var rows = await db.Query<OutcomeRow>(OfSessionSql, new { session = session.ToString() }).ConfigureAwait(false);
        return [.. rows.Select(ToEntity)];
    }

    /// <summary>An outcome of any session, or of none.</summary>
    public static async Task<Outcome?> Find(Db db, OutcomeId id)
    {
        var row = await db.QuerySingleOrDefault<OutcomeRow>(FindAnySql, new { id = id.ToString() }).ConfigureAwait(false);
        return row is null ? null : ToEntity(row);
    }

    /// <summary>What came of a pair on a day, in all sessions.</summary>
    public static async Task<IReadOnlyList<Outcome>> OfPair(Db db, FundId fund, FinancingRequestId request, DateOnly occurredOn)
    {
        var rows = await db.Query<OutcomeRow>(OfPairSql, new { fund = fund.ToString(), request = request.ToString(), occurredOn = Column.Day(occurredOn) })
            .ConfigureAwait(false);
        return [.. rows.Select(ToEntity)];
    }

    /// <summary>What had come of a fund with any request before a day, in all sessions, earliest first.</summary>
    public static async Task<IReadOnlyList<Outcome>> OfFund(Db db, FundId fund, DateOnly before)
    {
        var rows = await db.Query<OutcomeRow>(OfFundBeforeSql, new { fund = fund.ToString(), before = Column.Day(before) }).ConfigureAwait(false);
        return [.. rows.Select(ToEntity)];
    }

    /// <summary>The requests that a fund knows from a session that both came to, or from an outcome.</summary>
    public static async Task<IReadOnlySet<FinancingRequestId>> RequestsMet(Db db, FundId fund)
    {
        var args = new { fund = fund.ToString() };
        var inCommon = await db.Query<string>(RequestsInCommonSql, args).ConfigureAwait(false);
        var ofOutcomes = await db.Query<string>(RequestsOfFundSql, args).ConfigureAwait(false);
        return inCommon.Concat(ofOutcomes).Select(FinancingRequestId.Parse).ToHashSet();
    }

    /// <summary>Whether anything came of one of some requests.</summary>
    public static async Task<bool> AnyOf(Db db, IEnumerable<FinancingRequestId> requests)
    {
        foreach (var request in requests)
        {
            if (await db.QuerySingleOrDefault<int>(AnyOfRequestSql, new { request = request.ToString() }).ConfigureAwait(false) == 1)
                return true;
        }

        return false;
    }

    /// <summary>A page of the outcomes of all sessions, and of those without one.</summary>
    public static async Task<Page<Outcome>> ListAll(Db db, ListQuery query)
    {
        if (query.Filters.Any(f => f.Values.Count == 0))
            return new Page<Outcome>([], null);
        var args = new DynamicParameters(new { take = query.Limit + 1, after = (query.After ?? Guid.Empty).ToString("D") });
        for (var i = 0; i < query.Filters.Count; i++)
            args.Add($"f{i}", query.Filters[i].Values);
        return Page(await db.Query<OutcomeRow>(ListAllSql(db.Dialect, query.Filters), args).ConfigureAwait(false), query.Limit);
    }

    /// <summary>A page of the outcomes of one session.</summary>
    public static async Task<Page<Outcome>> List(Db db, SessionId session, ListQuery query)
    {
        if (query.Filters.Any(f => f.Values.Count == 0))
            return new Page<Outcome>([], null);
        var args = new DynamicParameters(new { session = session.ToString(), take = query.Limit + 1, after = (query.After ?? Guid.Empty).ToString("D") });
        for (var i = 0; i < query.Filters.Count; i++)
            args.Add($"f{i}", query.Filters[i].Values);
        return Page(await db.Query<OutcomeRow>(ListSql(db.Dialect, query.Filters), args).ConfigureAwait(false), query.Limit);
    }

    /// <summary>The pairs (fund, request) with any outcome in a span of days, both ends included.</summary>
    public static async Task<IReadOnlySet<(FundId Fund, FinancingRequestId Request)>> PairsBetween(Db db, DateOnly from, DateOnly to)
    {
        var rows = await db.Query<OutcomeRow>(MetSinceSql, new { from = Column.Day(from), to = Column.Day(to) }).ConfigureAwait(false);
        return rows.Select(r => (FundId.Parse(r.FundId), FinancingRequestId.Parse(r.FinancingRequestId))).ToHashSet();
    }

    internal static string ListSql(ISqlDialect dialect, IReadOnlyList<ListFilter> filters) =>
        $"SELECT {Columns} FROM outcomes WHERE session_id = @session{Conditions(dialect, filters)} AND id > @after ORDER BY id LIMIT @take";

    internal static string ListAllSql(ISqlDialect dialect, IReadOnlyList<ListFilter> filters) =>
        $"SELECT {Columns} FROM outcomes WHERE id > @after{Conditions(dialect, filters)} ORDER BY id LIMIT @take";

    private static string Conditions(ISqlDialect dialect, IReadOnlyList<ListFilter> filters)
    {
        foreach (var filter in filters)
        {
            if (!Filters.Contains(filter.Column))
                throw new ArgumentException($"outcomes is not filtered by {filter.Column}.", nameof(filters));
        }

        return string.Concat(filters.Select((f, i) => $" AND {dialect.OneOf(f.Column, $"f{i}")}"));
    }

    private static Page<Outcome> Page(IReadOnlyList<OutcomeRow> rows, int limit)
    {
        var items = rows.Take(limit).Select(ToEntity).ToList();
        return new Page<Outcome>(items, rows.Count > limit ? items[^1].Id.Value : null);
    }

    private static Outcome ToEntity(OutcomeRow row) => new()
    {
        Id = OutcomeId.Parse(row.Id),
        SessionId = Column.IdOrNull<Core.Sessions.Session>(row.SessionId),
        CreatedAt = Column.Time(row.CreatedAt),
        FundId = FundId.Parse(row.FundId),
        FinancingRequestId = FinancingRequestId.Parse(row.FinancingRequestId),
        Result = KebabEnum<OutcomeResult>.Parse(row.Result),
        OccurredOn = Column.Day(row.OccurredOn),
        AmountCny = Column.MoneyOrNull(row.AmountFen),
        Reason = row.Reason,
        DueDiligence = row.DueDiligenceDoneOn is null ? null : new DueDiligence(Column.Day(row.DueDiligenceDoneOn), row.DueDiligenceReference),
    };

    private sealed record OutcomeRow
    {
        public string Id { get; init; } = "";
        public long CreatedAt { get; init; }
        public string? SessionId { get; init; }
        public string FundId { get; init; } = "";
        public string FinancingRequestId { get; init; } = "";
        public string Result { get; init; } = "";
        public string OccurredOn { get; init; } = "";
        public long? AmountFen { get; init; }
        public string? Reason { get; init; }
        public string? DueDiligenceDoneOn { get; init; }
        public string? DueDiligenceReference { get; init; }
    }
}
