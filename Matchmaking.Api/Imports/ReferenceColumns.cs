using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Imports;

/// <summary>The columns that say which startup, fund or request is meant. Any of them will do; those that are given must agree.</summary>
/// <param name="What">A key of <c>words.json</c>.</param>
/// <param name="Keys">Columns of keys that are unique, strongest first.</param>
/// <param name="Name">The column of the name, which counts only where no key is given; null where names are no reference.</param>
internal sealed record ReferenceColumns<T>(string What, IReadOnlyList<ReferenceKey<T>> Keys, ReferenceName? Name)
    where T : class, IEntity
{
    public IReadOnlyList<SheetColumn> Columns => [.. Keys.Select(k => k.Column), .. Name is null ? (SheetColumn[])[] : [Name.Column]];

    public bool IsGiven(SheetRow row) => Columns.Any(row.Has);

    /// <summary>The same text for rows that mean the same by the same columns; empty when nothing is given.</summary>
    public string KeyOf(SheetRow row)
    {
        var column = Columns.FirstOrDefault(row.Has);
        return column is null ? "" : $"{column.Field}\u001F{row.CellOf(column).Text}";
    }

    /// <returns>The thing; null when the row names none; <c>unknown-reference</c>, <c>conflicting-keys</c> or <c>ambiguous-name</c>.</returns>
    public async Task<Result<T?>> Resolve(ImportContext context, SheetRow row, Func<T, bool> isVisible)
    {
        T? found = null;
        SheetColumn? foundBy = null;
        foreach (var key in Keys.Where(k => row.Has(k.Column)))
        {
            var entity = await key.Find(context.Db, row.CellOf(key.Column).Text);
            if (entity is null || !isVisible(entity))
                return key.Column.Refuse(Codes.UnknownReference, ("what", What));
            if (found is not null && found.Key != entity.Key)
                return key.Column.Refuse(Codes.ConflictingKeys, ("other", foundBy!.Field));
            (found, foundBy) = (entity, foundBy ?? key.Column);
        }

        if (found is not null || Name is null || !row.Has(Name.Column))
            return found;
        var bearers = await Name.Index(context.Names).Find(context.Db, row.Text(Name.Column)!);
        var visible = new List<T>();
        foreach (var id in bearers)
        {
            if (await Keys[0].Find(context.Db, id.ToString("D")) is { } entity && isVisible(entity))
                visible.Add(entity);
        }

        return visible switch
        {
            [var only] => only,
            [] => Name.Column.Refuse(Codes.UnknownReference, ("what", What)),
            _ => Name.Column.Refuse(Codes.AmbiguousName, ("what", What), ("count", visible.Count)),
        };
    }
}

/// <param name="Column">Where the key stands; the first of a reference is the id.</param>
/// <param name="Find">The thing with this key.</param>
internal sealed record ReferenceKey<T>(SheetColumn Column, Func<Db, string, Task<T?>> Find);

/// <param name="Column">Where the name stands.</param>
/// <param name="Index">The index of names to look it up in.</param>
internal sealed record ReferenceName(SheetColumn Column, Func<ImportNames, NameIndex> Index);
