using System.Numerics;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// One ranking of a snapshot, made ready: which blocks hold candidates, how many, and what none of a block can score more than. Blocks are then read in the order of these bounds
/// until no other can reach the best rows so far (as block-max indexes of text retrieval do: S. Ding and T. Suel, "Faster top-k document retrieval using block-max indexes", SIGIR 2011,
/// section 4). Immutable.
/// </summary>
internal sealed class IndexScan
{
    /// <summary>Blocks that a thread judges at a time.</summary>
    private const int Together = 64;

    private readonly IndexQuery _query;
    private readonly IndexSnapshot _snapshot;
    private readonly FundTables _tables;
    private readonly FundLimits _limits;
    private readonly TicketTerms _tickets;
    private readonly IFundScorer _scorer;
    private readonly KnownRows _known;
    private readonly BlockRef[] _blocks;
    private readonly TopRow[] _apart;

    public IndexScan(IndexSnapshot snapshot, IndexQuery query)
    {
        (_snapshot, _query) = (snapshot, query);
        var scorer = IndexScorer.TryFor(query.Model) ?? throw new ArgumentException($"The index does not know what {query.Model.Version} reads.", nameof(query));
        var words = snapshot.Words;
        _known = new(snapshot, query);
        _tables = new(query, words, scorer.Needs, _known.Nobody);
        _limits = new(query, words, _tables);
        _tickets = new(query, _tables);
        Prepare(words);
        _scorer = scorer.For(_tables, _tickets);
        var judged = Judge();
        _blocks = [.. judged.SelectMany(j => j.Blocks)];
        Array.Sort(Array.ConvertAll(_blocks, b => -b.Bound), _blocks);
        // Judged as every ranking judges: what the fund knows of a startup is not in the columns.
        var apart = CandidatePool.OfFund(
            query.Fund, _known.Profiles([.. judged.SelectMany(j => j.Zero)]), query.Context, includeExcluded: false, query.Model.ReadsHistories);
        var scores = query.Model.Score(apart.Pairs, Models.RankingDirection.FundToRequests);
        _apart = [.. apart.Items.Select((item, i) => _known.Place(scores.RawScore(i), item.FinancingRequestId!.Value))];
        Total = judged.Sum(j => j.Passing) + _apart.Length;
        Blocks = snapshot.Parts.Sum(p => p.Segment.Blocks.Length);
    }

    /// <summary>Candidates that pass every limit.</summary>
    public int Total { get; }

    /// <summary>Of the snapshot.</summary>
    public int Blocks { get; }

    /// <summary>Blocks with such candidates.</summary>
    public int PassingBlocks => _blocks.Length;

    /// <summary>The best rows, best first.</summary>
    /// <param name="most">How many; at least 1.</param>
    /// <param name="read">How many blocks were read; depends on the number of threads, as the next does.</param>
    /// <param name="scored">How many rows were scored.</param>
    public TopRow[] Top(int most, out int read, out int scored)
    {
        var top = new TopRows(most);
        top.Add(_apart);
        var (blocks, rows) = (0, 0);
        new Parallelism(_query.Threads).For(
            _blocks.Length,
            () => new RowBatch(_snapshot, _limits, new(_snapshot.Words, _tables, _limits, _tickets), _scorer.MakeRoom(RowBatch.Most), top),
            (i, batch) =>
            {
                if (_blocks[i].Bound < top.Threshold)
                    return;
                Interlocked.Increment(ref blocks);
                batch.Add(_blocks[i]);
            },
            batch =>
            {
                batch.Flush();
                Interlocked.Add(ref rows, batch.Scored);
            });
        (read, scored) = (blocks, rows);
        return top.Sorted();
    }

    private void Prepare(IndexVocabulary words)
    {
        var wanted = new bool[words.SectorSets.Length];
        foreach (var part in _snapshot.Parts)
        {
            foreach (ref readonly var block in part.Segment.Blocks.AsSpan())
                wanted[words.Families[block.Family].Sectors] |= _limits.Takes(block.Family);
        }

        int[] sets = [.. Enumerable.Range(0, wanted.Length).Where(s => wanted[s])];
        new Parallelism(_query.Threads).For(sets.Length, i => _tables.Prepare(sets[i]));
    }

    private Judged[] Judge()
    {
        var steps = _snapshot.Parts.SelectMany((part, p) => Enumerable.Range(0, (part.Segment.Blocks.Length + Together - 1) / Together).Select(s => (Part: p, From: s * Together))).ToArray();
        var judged = new Judged[steps.Length];
        new Parallelism(_query.Threads).For(
            steps.Length,
            () => (new BlockBounds(_snapshot.Words, _tables, _limits, _tickets), _scorer.MakeRoom(1)),
            (i, work) => judged[i] = Judge(steps[i].Part, steps[i].From, work.Item1, work.Item2));
        return judged;
    }

    private Judged Judge(int number, int from, BlockBounds bounds, IScorerRoom room)
    {
        var part = _snapshot.Parts[number];
        var (blocks, zero, passing) = (new List<BlockRef>(), new List<(int, int)>(), 0);
        for (var b = from; b < Math.Min(from + Together, part.Segment.Blocks.Length); b++)
        {
            ref readonly var block = ref part.Segment.Blocks[b];
            var verdict = _limits.Judge(block);
            if (verdict == BlockVerdict.None)
                continue;
            var rows = Rows(number, part, block, verdict, zero);
            if (rows == 0)
                continue;
            var count = BitOperations.PopCount(rows);
            passing += count;
            // A block of few rows is read in less time than its bound takes.
            BlockMemory? memory = null;
            var bound = count < RequestBlock.WorthBounds || _limits.Ticket(block.MinAmount) == 0 ? double.PositiveInfinity : room.Bound(block, bounds.Of(block), out memory);
            blocks.Add(new(bound, number, b, rows, memory));
        }

        return new(blocks, zero, passing);
    }

    /// <summary>Rows of a block that pass and are ordinary ones, as bits; those whose ticket is 0 are told apart.</summary>
    private ulong Rows(int number, IndexPart part, in RequestBlock block, BlockVerdict verdict, List<(int, int)> zero)
    {
        var known = _known.In(number, block);
        var all = ulong.MaxValue >> (RequestBlock.Most - block.Count);
        if (verdict == BlockVerdict.All && known.IsEmpty && part.RemovedIn(block.Start, block.End) == 0)
            return all;
        var rows = 0UL;
        for (var row = block.Start; row < block.End; row++)
        {
            if (!part.IsLive(row) || known.BinarySearch(row) >= 0)
                continue;
            if (verdict != BlockVerdict.All && !_limits.Passes(part.Segment.Columns, row, verdict == BlockVerdict.SomeByRisk))
                continue;
            if (_limits.Ticket(part.Segment.Columns.Amounts[row]) > 0)
                rows |= 1UL << (row - block.Start);
            else
                zero.Add((number, row));
        }

        return rows;
    }

    private sealed record Judged(List<BlockRef> Blocks, List<(int Part, int Row)> Zero, int Passing);
}

/// <param name="Bound">No row of it has a higher raw score.</param>
/// <param name="Part">Of the snapshot.</param>
/// <param name="Block">Of the part's segment.</param>
/// <param name="Rows">Its rows that are ordinary candidates and pass, as bits.</param>
/// <param name="Memory">What bounding it has found; null where it was not bound.</param>
internal readonly record struct BlockRef(double Bound, int Part, int Block, ulong Rows, BlockMemory? Memory);
