using System.Runtime.InteropServices;

namespace Matchmaking.Ranking.Index;

/// <summary>The best rows so far: by raw score, highest first, equal ones by id. For any number of threads; what is kept in the end does not depend on their order.</summary>
/// <param name="most">To keep; at least 1.</param>
internal sealed class TopRows(int most)
{
    private readonly Lock _gate = new();

    // A heap with the worst in front.
    private readonly List<TopRow> _heap = [];
    private double _threshold = double.NegativeInfinity;

    /// <summary>What is below it cannot enter any more; what is equal may, by its id.</summary>
    public double Threshold => Volatile.Read(ref _threshold);

    public void Add(ReadOnlySpan<TopRow> rows)
    {
        lock (_gate)
        {
            foreach (var row in rows)
                Add(row);
            if (_heap.Count == most)
                Volatile.Write(ref _threshold, _heap[0].Raw);
        }
    }

    /// <summary>Best first.</summary>
    public TopRow[] Sorted()
    {
        var sorted = _heap.ToArray();
        Array.Sort(sorted, (a, b) => b.Raw.CompareTo(a.Raw) is not 0 and var order ? order : a.Id.CompareTo(b.Id));
        return sorted;
    }

    private void Add(in TopRow row)
    {
        if (_heap.Count < most)
        {
            _heap.Add(row);
            Rise(_heap.Count - 1);
        }
        else if (row.IsBefore(_heap[0]))
        {
            _heap[0] = row;
            Sink();
        }
    }

    private void Rise(int at)
    {
        var heap = CollectionsMarshal.AsSpan(_heap);
        for (var above = (at - 1) / 2; at > 0 && heap[above].IsBefore(heap[at]); (at, above) = (above, (above - 1) / 2))
            (heap[at], heap[above]) = (heap[above], heap[at]);
    }

    private void Sink()
    {
        var heap = CollectionsMarshal.AsSpan(_heap);
        for (var at = 0; ;)
        {
            var worst = at;
            for (var below = 2 * at + 1; below <= 2 * at + 2 && below < heap.Length; below++)
            {
                if (heap[worst].IsBefore(heap[below]))
                    worst = below;
            }

            if (worst == at)
                return;
            (heap[at], heap[worst]) = (heap[worst], heap[at]);
            at = worst;
        }
    }
}

/// <param name="Raw">Its raw score.</param>
/// <param name="Id">In the order of ids.</param>
/// <param name="Part">Of the snapshot.</param>
/// <param name="Row">Of the part.</param>
internal readonly record struct TopRow(double Raw, UInt128 Id, int Part, int Row)
{
    public bool IsBefore(in TopRow other) => Raw > other.Raw || (Raw == other.Raw && Id < other.Id);
}
