using Matchmaking.Core.FinancingRequests;

namespace Matchmaking.Ranking.Index;

/// <summary>The hashes of both scopes. Immutable.</summary>
/// <param name="Open">Of the requests that are open.</param>
/// <param name="All">Of all.</param>
internal sealed record SnapshotDigests(CandidateDigest Open, CandidateDigest All)
{
    public static readonly SnapshotDigests Empty = new(CandidateDigest.Empty, CandidateDigest.Empty);

    /// <summary>With the buckets in which something changed.</summary>
    /// <param name="words">Of the snapshot.</param>
    /// <param name="parts">Of the snapshot.</param>
    /// <param name="buckets">Each once.</param>
    public SnapshotDigests With(IndexVocabulary words, IReadOnlyList<IndexPart> parts, IReadOnlyCollection<int> buckets)
    {
        var (open, all) = (new List<(int, byte[]?)>(buckets.Count), new List<(int, byte[]?)>(buckets.Count));
        var rows = new List<(UInt128 Id, IndexPart Part, int Row)>();
        foreach (var bucket in buckets)
        {
            rows.Clear();
            foreach (var part in parts)
            {
                foreach (var row in part.Segment.InBucket(bucket))
                {
                    if (part.IsLive(row))
                        rows.Add((part.Segment.Columns.Ids[row], part, row));
                }
            }

            rows.Sort((a, b) => a.Id.CompareTo(b.Id));
            all.Add((bucket, CandidateDigest.Of(rows.Select(r => r.Part.Segment.Columns.Digest(r.Row)))));
            open.Add((bucket, CandidateDigest.Of(rows.Where(r => IsOpen(words, r.Part, r.Row)).Select(r => r.Part.Segment.Columns.Digest(r.Row)))));
        }

        return new(Open.With(open), All.With(all));
    }

    private static bool IsOpen(IndexVocabulary words, IndexPart part, int row) => words.Terms[part.Segment.Columns.Terms[row]].Status == RequestStatus.Open;
}
