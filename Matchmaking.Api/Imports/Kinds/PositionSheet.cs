using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Imports.Formats;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Imports.Kinds;

/// <summary>Positions of funds, one a row; the same fund, name and day of investment are the same position.</summary>
internal sealed class PositionSheet : SheetKind
{
    private readonly PositionResource _resource;
    private readonly FieldSet<PositionDetails> _fields;
    private readonly ReferenceColumns<Fund> _fund;
    private readonly ReferenceColumns<Startup> _startup;
    private readonly SheetColumn _id;
    private readonly SheetColumn _name;
    private readonly SheetColumn _investedOn;

    public PositionSheet(PositionResource resource, CellFormats formats)
    {
        _resource = resource;
        Sheet = new Sheet(Name);
        _fields = new FieldSet<PositionDetails>(Sheet);
        _id = Sheet.Add("id", formats.Id);
        _fund = ReferenceKeys.Fund(
            Sheet.Add("fundId", formats.Id),
            Sheet.Add("fundExternalId", formats.Text, example: SheetExamples.FundExternalId),
            Sheet.Add("fundName", formats.Text, example: SheetExamples.FundName));
        _name = _fields.Add<string>("name", formats.Text, (d, v) => d with { Name = v }, d => d.Name, isNeeded: true, example: "示例被投项目");
        _startup = ReferenceKeys.Startup(
            Sheet.Add("startupId", formats.Id), Sheet.Add("startupExternalId", formats.Text), Sheet.Add("startupUscc", formats.Uscc), name: null);
        var stage = _fields.Add<Stage>("stage", formats.Stage, (d, v) => d with { Stage = v }, d => d.Stage, isNeeded: true, example: Stage.A);
        _fields.Add<string[]>("sectors", formats.Sectors, (d, v) => d with { Sectors = v }, d => d.Sectors, example: SheetExamples.Sectors);
        var cost = _fields.Add<Money>("costCny", formats.Amount, (d, v) => d with { CostCny = v }, d => d.CostCny, isNeeded: true, example: Money.FromYuan(10_000_000));
        _fields.Add<Money>("fairValueCny", formats.Amount, (d, v) => d with { FairValueCny = v }, d => d.FairValueCny, example: Money.FromYuan(12_000_000));
        _fields.Add<DateOnly>("valuedOn", formats.Date, (d, v) => d with { ValuedOn = v }, d => d.ValuedOn, example: SheetExamples.InvestedOn.AddMonths(6));
        _fields.Add<Money>("proceedsCny", formats.Amount, (d, v) => d with { ProceedsCny = v }, d => d.ProceedsCny);
        _investedOn = _fields.Add<DateOnly>("investedOn", formats.Date, (d, v) => d with { InvestedOn = v }, d => d.InvestedOn, isNeeded: true, example: SheetExamples.InvestedOn);
        _fields.Add<DateOnly>("closedOn", formats.Date, (d, v) => d with { ClosedOn = v }, d => d.ClosedOn);
        _fields.Report("/startupId", _startup.Columns[0]);
        Sheet.NeedsOneOf(_fund.Columns);
        foreach (var needed in (SheetColumn[])[_name, stage, cost, _investedOn])
            Sheet.NeedsOneOf(needed);
    }

    public override string Name => "positions";

    public override Sheet Sheet { get; }

    public override IReadOnlyList<Role> Importers => _resource.Creators;

    public override IReadOnlyList<Role> Exporters => _resource.Readers;

    public override IEnumerable<string> KeysOf(SheetRow row) =>
        [row.Has(_id) ? Key(_id, row) : $"{_fund.KeyOf(row)}\u001F{row.CellOf(_name).Text}\u001F{row.Value(_investedOn)}"];

    public override async Task<Result<RowEffect>> Import(ImportContext context, SheetRow row)
    {
        if (!(await _fund.Resolve(context, row, f => context.Caller.SeesFund(f.Id))).TryGet(out var fund, out var unknown))
            return unknown;
        if (!(await _startup.Resolve(context, row, s => context.Caller.SeesStartup(s.Id))).TryGet(out var startup, out unknown))
            return unknown;
        if (fund is null)
            return _fund.Columns[0].Refuse(Codes.Required);
        if (!(await Find(context, row, fund)).TryGet(out var found, out var refused))
            return refused;
        var upserted = await Upsert.Run(
            context, _resource, _fields, row, found.Position, d => startup is null ? d : d with { StartupId = startup.Id }, fund.Key);
        return upserted.Map(u => u.Effect);
    }

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) => [.. query.TextFilters(("fundId", "fund_id")), .. _resource.Filters(query, caller)];

    public override async Task<Page<object?[]>> Export(Db db, Caller caller, ListQuery query)
    {
        // Positions lie below their fund: without one in the filter they are those of all the funds that the caller speaks for.
        var scope = caller.Role == Role.Fund ? [new ListFilter("fund_id", caller.SubjectTexts)] : (ListFilter[])[];
        var page = await PositionStore.Entities.List(db, query with { Filters = [.. query.Filters, .. scope] });
        var rows = new List<object?[]>(page.Items.Count);
        foreach (var position in page.Items)
            rows.Add(await Show(db, position));
        return new(rows, page.Next);
    }

    private async Task<object?[]> Show(Db db, Position position)
    {
        var values = Blank();
        _fields.Show(values, position);
        values[_id.Index] = position.Key;
        var fund = (await FundStore.Entities.Find(db, position.FundId.Value))!;
        values[_fund.Columns[0].Index] = fund.Key;
        values[_fund.Columns[1].Index] = fund.ExternalId;
        values[_fund.Columns[2].Index] = fund.Name;
        if (position.StartupId is { } id && await StartupStore.Entities.Find(db, id.Value) is { } startup)
        {
            values[_startup.Columns[0].Index] = startup.Key;
            values[_startup.Columns[1].Index] = startup.ExternalId;
            values[_startup.Columns[2].Index] = startup.Uscc;
        }

        return values;
    }

    private async Task<Result<FoundPosition>> Find(ImportContext context, SheetRow row, Fund fund)
    {
        if (row.Id(_id) is { } id)
        {
            var named = await PositionStore.Entities.Find(context.Db, id);
            return named is not null && named.FundId == fund.Id ? new FoundPosition(named) : _id.Refuse(Codes.UnknownReference, ("what", "position"));
        }

        if (!row.Has(_name) || row.Value(_investedOn) is not DateOnly day)
            return new FoundPosition(null);
        var same = await PositionStore.OfInvestment(context.Db, fund.Id, row.Text(_name)!, day);
        return same switch
        {
            [] => new FoundPosition(null),
            [var only] => new FoundPosition(await PositionStore.Entities.Find(context.Db, only.Value)),
            _ => _name.Refuse(Codes.AmbiguousName, ("what", "position"), ("count", same.Count)),
        };
    }

    private readonly record struct FoundPosition(Position? Position);
}
