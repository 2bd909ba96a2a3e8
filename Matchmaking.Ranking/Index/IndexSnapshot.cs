using Matchmaking.Core.FinancingRequests;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Index;

/// <summary>All requests at one state. Immutable: a ranking of it is the same whenever its pages are read, and whatever changed meanwhile.</summary>
public sealed class IndexSnapshot
{
    private readonly IndexPart[] _parts;

    internal IndexSnapshot(IndexVocabulary words, IndexPart[] parts, SnapshotDigests digests, int openCount)
    {
        (Words, _parts, Digests, OpenCount) = (words, parts, digests, openCount);
        Count = parts.Sum(p => p.Live);
    }

    /// <summary>Requests.</summary>
    public int Count { get; }

    /// <summary>Requests that are open.</summary>
    public int OpenCount { get; }

    /// <summary>Memory taken by columns, orders and blocks, in bytes.</summary>
    public long Bytes => _parts.Sum(p => p.Segment.Bytes);

    internal IndexVocabulary Words { get; }

    internal IReadOnlyList<IndexPart> Parts => _parts;

    internal SnapshotDigests Digests { get; }

    /// <summary>Whether the index can do a model: a scorecard of this build, or a learned model whose columns it knows.</summary>
    public static bool CanRank(IRankingModel model) => IndexScorer.TryFor(model) is not null;

    /// <summary>The hash of the candidates of a scope.</summary>
    public CandidateDigest Digest(IndexScope scope) => scope == IndexScope.Open ? Digests.Open : Digests.All;

    /// <summary>A request, made ready for ranking now; null where there is none.</summary>
    public RequestProfile? Find(FinancingRequestId id)
    {
        var order = IdOrder.Of(id.Value);
        for (var part = 0; part < _parts.Length; part++)
        {
            if (_parts[part].Find(order) is >= 0 and var row)
                return Profile(part, row);
        }

        return null;
    }

    /// <summary>Every request of a scope, made ready one by one, in no order: for what an index does not do, as listing those that are excluded.</summary>
    public IEnumerable<RequestProfile> Profiles(IndexScope scope)
    {
        for (var part = 0; part < _parts.Length; part++)
        {
            for (var row = 0; row < _parts[part].Segment.Columns.Count; row++)
            {
                if (_parts[part].IsLive(row) && (scope == IndexScope.All || IsOpen(part, row)))
                    yield return Profile(part, row);
            }
        }
    }

    /// <summary>Ranks requests for a fund.</summary>
    /// <exception cref="ArgumentException">The index cannot do the model (<see cref="CanRank"/>).</exception>
    public IndexRanking Rank(IndexQuery query) => new(this, query);

    internal RequestProfile Profile(int part, int row) => RequestProfile.Of(Facts(part, row));

    internal RequestFacts Facts(int part, int row) => _parts[part].Segment.Columns.Facts(row, Words);

    internal bool IsOpen(int part, int row) => Words.Terms[_parts[part].Segment.Columns.Terms[row]].Status == RequestStatus.Open;
}
