using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;
using Matchmaking.Core.Startups;

namespace Matchmaking.Api.Imports.Kinds;

/// <summary>Which startup a row is about; none yet is an answer too.</summary>
internal readonly record struct FoundStartup(Startup? Startup);

/// <summary>
/// Finds the startup that a row upserts: by id, else by external id, else by credit code, else, where none of them is given, by
/// its exact name.
/// </summary>
internal sealed class StartupFinder(ReferenceColumns<Startup> columns)
{
    private readonly SheetColumn _id = columns.Keys[0].Column;
    private readonly SheetColumn _externalId = columns.Keys[1].Column;
    private readonly SheetColumn _uscc = columns.Keys[2].Column;
    private readonly SheetColumn _name = columns.Name!.Column;

    public IEnumerable<string> KeysOf(SheetRow row)
    {
        if (row.Has(_id))
            return [Key(_id, row)];
        if (row.Has(_externalId) || row.Has(_uscc))
            return ((SheetColumn[])[_externalId, _uscc]).Where(row.Has).Select(c => Key(c, row));
        return row.Has(_name) ? [Key(_name, row)] : [];
    }

    public async Task<Result<FoundStartup>> Find(ImportContext context, SheetRow row)
    {
        if (row.Has(_id))
        {
            var named = await columns.Keys[0].Find(context.Db, row.CellOf(_id).Text);
            return named is null ? _id.Refuse(Codes.UnknownReference, ("what", columns.What)) : new FoundStartup(named);
        }

        if (row.Has(_externalId) && await columns.Keys[1].Find(context.Db, row.Text(_externalId)!) is { } known)
            return new FoundStartup(known);
        if (row.Has(_uscc) && await columns.Keys[2].Find(context.Db, row.Text(_uscc)!) is { } coded)
        {
            // Found by its code under another external id: one of the two is wrong, and which one is not for us to say.
            return row.Has(_externalId) && coded.ExternalId is { } other && Cell.Trim(other) != row.Text(_externalId)
                ? _externalId.Refuse(Codes.ConflictingKeys, ("other", _uscc.Field))
                : new FoundStartup(coded);
        }

        if (row.Has(_externalId) || row.Has(_uscc) || !row.Has(_name))
            return new FoundStartup(null);
        var bearers = await context.Names.Startups.Find(context.Db, row.Text(_name)!);
        return bearers.Count switch
        {
            0 => new FoundStartup(null),
            1 => new FoundStartup(await columns.Keys[0].Find(context.Db, bearers[0].ToString("D"))),
            var count => _name.Refuse(Codes.AmbiguousName, ("what", columns.What), ("count", count)),
        };
    }

    private static string Key(SheetColumn column, SheetRow row) => $"{column.Field}\u001F{row.CellOf(column).Text}";
}
