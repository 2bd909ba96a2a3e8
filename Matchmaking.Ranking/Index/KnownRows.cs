using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// The rows of which a fund knows more than the columns say: requests of startups that it holds or met, those of which it stated a preference, and vetoed ones. They are few, and ranked
/// as every ranking ranks them.
/// </summary>
internal sealed class KnownRows
{
    private readonly IndexSnapshot _snapshot;
    private readonly int[][] _rows;
    private readonly Dictionary<UInt128, (int Part, int Row)> _places = [];

    public KnownRows(IndexSnapshot snapshot, IndexQuery query)
    {
        _snapshot = snapshot;
        var (book, fund) = (query.Fund.Book.Facts, query.Fund.Mandate.Facts.Id);
        var startups = book.Positions.Select(p => p.StartupId).OfType<StartupId>().Concat((book.Meetings ?? []).Select(m => m.StartupId)).ToHashSet();
        var requests = query.Context.Preferences.Stated.Where(p => p.FundId == fund).Select(p => p.FinancingRequestId)
            .Concat(query.Context.Vetoes.Pairs.Where(v => v.FundId == fund).Select(v => v.FinancingRequestId)).ToHashSet();
        _rows = [.. snapshot.Parts.Select(part => Rows(part, startups, requests))];
        Nobody = Other(startups);
    }

    /// <summary>A startup of which the fund knows nothing.</summary>
    public StartupId Nobody { get; }

    /// <summary>Those of a block, in order.</summary>
    public ReadOnlySpan<int> In(int part, in RequestBlock block)
    {
        var rows = _rows[part].AsSpan();
        if (rows.IsEmpty)
            return rows;
        var (from, to) = (rows.BinarySearch(block.Start), rows.BinarySearch(block.End));
        from = from < 0 ? ~from : from;
        return rows[from..(to < 0 ? ~to : to)];
    }

    /// <summary>Of these rows and others, in the order of their ids.</summary>
    /// <param name="others">To be ranked in the same way; each but once.</param>
    public RequestProfile[] Profiles(IReadOnlyList<(int Part, int Row)> others)
    {
        var all = _rows.SelectMany((rows, part) => rows.Select(row => (part, row))).Concat(others).ToArray();
        foreach (var (part, row) in all)
            _places.Add(_snapshot.Parts[part].Segment.Columns.Ids[row], (part, row));
        return IdOrder.Sorted([.. all.Select(at => _snapshot.Profile(at.Item1, at.Item2))], p => p.Order, nameof(others));
    }

    /// <summary>A request of <see cref="Profiles"/> among the best rows.</summary>
    public TopRow Place(double raw, FinancingRequestId id)
    {
        var order = IdOrder.Of(id.Value);
        var (part, row) = _places[order];
        return new(raw, order, part, row);
    }

    private static int[] Rows(IndexPart part, HashSet<StartupId> startups, HashSet<FinancingRequestId> requests)
    {
        var rows = new SortedSet<int>();
        foreach (var startup in startups)
        {
            foreach (var row in part.Segment.OfStartup(IdOrder.Of(startup.Value)))
            {
                if (part.IsLive(row))
                    rows.Add(row);
            }
        }

        foreach (var request in requests)
        {
            if (part.Find(IdOrder.Of(request.Value)) is >= 0 and var row)
                rows.Add(row);
        }

        return [.. rows];
    }

    private static StartupId Other(HashSet<StartupId> known)
    {
        for (var number = 0UL; ; number++)
        {
            var id = new StartupId(IdOrder.GuidOf(new UInt128(SplitMix64.Mix(number), SplitMix64.Mix(~number))));
            if (!known.Contains(id))
                return id;
        }
    }
}
