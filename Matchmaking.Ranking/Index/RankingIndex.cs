using Matchmaking.Core.FinancingRequests;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// All requests in memory, ready to be ranked for any fund. Readers take <see cref="Current"/>, one reference, and wait for nobody. A change makes a new snapshot that shares all
/// columns with the one before: changed rows go to a small segment of their own and are struck out where they were. Small segments are merged beside it all; merging changes no
/// ranking and no hash.
/// </summary>
public sealed class RankingIndex
{
    /// <summary>Each costs a ranking a few microseconds.</summary>
    private const int SegmentsMost = 8;

    /// <summary>Rows outside the first segment, and struck out in it, beyond which all are clustered anew: at least so many, and a share of all.</summary>
    private const int LooseRows = 8_192;

    private const int LooseShare = 32;

    private readonly Lock _writing = new();
    private readonly Lock _merging = new();
    private readonly VocabularyBuilder _words;
    private volatile IndexSnapshot _current;

    private RankingIndex(VocabularyBuilder words, IndexSnapshot current) => (_words, _current) = (words, current);

    /// <summary>The newest state.</summary>
    public IndexSnapshot Current => _current;

    /// <summary>Whether <see cref="Merge"/> has something to do.</summary>
    public bool NeedsMerge => Merged(_current) is not null;

    /// <summary>An index of requests.</summary>
    /// <param name="requests">Each id once, in any order; read once, one after the other, and not kept.</param>
    /// <param name="expected">About how many.</param>
    /// <exception cref="ArgumentException">A request occurs twice.</exception>
    public static RankingIndex Build(IEnumerable<RequestFacts> requests, int expected = 0)
    {
        var words = new VocabularyBuilder();
        var columns = new RequestColumns(expected);
        foreach (var facts in requests)
            columns.Add(facts.Canonical(), words);
        return Build(columns, words);
    }

    /// <summary>An index of requests.</summary>
    /// <param name="requests">Each id once, in any order; read once, one after the other, and not kept.</param>
    /// <param name="expected">About how many.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="ArgumentException">A request occurs twice.</exception>
    public static async Task<RankingIndex> Build(IAsyncEnumerable<RequestFacts> requests, int expected, CancellationToken cancel)
    {
        var words = new VocabularyBuilder();
        var columns = new RequestColumns(expected);
        await foreach (var facts in requests.WithCancellation(cancel).ConfigureAwait(false))
            columns.Add(facts.Canonical(), words);
        return Build(columns, words);
    }

    private static RankingIndex Build(RequestColumns columns, VocabularyBuilder words)
    {
        var vocabulary = words.Build();
        IndexPart[] parts = columns.Count == 0 ? [] : [new(SegmentBuilder.Build(columns, vocabulary))];
        if (parts is [var part] && part.Segment.HasRepeats)
            throw new ArgumentException("A request occurs twice.");
        var buckets = columns.Count == 0 ? [] : BucketsOf(columns);
        return new(words, new(vocabulary, parts, SnapshotDigests.Empty.With(vocabulary, parts, buckets), Open(vocabulary, columns)));
    }

    /// <summary>Makes a new state current. Costs what the changed requests cost, and copying one bit a row.</summary>
    /// <param name="changed">New and changed requests; where an id occurs twice, the last counts.</param>
    /// <param name="deleted">Requests that are no more; ones that were not there do not matter.</param>
    /// <returns>The new state.</returns>
    public IndexSnapshot Apply(IEnumerable<RequestFacts> changed, IEnumerable<FinancingRequestId> deleted)
    {
        lock (_writing)
            return _current = After(_current, changed, deleted);
    }

    /// <summary>The state that an earlier state comes to by some changes, for who still reads an earlier one; <see cref="Current"/> stays.</summary>
    /// <param name="before">A state of this index.</param>
    /// <param name="changed">As in <see cref="Apply"/>.</param>
    /// <param name="deleted">As in <see cref="Apply"/>.</param>
    public IndexSnapshot Branch(IndexSnapshot before, IEnumerable<RequestFacts> changed, IEnumerable<FinancingRequestId> deleted)
    {
        lock (_writing)
            return After(before, changed, deleted);
    }

