using Matchmaking.Core.Audit;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Core.Storage;

/// <summary>
/// What one use case does beside the rows that it changes (unit of work; Fowler, Patterns of Enterprise Application Architecture,
/// ch. 11): its traces in the audit log and the search index, the counters that it moves and the rows that it has met. All of
/// it goes with the use case when that is undone.
/// </summary>
/// <param name="origin">Who writes.</param>
internal sealed class UnitOfWork(Origin origin)
{
    private readonly DeferredList<AuditRow> _audit = new();
    private readonly DeferredList<SearchChange?> _search = new();
    private readonly List<string> _bumps = [];
    private readonly List<string> _topics = [];

    public Origin Origin { get; } = origin;

    public RowCache Rows { get; } = new();

    /// <summary>Statements so far that changed rows.</summary>
    public long Changes { get; private set; }

    /// <summary>A place to go back to.</summary>
    public UnitOfWorkMark Mark => new(_audit.Count, _search.Count, _bumps.Count, _topics.Count);

    /// <param name="row">Makes the row, perhaps on another thread.</param>
    public void Add(Func<AuditRow> row) => _audit.Add(row);

    /// <param name="change">Makes the change, perhaps on another thread; null when the entity is found by the same as before.</param>
    public void Add(Func<SearchChange?> change) => _search.Add(change);

    public void Bump(string counter) => _bumps.Add(counter);

    /// <summary>Tells those who listen, once it is committed.</summary>
    public void Tell(string topic) => _topics.Add(topic);

    /// <summary>By how much a counter is to be moved.</summary>
    public long BumpsOf(string counter) => _bumps.LongCount(b => b == counter);

    public void Changed() => Changes++;

    /// <summary>Forgets what came since; also all rows, for they may have changed since.</summary>
    public void ReturnTo(UnitOfWorkMark mark)
    {
        _audit.Truncate(mark.Audit);
        _search.Truncate(mark.Search);
        _bumps.RemoveRange(mark.Bumps, _bumps.Count - mark.Bumps);
        _topics.RemoveRange(mark.Topics, _topics.Count - mark.Topics);
        Rows.Clear();
    }

    /// <summary>Ends the use case: moves the counters.</summary>
    /// <param name="db">Its write.</param>
    /// <returns>What is to be written at the end of the transaction.</returns>
    public async Task<Traces> Complete(Db db)
    {
        foreach (var counter in _bumps.GroupBy(b => b, StringComparer.Ordinal))
            await ChangeCounters.Move(db, counter.Key, counter.LongCount()).ConfigureAwait(false);
        var audit = _audit.Values();
        if (audit.Count > 0)
            Tell(ChangeTopics.Audit);
        return new Traces(audit, [.. _search.Values().OfType<SearchChange>()], [.. _bumps, .. _topics]);
    }
}

/// <summary>How far a unit of work had come.</summary>
internal readonly record struct UnitOfWorkMark(int Audit, int Search, int Bumps, int Topics);
