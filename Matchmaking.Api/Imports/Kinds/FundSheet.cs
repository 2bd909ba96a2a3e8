using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Imports.Formats;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Search;

namespace Matchmaking.Api.Imports.Kinds;

/// <summary>Funds, one a row; they hold what startups must not see, so startups do not export them.</summary>
internal sealed class FundSheet : SheetKind
{
    private readonly FundResource _resource;
    private readonly FieldSet<FundDetails> _fields;
    private readonly ReferenceColumns<Fund> _self;

    public FundSheet(FundResource resource, CellFormats formats)
    {
        _resource = resource;
        Sheet = new Sheet(Name);
        _fields = new FieldSet<FundDetails>(Sheet);
        var id = Sheet.Add("id", formats.Id);
        var externalId = _fields.Add<string>("externalId", formats.Text, (d, v) => d with { ExternalId = v }, d => d.ExternalId, example: SheetExamples.FundExternalId);
        var name = _fields.Add<string>("name", formats.Text, (d, v) => d with { Name = v }, d => d.Name, isNeeded: true, example: SheetExamples.FundName);
        var kind = _fields.Add<FundKind>("kind", CellFormats.Enum<FundKind>(), (d, v) => d with { Kind = v }, d => d.Kind, isNeeded: true, example: FundKind.Vc);
        var category = _fields.Add<FundCategory>(
            "category", CellFormats.Enum<FundCategory>(), (d, v) => d with { Category = v }, d => d.Category, isNeeded: true, example: FundCategory.Venture);
        AddMandate(formats);
        AddLimits(formats);
        _fields.Add<FundStatus>("status", CellFormats.Enum<FundStatus>(), (d, v) => d with { Status = v }, d => d.Status, example: FundStatus.Open);
        _self = ReferenceKeys.Fund(id, externalId, name);
        foreach (var needed in (SheetColumn[])[name, kind, category])
            Sheet.NeedsOneOf(needed);
    }

    public override string Name => "funds";

    public override Sheet Sheet { get; }

    public override IReadOnlyList<Role> Importers => [Role.Admin];

    public override IReadOnlyList<Role> Exporters => [Role.Admin, Role.Auditor, Role.Organizer, Role.Fund];

    public override IEnumerable<string> KeysOf(SheetRow row) => [_self.KeyOf(row)];

    public override async Task<Result<RowEffect>> Import(ImportContext context, SheetRow row)
    {
        if (!(await Find(context, row)).TryGet(out var found, out var refused))
            return refused;
        var upserted = await Upsert.Run(context, _resource, _fields, row, found.Fund, d => d);
        if (upserted.Error is null)
            context.Names.Funds.Renamed(upserted.Value.Entity.Key, found.Fund?.Name, upserted.Value.Entity.Name);
        return upserted.Map(u => u.Effect);
    }

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) => _resource.Filters(query, caller);

    public override SearchCriteria Search(QueryReader query) => _resource.Search(query);

    public override async Task<Page<object?[]>> Export(Db db, Caller caller, ListQuery query)
    {
        var page = await _resource.Store.List(db, query with { Filters = [.. query.Filters, .. _resource.Scope(caller)] });
        return new([.. page.Items.Select(Show)], page.Next);
    }

    private void AddMandate(CellFormats formats)
    {
        _fields.Add<string[]>("sectors", formats.Sectors, (d, v) => d with { Sectors = v }, d => d.Sectors, example: SheetExamples.Sectors);
        _fields.Add<Stage[]>("stages", formats.Stages, (d, v) => d with { Stages = v }, d => d.Stages, example: SheetExamples.Stages);
        _fields.Add<Money>("ticketMinCny", formats.Amount, (d, v) => d with { TicketMinCny = v }, d => d.TicketMinCny, example: Money.FromYuan(3_000_000));
        _fields.Add<Money>("ticketMaxCny", formats.Amount, (d, v) => d with { TicketMaxCny = v }, d => d.TicketMaxCny, example: Money.FromYuan(30_000_000));
        _fields.Add<string[]>("districts", formats.Districts, (d, v) => d with { Districts = v }, d => d.Districts);
        _fields.Add<Instrument[]>("instruments", formats.Instruments, (d, v) => d with { Instruments = v }, d => d.Instruments, example: SheetExamples.Instruments);
    }

    private void AddLimits(CellFormats formats)
    {
        _fields.Add<Money>("commitmentCny", formats.Amount, (d, v) => d with { CommitmentCny = v }, d => d.CommitmentCny, example: Money.FromYuan(500_000_000));
        // An empty cell is the category's default, so "not judged" needs a word of its own.
        _fields.Add<object>(
            "lossAllowance", new RatioFormat("not judged"), (d, v) => d with { LossAllowance = v as Ratio? }, d => d.LossAllowance ?? RatioFormat.None, example: Ratio.FromBasisPoints(3_000));
        _fields.Add<LossBasis>("lossBasis", CellFormats.Enum<LossBasis>(), (d, v) => d with { LossBasis = v }, d => d.LossBasis, example: LossBasis.Gross);
        _fields.Add<Ratio>("projectLossAllowance", formats.Ratio, (d, v) => d with { ProjectLossAllowance = v }, d => d.ProjectLossAllowance);
        _fields.Add<Ratio>("breachTolerance", formats.Ratio, (d, v) => d with { BreachTolerance = v }, d => d.BreachTolerance);
        _fields.Add<Ratio>("concentrationCap", formats.Ratio, (d, v) => d with { ConcentrationCap = v }, d => d.ConcentrationCap, example: Ratio.FromBasisPoints(2_000));
        _fields.Add<Multiple>(
            "localReinvestmentMultiple", formats.Multiple, (d, v) => d with { LocalReinvestmentMultiple = v }, d => d.LocalReinvestmentMultiple, example: Multiple.FromBasisPoints(15_000));
    }

    private async Task<Result<FoundFund>> Find(ImportContext context, SheetRow row)
    {
        var (id, externalId, name) = (_self.Keys[0], _self.Keys[1], _self.Name!.Column);
        if (row.Has(id.Column))
        {
            var named = await id.Find(context.Db, row.CellOf(id.Column).Text);
            return named is null ? id.Column.Refuse(Codes.UnknownReference, ("what", _self.What)) : new FoundFund(named);
        }

        if (row.Has(externalId.Column) && await externalId.Find(context.Db, row.Text(externalId.Column)!) is { } known)
            return new FoundFund(known);
        var bearers = row.Has(name) ? await context.Names.Funds.Find(context.Db, row.Text(name)!) : [];
        var same = new List<Fund>();
        foreach (var bearer in bearers)
        {
            // One that bears another external id is another fund, even under the same name.
            if (await id.Find(context.Db, bearer.ToString("D")) is { } fund && (fund.ExternalId is null || !row.Has(externalId.Column)))
                same.Add(fund);
        }

        return same switch
        {
            [] => new FoundFund(null),
            [var only] => new FoundFund(only),
            _ => name.Refuse(Codes.AmbiguousName, ("what", _self.What), ("count", same.Count)),
        };
    }

    private object?[] Show(Fund fund)
    {
        var values = Blank();
        values[_self.Columns[0].Index] = fund.Key;
        _fields.Show(values, fund);
        return values;
    }

    private readonly record struct FoundFund(Fund? Fund);
}
