using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Index;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

/// <summary>What an index says of blocks and rows before it scores them is never too little.</summary>
internal sealed class BlockBoundsTests
{
    [TestCase(31)]
    [TestCase(32)]
    public void Bounds_EveryRowOfEveryBlock_HoldItsFeaturesAndItsScore(int seed)
    {
        var cases = new IndexCases(seed);
        RequestFacts[] requests = [.. Enumerable.Range(1, 1_200).Select(cases.Alike)];
        var snapshot = RankingIndex.Build(requests).Current;
        var compared = 0;
        for (var f = 1; f <= 9; f++)
        {
            var fund = cases.Fund(f);
            foreach (var model in IndexCases.Models(seed))
                compared += Compare(snapshot, new(fund, IndexCases.Context(requests, fund), model));
        }

        Assert.That(compared, Is.GreaterThan(10_000));
    }

    private static int Compare(IndexSnapshot snapshot, IndexQuery query)
    {
        var scorer = IndexScorer.TryFor(query.Model)!;
        var (words, segment) = (snapshot.Words, snapshot.Parts[0].Segment);
        var tables = new FundTables(query, words, scorer.Needs, new KnownRows(snapshot, query).Nobody);
        var limits = new FundLimits(query, words, tables);
        for (var set = 0; set < words.SectorSets.Length; set++)
            tables.Prepare(set);
        var tickets = new TicketTerms(query, tables);
        var (bounds, reader) = (new BlockBounds(words, tables, limits, tickets), new RowReader(words, tables, limits, tickets));
        var (room, raw, upper, compared) = (scorer.For(tables, tickets).MakeRoom(1), new double[1], new double[1], 0);
        foreach (var block in segment.Blocks)
        {
            if (limits.Judge(block) == BlockVerdict.None || limits.Ticket(block.MinAmount) == 0)
                continue;
            var intervals = bounds.Of(block).ToArray();
            var bound = room.Bound(block, intervals, out var memory);
            reader.Begin(block.Family);
            for (var row = block.Start; row < block.End; row++)
            {
                var values = reader.Read(segment.Columns, row);
                for (var slot = 0; slot < (int)FeatureSlot.PublicPriorScore; slot++)
                {
                    if (scorer.Needs.Has((FeatureSlot)slot))
                        Assert.That(Holds(intervals[slot], values[slot]), $"{(FeatureSlot)slot}: {values[slot]:R} in {intervals[slot]}");
                }

                room.Set(0, values);
                room.Score(raw);
                Assert.That(raw[0], Is.LessThanOrEqualTo(bound));
                BlockRows rows = new()
                {
                    Columns = segment.Columns,
                    Family = words.Families[block.Family],
                    Rows = [row],
                    Tickets = [limits.Ticket(segment.Columns.Amounts[row])],
                };
                foreach (var least in (double[])[raw[0], double.NegativeInfinity])
                {
                    room.BoundRows(rows, memory, least, upper);
                    Assert.That(upper[0], Is.GreaterThanOrEqualTo(raw[0]), $"row {row} of {least:R}");
                }

                compared++;
            }
        }

        return compared;
    }

    private static bool Holds(Interval interval, double value) => double.IsNaN(value) ? interval.Missing : value >= interval.Lower && value <= interval.Upper;
}
