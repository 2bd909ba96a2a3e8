using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Imports.Formats;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Search;

namespace Matchmaking.Api.Imports.Kinds;

/// <summary>Startups, one a row.</summary>
internal sealed class StartupSheet : SheetKind
{
    private readonly StartupResource _resource;
    private readonly FieldSet<StartupDetails> _fields;
    private readonly StartupFinder _finder;
    private readonly SheetColumn _id;

    public StartupSheet(StartupResource resource, CellFormats formats)
    {
        _resource = resource;
        Sheet = new Sheet(Name);
        _fields = new FieldSet<StartupDetails>(Sheet);
        _id = Sheet.Add("id", formats.Id);
        var externalId = _fields.Add<string>("externalId", formats.Text, (d, v) => d with { ExternalId = v }, d => d.ExternalId, example: SheetExamples.StartupExternalId);
        var name = _fields.Add<string>("name", formats.Text, (d, v) => d with { Name = v }, d => d.Name, isNeeded: true, example: SheetExamples.StartupName);
        var uscc = _fields.Add<string>("uscc", formats.Uscc, (d, v) => d with { Uscc = v }, d => d.Uscc, example: SheetExamples.StartupUscc);
        StartupColumns.AddFacts(_fields, formats);
        Sheet.NeedsOneOf(name);
        _finder = new StartupFinder(ReferenceKeys.Startup(_id, externalId, uscc, name));
    }

    public override string Name => "startups";

    public override Sheet Sheet { get; }

    public override IReadOnlyList<Role> Importers => AccessExtensions.Organizers;

    public override IReadOnlyList<Role> Exporters => _resource.Readers;

    public override IEnumerable<string> KeysOf(SheetRow row) => _finder.KeysOf(row);

    public override async Task<Result<RowEffect>> Import(ImportContext context, SheetRow row)
    {
        if (!(await _finder.Find(context, row)).TryGet(out var existing, out var refused))
            return refused;
        var upserted = await Upsert.Run(context, _resource, _fields, row, existing.Startup, d => d);
        if (upserted.Error is null)
            context.Names.Startups.Renamed(upserted.Value.Entity.Key, existing.Startup?.Name, upserted.Value.Entity.Name);
        return upserted.Map(u => u.Effect);
    }

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) => _resource.Filters(query, caller);

    public override SearchCriteria Search(QueryReader query) => _resource.Search(query);

    public override async Task<Page<object?[]>> Export(Db db, Caller caller, ListQuery query)
    {
        var page = await _resource.Store.List(db, query with { Filters = [.. query.Filters, .. _resource.Scope(caller)] });
        return new([.. page.Items.Select(Show)], page.Next);
    }

    private object?[] Show(Startup startup)
    {
        var values = Blank();
        values[_id.Index] = startup.Key;
        _fields.Show(values, startup);
        return values;
    }
}
