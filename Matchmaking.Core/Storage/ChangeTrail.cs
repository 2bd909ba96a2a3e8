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
    private readonly List<Traces> _kept = [];

    /// <summary>Those of a use case that is kept.</summary>
    public void Add(Traces traces) => _kept.Add(traces);

    /// <summary>What all of them change.</summary>
    public ChangeSet Changes => ChangeSet.Of(_kept.SelectMany(t => t.Topics));

    public async Task Write(Db db)
    {
        await SearchIndex.Write(db, _kept.SelectMany(t => t.Search)).ConfigureAwait(false);
        await AuditLog.Append(db, [.. _kept.SelectMany(t => t.Audit)]).ConfigureAwait(false);
    }
}

/// <summary>The traces of one use case, in the order of its changes.</summary>
/// <param name="Audit">Rows of the audit log.</param>
/// <param name="Search">Changes of the search index.</param>
/// <param name="Topics">What those who listen are told.</param>
internal sealed record Traces(IReadOnlyList<AuditRow> Audit, IReadOnlyList<SearchChange> Search, IReadOnlyList<string> Topics);

/// <summary>An entity that is found by something else than before.</summary>
/// <param name="Kind">Of the entity, as the index names it.</param>
/// <param name="Id">Of the entity.</param>
/// <param name="Before">What it was found by.</param>
/// <param name="After">What it is found by now.</param>
internal sealed record SearchChange(string Kind, Guid Id, SearchEntry Before, SearchEntry After);

/// <summary>What an entity is found by.</summary>
/// <param name="Document">The document.</param>
/// <param name="Tokens">Its tokens as the database takes them.</param>
internal sealed record SearchEntry(SearchDocument Document, string Tokens)
{
    public bool IsEmpty => Document == SearchDocument.Empty;
}
