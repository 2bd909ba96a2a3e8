using System.Diagnostics.CodeAnalysis;

namespace Matchmaking.Core.Storage;

/// <summary>
/// The entities that a write has met, as they are now (identity map; Fowler, Patterns of Enterprise Application Architecture,
/// ch. 11). Nobody else writes meanwhile, so what was read or stored once need not be read again: the rows of a sheet ask for
/// the same fund and session over and over.
/// </summary>
internal sealed class IdentityMap
{
    private readonly Dictionary<(Type, Guid), object> _entities = [];

    public bool TryFind<T>(Guid id, [NotNullWhen(true)] out T? entity) where T : class
    {
        entity = _entities.TryGetValue((typeof(T), id), out var known) ? (T)known : null;
        return entity is not null;
    }

    public void Put<T>(Guid id, T entity) where T : class => _entities[(typeof(T), id)] = entity;

    public void Remove<T>(Guid id) where T : class => _entities.Remove((typeof(T), id));

    public void Clear() => _entities.Clear();
}
