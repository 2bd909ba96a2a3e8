using System.Diagnostics.CodeAnalysis;

namespace Matchmaking.Core.Storage;

/// <summary>
/// The rows of entities that a write has met, as they are now (identity map; Fowler, Patterns of Enterprise Application
/// Architecture, ch. 11). Nobody else writes meanwhile, so what was read or stored once need not be read again: the rows of a
/// sheet ask for the same fund and session over and over.
/// </summary>
internal sealed class RowCache
{
    private readonly Dictionary<(Type, Guid), Row> _rows = [];

    public bool TryFind<TRow>(Guid id, [NotNullWhen(true)] out TRow? row) where TRow : Row
    {
        row = _rows.TryGetValue((typeof(TRow), id), out var known) ? (TRow)known : null;
        return row is not null;
    }

    public void Put(Guid id, Row row) => _rows[(row.GetType(), id)] = row;

    public void Remove<TRow>(Guid id) where TRow : Row => _rows.Remove((typeof(TRow), id));

    public void Clear() => _rows.Clear();
}
