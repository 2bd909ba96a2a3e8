using Matchmaking.Core.Search;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Search;

namespace Matchmaking.Core.Storage;

/// <summary>
/// What a use case leaves beside the rows that it changes: entries of the audit log and of the search index. They are written at
/// its end, in its transaction. A hundred tokens of each of some hundred entities lie all over the index; in one go and in its
/// order each page is visited once, outside of the savepoints of parts, which keep a copy of each page that they touch.
/// </summary>
internal sealed class ChangeTrail
{
    private readonly List<AuditRow> _audit = [];
    private readonly List<SearchChange> _search = [];

    /// <summary>A place to go back to.</summary>
    public (int Audit, int Search) Mark => (_audit.Count, _search.Count);

    public void Add(AuditRow entry) => _audit.Add(entry);

    public void Add(SearchChange change) => _search.Add(change);

    /// <exception cref="InvalidOperationException">A use case would read the index or the log without what it did itself.</exception>
    public void RequireWritten()
    {
        if (_audit.Count + _search.Count > 0)
            throw new InvalidOperationException("What this use case changed is neither in the search index nor in the audit log before its end.");
    }

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
        ReturnTo((0, 0));
    }
}

/// <summary>An entity that is found by something else than before.</summary>
/// <param name="Kind">Of the entity, as the index names it.</param>
/// <param name="Id">Of the entity.</param>
/// <param name="Before">What it was found by.</param>
/// <param name="After">What it is found by now.</param>
internal sealed record SearchChange(string Kind, Guid Id, SearchDocument Before, SearchDocument After);
