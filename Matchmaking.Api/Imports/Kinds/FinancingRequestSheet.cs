using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Imports.Formats;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Search;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Imports.Kinds;

/// <summary>Financing requests, one a row, each naming its startup.</summary>
internal sealed class FinancingRequestSheet : SheetKind
{
    private readonly FinancingRequestResource _resource;
    private readonly FieldSet<FinancingRequestDetails> _fields;
    private readonly ReferenceColumns<Startup> _startup;
    private readonly ReferenceColumns<FinancingRequest> _self;
    private readonly SheetColumn _title;

    public FinancingRequestSheet(FinancingRequestResource resource, CellFormats formats)
    {
        _resource = resource;
        Sheet = new Sheet(Name);
        _fields = new FieldSet<FinancingRequestDetails>(Sheet);
        var id = Sheet.Add("id", formats.Id);
        var externalId = _fields.Add<string>("externalId", formats.Text, (d, v) => d with { ExternalId = v }, d => d.ExternalId, example: SheetExamples.RequestExternalId);
        _startup = ReferenceKeys.Startup(
            Sheet.Add("startupId", formats.Id),
            Sheet.Add("startupExternalId", formats.Text, example: SheetExamples.StartupExternalId),
            Sheet.Add("startupUscc", formats.Uscc, example: SheetExamples.StartupUscc),
            Sheet.Add("startupName", formats.Text, example: SheetExamples.StartupName));
        _title = _fields.Add<string>("title", formats.Text, (d, v) => d with { Title = v }, d => d.Title, isNeeded: true, example: SheetExamples.RequestTitle);
        RequestColumns.AddFacts(_fields, formats, field => field);
        _fields.Report("/startupId", _startup.Columns[0]);
        _self = ReferenceKeys.Request(id, externalId);
        Sheet.NeedsOneOf(_startup.Columns);
        Sheet.NeedsOneOf(_title);
        Sheet.NeedsOneOf(Sheet.Columns.Single(c => c.Field == "amountCny"));
    }

    public override string Name => "financing-requests";

    public override Sheet Sheet { get; }

    public override IReadOnlyList<Role> Importers => AccessExtensions.Organizers;

    public override IReadOnlyList<Role> Exporters => _resource.Readers;

    public override IEnumerable<string> KeysOf(SheetRow row) =>
        _self.IsGiven(row) ? [_self.KeyOf(row)] : [$"{_startup.KeyOf(row)}\u001F{row.CellOf(_title).Text}"];

    public override async Task<Result<RowEffect>> Import(ImportContext context, SheetRow row)
    {
        if (!(await _startup.Resolve(context, row, s => context.Caller.SeesStartup(s.Id))).TryGet(out var startup, out var unknown))
            return unknown;
        if (!(await RequestFinder.Find(context, row, _self, startup, row.Text(_title))).TryGet(out var found, out var refused))
            return refused;
        if (startup is null && found.Request is null)
            return _startup.Columns[0].Refuse(Codes.Required);
        return (await Upsert.Run(context, _resource, _fields, row, found.Request, d => startup is null ? d : d with { StartupId = startup.Id })).Map(u => u.Effect);
    }

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) => _resource.Filters(query, caller);

    public override SearchCriteria Search(QueryReader query) => _resource.Search(query);

    public override async Task<Page<object?[]>> Export(Db db, Caller caller, ListQuery query)
    {
        var page = await FinancingRequestStore.Entities.List(db, query with { Filters = [.. query.Filters, .. _resource.Scope(caller)] });
        var rows = new List<object?[]>(page.Items.Count);
        foreach (var request in page.Items)
        {
            var values = Blank();
            values[_self.Columns[0].Index] = request.Key;
            _fields.Show(values, request);
            ShowStartup(values, (await StartupStore.Entities.Find(db, request.StartupId.Value))!);
            rows.Add(values);
        }

        return new(rows, page.Next);
    }

    private void ShowStartup(object?[] values, Startup startup)
    {
        values[_startup.Columns[0].Index] = startup.Key;
        values[_startup.Columns[1].Index] = startup.ExternalId;
        values[_startup.Columns[2].Index] = startup.Uscc;
        values[_startup.Columns[3].Index] = startup.Name;
    }
}
