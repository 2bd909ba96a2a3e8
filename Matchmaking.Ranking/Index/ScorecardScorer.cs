using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Prior;

namespace Matchmaking.Ranking.Index;

/// <summary>A scorecard: the sum of its lines.</summary>
internal sealed class ScorecardScorer(PriorScorecard scorecard) : IndexScorer
{
    private readonly ScorecardLine[] _lines = scorecard.Lines(RankingDirection.FundToRequests);

    public override SlotNeeds Needs => new(ScorecardTerms.Slots(_lines));

    public override IFundScorer For(FundTables tables, TicketTerms tickets) => new OfFund(new(_lines, tables));

    private sealed class OfFund(ScorecardTerms terms) : IFundScorer
    {
        public IScorerRoom MakeRoom(int rows) => new Room(terms, rows);
    }

    private sealed class Room(ScorecardTerms terms, int rows) : IScorerRoom
    {
        private readonly double[] _raw = new double[rows];

        public double Bound(in RequestBlock block, ReadOnlySpan<Interval> bounds, out BlockMemory? memory)
        {
            memory = null;
            return terms.Bounds(bounds).Upper;
        }

        // A row's score costs less than telling what it cannot reach.
        public void BoundRows(in BlockRows rows, BlockMemory? memory, double least, Span<double> upper) => upper.Fill(double.PositiveInfinity);

        public void Set(int place, ReadOnlySpan<double> values) => _raw[place] = terms.Raw(values);

        public void Score(Span<double> raw) => _raw.AsSpan(0, raw.Length).CopyTo(raw);
    }
}
