using Matchmaking.Core.Search;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Search;

namespace Matchmaking.Core.Storage;

/// <summary>
/// What use cases leave beside the rows that they change: entries of the audit log and of the search index. They are written
/// together at the end of their transaction, since the index gathers what is added between two savepoints and merges it: one
/// by one, behind savepoints of their own, writes took twice as long.
/// </summary>
internal sealed class ChangeTrail
{
    private readonly List<AuditRow> _audit = [];
    private readonly List<SearchChange> _search = [];

    /// <summary>A place to go back to.</summary>
    public (int Audit, int Search) Mark => (_audit.Count, _search.Count);

    public void Add(AuditRow entry) => _audit.Add(entry);

    public void Add(SearchChange change) => _search.Add(change);

    /// <summary>Forgets what came since.</summary>
    public void ReturnTo((int Audit, int Search) mark)
    {
        _audit.RemoveRange(mark.Audit, _audit.Count - mark.Audit);
        _search.RemoveRange(mark.Search, _search.Count - mark.Search);
    }

    public async Task Write(Db db)
    {
        await SearchIndex.Write(db, _search).ConfigureAwait(false);
        await AuditLog.Append(db, _audit).ConfigureAwait(false);
    }
}

/// <summary>An entity that is found by something else than before.</summary>
/// <param name="Kind">Of the entity, as the index names it.</param>
/// <param name="Id">Of the entity.</param>
/// <param name="Before">What it was found by.</param>
/// <param name="After">What it is found by now.</param>
internal sealed record SearchChange(string Kind, Guid Id, SearchDocument Before, SearchDocument After);
