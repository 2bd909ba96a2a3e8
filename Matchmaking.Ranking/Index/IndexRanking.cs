using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// The ranking of a snapshot for a fund, of which pages are read as they are asked for: the same list for as long as somebody holds it. The best rows that a page needed are kept;
/// a deeper page looks again. Safe to share.
/// </summary>
public sealed class IndexRanking
{
    private readonly Lock _gate = new();
    private readonly IndexSnapshot _snapshot;
    private readonly IndexQuery _query;
    private readonly IndexScan _scan;
    private readonly RankingBody _head;
    private TopRow[] _top = [];
    private int _blocksRead;
    private int _rowsScored;

    internal IndexRanking(IndexSnapshot snapshot, IndexQuery query)
    {
        (_snapshot, _query, _scan) = (snapshot, query, new(snapshot, query));
        var context = query.Context with { HashesSet = true };
        _head = Ranker.Head(query.Model, query.Fund, context, [snapshot.Digest(query.Scope).Root]) with
        {
            Total = _scan.Total,
            ExcludedTotal = (query.Scope == IndexScope.Open ? snapshot.OpenCount : snapshot.Count) - _scan.Total,
        };
    }

    /// <summary>SHA-256 of all inputs, as <see cref="Ranker"/> gives with <see cref="RankingContext.HashesSet"/>.</summary>
    public string InputHash => _head.InputHash;

    /// <summary>Candidates that pass every limit.</summary>
    public int Total => _head.Total;

    /// <summary>What it took so far.</summary>
    public IndexFigures Figures
    {
        get
        {
            lock (_gate)
                return new(_scan.Blocks, _scan.PassingBlocks, _blocksRead, _rowsScored);
        }
    }

    /// <summary>
    /// Some items, best first, as a whole ranking has them at these places: scores, tickets, risk and contributions are those of <see cref="Ranker"/>. Excluded candidates are counted, not
    /// listed. Costs what finding the first <paramref name="offset"/> + <paramref name="limit"/> rows costs, unless they were found before.
    /// </summary>
    /// <param name="offset">Items before the first.</param>
    /// <param name="limit">Items at most.</param>
    public RankingBody Page(int offset, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var end = (int)Math.Min((long)offset + limit, Total);
        if (offset >= end)
            return _head;
        var rows = Top(end).AsSpan(offset, end - offset);
        RequestProfile[] profiles = [.. rows.ToArray().Select(r => _snapshot.Profile(r.Part, r.Row))];
        var pool = CandidatePool.OfFund(
            _query.Fund, IdOrder.Sorted(profiles, p => p.Order, nameof(offset)), _query.Context, includeExcluded: false, _query.Model.ReadsHistories);
        var items = Ranker.Items(pool.Items, _query.Model.Score(pool.Pairs, RankingDirection.FundToRequests));
        for (var i = 0; i < rows.Length; i++)
        {
            // The same rows in the same order, or the columns do not say what the profiles say.
            if (items.Length != rows.Length || items[i].RawScore != rows[i].Raw || IdOrder.Of(items[i].FinancingRequestId!.Value.Value) != rows[i].Id)
                throw new InvalidOperationException($"The index ranks {IdOrder.GuidOf(rows[i].Id):D} with {rows[i].Raw}, which is not its score.");
            items[i] = items[i] with { Rank = offset + i + 1 };
        }

        return _head with { Items = items };
    }

    private TopRow[] Top(int most)
    {
        lock (_gate)
        {
            // Whoever pages on will page on: twice as many next time.
            if (_top.Length < most)
                _top = _scan.Top(_top.Length == 0 ? most : (int)Math.Min(2L * most, Total), out _blocksRead, out _rowsScored);
            return _top;
        }
    }
}

/// <summary>How much of an index a ranking read.</summary>
/// <param name="Blocks">Of the snapshot.</param>
/// <param name="PassingBlocks">With candidates that pass the limits.</param>
/// <param name="BlocksRead">Whose candidates were looked at one by one; may depend on the number of threads, as the next does.</param>
/// <param name="RowsScored">Candidates that were scored.</param>
public sealed record IndexFigures(int Blocks, int PassingBlocks, int BlocksRead, int RowsScored);