    private IndexSnapshot After(IndexSnapshot before, IEnumerable<RequestFacts> changed, IEnumerable<FinancingRequestId> deleted)
    {
        var upserts = new Dictionary<UInt128, RequestFacts>();
        foreach (var facts in changed)
            upserts[IdOrder.Of(facts.Id.Value)] = facts.Canonical();
        var gone = deleted.Select(id => IdOrder.Of(id.Value)).Concat(upserts.Keys).ToHashSet();
        if (gone.Count == 0)
            return before;
        var parts = new List<IndexPart>();
        var open = before.OpenCount;
        foreach (var part in before.Parts)
        {
            int[] rows = [.. gone.Select(part.Find).Where(row => row >= 0)];
            open -= rows.Count(row => before.Words.Terms[part.Segment.Columns.Terms[row]].Status == RequestStatus.Open);
            if (rows.Length < part.Live)
                parts.Add(part.Without(rows));
        }

        var columns = new RequestColumns(upserts.Count);
        foreach (var facts in upserts.Values)
            columns.Add(facts, _words);
        var words = _words.Build();
        if (columns.Count > 0)
            parts.Add(new(SegmentBuilder.Build(columns, words)));
        int[] buckets = [.. gone.Select(RequestSegment.Bucket).Distinct()];
        return new(words, [.. parts], before.Digests.With(words, parts, buckets), open + Open(words, columns));
    }

    /// <summary>
    /// Merges small segments, and all of them where there is much beside the first. Meant for a thread of its own: readers and changes go on meanwhile; a second caller
    /// waits for the first.
    /// </summary>
    /// <returns>Whether there was something to merge.</returns>
    public bool Merge()
    {
        lock (_merging)
        {
            if (BeginMerge() is not { } merging)
                return false;
            EndMerge(merging);
            return true;
        }
    }

    /// <summary>Clusters what is to be merged, beside readers and changes; null for nothing.</summary>
    internal Merging? BeginMerge()
    {
        var before = _current;
        if (Merged(before) is not { } merged)
            return null;
        var columns = new RequestColumns(merged.Sum(p => p.Live));
        foreach (var part in merged)
            columns.Add(part.Segment.Columns, [.. Enumerable.Range(0, part.Segment.Columns.Count).Where(part.IsLive)]);
        return new(merged, new IndexPart(SegmentBuilder.Build(columns, before.Words)));
    }

    /// <summary>Exchanges what was merged, less what was changed since.</summary>
    internal void EndMerge(Merging merging)
    {
        lock (_writing)
            _current = Exchanged(_current, merging.Parts, merging.Whole);
    }

    /// <summary>What to merge; null for nothing.</summary>
    private static IndexPart[]? Merged(IndexSnapshot snapshot)
    {
        var parts = snapshot.Parts;
        if (parts.Count == 0)
            return null;
        var loose = snapshot.Count - parts[0].Live + parts[0].Removed;
        if (loose > Math.Max(LooseRows, snapshot.Count / LooseShare) || (parts.Count > SegmentsMost && parts[0].Live <= LooseRows))
            return [.. parts];
        return parts.Count > SegmentsMost ? [.. parts.Skip(1)] : null;
    }

    /// <summary>The newest state with one part instead of several. Rows that were struck out since are struck out in it too.</summary>
    private static IndexSnapshot Exchanged(IndexSnapshot newest, IndexPart[] merged, IndexPart whole)
    {
        var kept = merged.ToDictionary(p => p.Segment);
        var struck = new List<int>();
        foreach (var (segment, part) in kept)
        {
            var now = newest.Parts.FirstOrDefault(p => p.Segment == segment);
            if (now is not null && now.Removed == part.Removed)
                continue;
            for (var row = 0; row < segment.Columns.Count; row++)
            {
                if (part.IsLive(row) && now?.IsLive(row) != true)
                    struck.Add(whole.Segment.Find(segment.Columns.Ids[row]));
            }
        }

        var parts = newest.Parts.Where(p => !kept.ContainsKey(p.Segment)).ToList();
        var place = newest.Parts.Count > 0 && !kept.ContainsKey(newest.Parts[0].Segment) ? 1 : 0;
        if (struck.Count < whole.Live)
            parts.Insert(Math.Min(place, parts.Count), whole.Without(struck));
        return new(newest.Words, [.. parts], newest.Digests, newest.OpenCount);
    }

    /// <param name="Parts">That are merged.</param>
    /// <param name="Whole">Instead of them.</param>
    internal sealed record Merging(IndexPart[] Parts, IndexPart Whole);

    private static int[] BucketsOf(RequestColumns columns)
    {
        var has = new HashSet<int>();
        foreach (var id in columns.Ids)
            has.Add(RequestSegment.Bucket(id));
        return [.. has];
    }

    private static int Open(IndexVocabulary words, RequestColumns columns)
    {
        var open = 0;
        foreach (var terms in columns.Terms)
            open += words.Terms[terms].Status == RequestStatus.Open ? 1 : 0;
        return open;
    }
}
