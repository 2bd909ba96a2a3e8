using Matchmaking.Api.Tables;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Imports;

/// <summary>
/// Who bears a name, read as a whole when a row first asks: names have no index in the database, and a sheet that goes by
/// names asks for one with every row. Between two blocks of rows others write too: names are read again when their counter moved.
/// </summary>
/// <param name="load">Reads all names.</param>
/// <param name="counter">The <see cref="ChangeCounters"/> that moves when a name changes.</param>
internal sealed class NameIndex(Func<Db, Task<IReadOnlyList<NamedRow>>> load, string counter)
{
    private long _moves = -1;
    private Dictionary<string, List<Guid>>? _byName;

    /// <summary>All who bear the name; blanks at its edges do not count, letter case does.</summary>
    public async Task<IReadOnlyList<Guid>> Find(Db db, string name)
    {
        if (_byName is null)
        {
            _byName = new(StringComparer.Ordinal);
            foreach (var row in await load(db))
                Add(Guid.ParseExact(row.Id, "D"), row.Name);
        }

        return _byName.TryGetValue(Cell.Trim(name), out var bearers) ? bearers : [];
    }

    /// <summary>Takes note of a change that was made since.</summary>
    public void Renamed(Guid id, string? before, string after)
    {
        if (_byName is null || before == after)
            return;
        if (before is not null && _byName.TryGetValue(Cell.Trim(before), out var bearers))
            bearers.Remove(id);
        Add(id, after);
    }

    public async Task BeginBlock(Db db)
    {
        if (await ChangeCounters.Read(db, counter) != _moves)
            Forget();
    }

    /// <summary>Ends a block whose effects are kept.</summary>
    public async Task EndBlock(Db db) => _moves = await ChangeCounters.Read(db, counter);

    public void Forget() => _byName = null;

    private void Add(Guid id, string name)
    {
        var key = Cell.Trim(name);
        if (_byName!.TryGetValue(key, out var bearers))
            bearers.Add(id);
        else
            _byName[key] = [id];
    }
}
