using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Imports.Formats;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Imports.Kinds;

/// <summary>
/// Outcomes, one a row. They are appended and never changed: a row that says nothing beyond what is recorded already is
/// unchanged, any other is a further outcome.
/// </summary>
internal sealed class OutcomeSheet : SheetKind
{
    private readonly FieldSet<OutcomeDetails> _fields;
    private readonly ReferenceColumns<Fund> _fund;
    private readonly ReferenceColumns<FinancingRequest> _request;
    private readonly ReferenceColumns<Startup> _startup;
    private readonly SheetColumn _id;
    private readonly SheetColumn _sessionId;
    private readonly SheetColumn _title;
    private readonly SheetColumn _occurredOn;
    private readonly SheetColumn _doneOn;

    public OutcomeSheet(CellFormats formats)
    {
        Sheet = new Sheet(Name);
        _fields = new FieldSet<OutcomeDetails>(Sheet);
        _id = Sheet.Add("id", formats.Id);
        _sessionId = Sheet.Add("sessionId", formats.Id);
        _fund = ReferenceKeys.Fund(
            Sheet.Add("fundId", formats.Id),
            Sheet.Add("fundExternalId", formats.Text, example: SheetExamples.FundExternalId),
            Sheet.Add("fundName", formats.Text, example: SheetExamples.FundName));
        _request = ReferenceKeys.Request(
            Sheet.Add("financingRequestId", formats.Id), Sheet.Add("requestExternalId", formats.Text, example: SheetExamples.RequestExternalId));
        _startup = ReferenceKeys.Startup(
            Sheet.Add("startupId", formats.Id),
            Sheet.Add("startupExternalId", formats.Text, example: SheetExamples.StartupExternalId),
            Sheet.Add("startupUscc", formats.Uscc),
            Sheet.Add("startupName", formats.Text, example: SheetExamples.StartupName));
        _title = Sheet.Add("requestTitle", formats.Text, example: SheetExamples.RequestTitle);
        var result = _fields.Add<OutcomeResult>(
            "result", CellFormats.Enum<OutcomeResult>(), (d, v) => d with { Result = v }, d => d.Result, isNeeded: true, example: OutcomeResult.Invested);
        _occurredOn = _fields.Add<DateOnly>("occurredOn", formats.Date, (d, v) => d with { OccurredOn = v }, d => d.OccurredOn, isNeeded: true, example: SheetExamples.InvestedOn);
        _fields.Add<Money>("amountCny", formats.Amount, (d, v) => d with { AmountCny = v }, d => d.AmountCny, example: Money.FromYuan(10_000_000));
        _fields.Add<string>("reason", formats.LongText, (d, v) => d with { Reason = v }, d => d.Reason);
        _doneOn = _fields.Add<DateOnly>(
            "dueDiligenceOn", formats.Date, (d, v) => d with { DueDiligence = new(v, d.DueDiligence?.Reference) }, d => d.DueDiligence?.DoneOn, property: "dueDiligence/doneOn");
        // Behind the day: a reference without one has nothing to belong to.
        _fields.Add<string>(
            "dueDiligenceReference", formats.Text, (d, v) => d.DueDiligence is null ? d : d with { DueDiligence = d.DueDiligence with { Reference = v } },
            d => d.DueDiligence?.Reference, property: "dueDiligence/reference");
        _fields.Report("/fundId", _fund.Columns[0]);
        _fields.Report("/financingRequestId", _request.Columns[0]);
        Sheet.NeedsOneOf(_fund.Columns);
        Sheet.NeedsOneOf([.. _request.Columns, .. _startup.Columns]);
        Sheet.NeedsOneOf(result);
        Sheet.NeedsOneOf(_occurredOn);
    }

    public override string Name => "outcomes";

    public override Sheet Sheet { get; }

    public override IReadOnlyList<Role> Importers => [Role.Admin, Role.Organizer, Role.Fund];

    public override IReadOnlyList<Role> Exporters => [Role.Admin, Role.Auditor, Role.Organizer, Role.Fund];

    public override bool TakesSession => true;

    public override IEnumerable<string> KeysOf(SheetRow row) => [row.Has(_id) ? Key(_id, row) : row.Said];

