using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Prior;

namespace Matchmaking.Ranking.Index;

/// <summary>A scorecard: the sum of its lines.</summary>
internal sealed class ScorecardScorer(PriorScorecard scorecard) : IndexScorer
{
    private readonly ScorecardLine[] _lines = scorecard.Lines(RankingDirection.FundToRequests);

    public override SlotNeeds Needs => new(ScorecardTerms.Slots(_lines));

    public override IFundScorer For(FundTables tables) => new OfFund(new(_lines, tables));

    private sealed class OfFund(ScorecardTerms terms) : IFundScorer
    {
        public IScorerRoom MakeRoom(int rows) => new Room(terms, rows);

        public double Bound(ReadOnlySpan<Interval> bounds, IScorerRoom room) => terms.Bounds(bounds).Upper;
    }

    private sealed class Room(ScorecardTerms terms, int rows) : IScorerRoom
    {
        private readonly double[] _raw = new double[rows];

        public void Begin(ReadOnlySpan<double> values)
        {
            // Nothing is shared: a sum has to run in the order of the lines.
        }

        public void Set(int place, ReadOnlySpan<double> values) => _raw[place] = terms.Raw(values);

        public void Score(Span<double> raw) => _raw.AsSpan(0, raw.Length).CopyTo(raw);
    }
}