    public override async Task<Result<RowEffect>> Import(ImportContext context, SheetRow row)
    {
        if (!(await SessionOf(context, row)).TryGet(out var session, out var refused))
            return refused;
        if (!(await _fund.Resolve(context, row, f => context.Caller.SeesFund(f.Id))).TryGet(out var fund, out refused))
            return refused;
        if (!(await RequestOf(context, row)).TryGet(out var request, out refused))
            return refused;
        var missing = _fields.Fields.Where(f => f.Column.IsNeeded && !row.Has(f.Column)).Select(f => f.Column).ToList();
        if (fund is null)
            missing.Add(_fund.Columns[0]);
        if (Reference(row) is { } column && !row.Has(_doneOn))
            missing.Add(column);
        if (fund is null || missing.Count > 0)
            return DomainError.Invalid([.. missing.Select(c => new FieldError("/" + c.Field, Codes.Required))]);
        return await Record(context, row, session.Id, new OutcomeDetails { FundId = fund.Id, FinancingRequestId = request.Id });
    }

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) =>
    [
        .. query.TextFilters(("fundId", "fund_id"), ("financingRequestId", "financing_request_id")),
        .. query.EnumFilter<OutcomeResult>("result", "result"),
    ];

    public override async Task<Page<object?[]>> Export(Db db, Caller caller, ListQuery query)
    {
        var own = caller.Role == Role.Fund ? [new ListFilter("fund_id", caller.SubjectTexts)] : (ListFilter[])[];
        var filters = query.Filters.Where(f => f.Column != "session_id").Concat(own).ToList();
        var session = query.Filters.FirstOrDefault(f => f.Column == "session_id")?.Values[0];
        var scoped = query with { Filters = filters };
        var page = session is null ? await OutcomeStore.ListAll(db, scoped) : await OutcomeStore.List(db, SessionId.Parse(session), scoped);
        var rows = new List<object?[]>(page.Items.Count);
        foreach (var outcome in page.Items)
            rows.Add(await Show(db, outcome));
        return new(rows, page.Next);
    }

    private async Task<Result<RowEffect>> Record(ImportContext context, SheetRow row, SessionId? session, OutcomeDetails pair)
    {
        // What is recorded, as far as the row speaks of it, with what the row says put in: the same, when it says nothing new.
        var details = _fields.Apply(row, pair, null);
        if (row.Id(_id) is { } id)
        {
            var named = await OutcomeStore.Find(context.Db, new(id));
            if (named is null || !context.Caller.SeesFund(named.FundId))
                return _id.Refuse(Codes.UnknownReference, ("what", "outcome"));
            return IsSaidBy(row, named, pair, session) ? RowEffect.Unchanged : _id.Refuse(Codes.AppendOnly);
        }

        var recorded = await OutcomeStore.OfPair(context.Db, pair.FundId, pair.FinancingRequestId, details.OccurredOn);
        if (recorded.Any(o => IsSaidBy(row, o, pair, session)))
            return RowEffect.Unchanged;
        if (!(await OutcomeBuilder.Build(context.Db, context.Caller, session, details, context.Now)).TryGet(out var outcome, out var refused))
            return _fields.Relocate(refused);
        await OutcomeStore.Insert(context.Db, outcome);
        return RowEffect.Created;
    }

    private bool IsSaidBy(SheetRow row, Outcome recorded, OutcomeDetails pair, SessionId? session) =>
        recorded.FundId == pair.FundId
        && recorded.FinancingRequestId == pair.FinancingRequestId
        && recorded.SessionId == session
        && FieldSet<OutcomeDetails>.Same(_fields.Apply(row, recorded, recorded), recorded);

    private SheetColumn? Reference(SheetRow row) =>
        _fields.Fields[^1].Column is var reference && row.Has(reference) ? _doneOn : null;

    private async Task<Result<FoundSession>> SessionOf(ImportContext context, SheetRow row)
    {
        if (row.Id(_sessionId) is not { } id)
            return new FoundSession(context.Session?.Id);
        if (context.Session is { } given && given.Key != id)
            return _sessionId.Refuse(Codes.ConflictingKeys, ("other", "sessionId"));
        return await SessionResource.CheckVisible(context.Db, context.Caller, id) is null
            ? new FoundSession(new SessionId(id))
            : _sessionId.Refuse(Codes.UnknownReference, ("what", "session"));
    }

    private async Task<Result<FinancingRequest>> RequestOf(ImportContext context, SheetRow row)
    {
        if (!(await _startup.Resolve(context, row, s => context.Caller.SeesStartup(s.Id))).TryGet(out var startup, out var refused))
            return refused;
        if (!(await _request.Resolve(context, row, _ => true)).TryGet(out var request, out refused))
            return refused;
        if (request is not null)
            return startup is null || request.StartupId == startup.Id ? request : _request.Columns[0].Refuse(Codes.ConflictingKeys, ("other", "startupId"));
        if (startup is null)
            return _request.Columns[0].Refuse(Codes.Required);
        var own = await FinancingRequestStore.Entities.All(context.Db, new ListFilter("startup_id", startup.Id.ToString()));
        var meant = row.Has(_title) ? own.Where(r => Tables.Cell.Trim(r.Title) == row.Text(_title)).ToList() : own;
        return meant switch
        {
            [var only] => only,
            [] => _title.Refuse(Codes.UnknownReference, ("what", "financing-request")),
            _ => _title.Refuse(Codes.AmbiguousName, ("what", "financing-request"), ("count", meant.Count)),
        };
    }

    private async Task<object?[]> Show(Db db, Outcome outcome)
    {
        var values = Blank();
        _fields.Show(values, outcome);
        values[_id.Index] = outcome.Id.Value;
        values[_sessionId.Index] = outcome.SessionId?.Value;
        var fund = (await FundStore.Entities.Find(db, outcome.FundId.Value))!;
        values[_fund.Columns[0].Index] = fund.Key;
        values[_fund.Columns[1].Index] = fund.ExternalId;
        values[_fund.Columns[2].Index] = fund.Name;
        var request = (await FinancingRequestStore.Entities.Find(db, outcome.FinancingRequestId.Value))!;
        values[_request.Columns[0].Index] = request.Key;
        values[_request.Columns[1].Index] = request.ExternalId;
        values[_title.Index] = request.Title;
        var startup = (await StartupStore.Entities.Find(db, request.StartupId.Value))!;
        values[_startup.Columns[0].Index] = startup.Key;
        values[_startup.Columns[1].Index] = startup.ExternalId;
        values[_startup.Columns[2].Index] = startup.Uscc;
        values[_startup.Columns[3].Index] = startup.Name;
        return values;
    }

    private readonly record struct FoundSession(SessionId? Id);
}
