using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Prior;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Index;

/// <summary>A learned model: trees over the columns of its part.</summary>
internal sealed class LearnedScorer : IndexScorer
{
    private readonly LearnedDirection _trees;

    public LearnedScorer(LearnedDirection trees)
    {
        _trees = trees;
        var slots = trees.Features.Infos.Select(FeatureSlots.Of).OfType<FeatureSlot>().ToHashSet();
        if (slots.Contains(FeatureSlot.PriorScore))
            slots.UnionWith(ScorecardTerms.Slots(PriorScorecard.Second.Lines(RankingDirection.FundToRequests)));
        if (slots.Contains(FeatureSlot.PublicPriorScore))
            slots.UnionWith(ScorecardTerms.Slots(PriorScorecard.Second.Lines(RankingDirection.RequestToFunds)));
        Needs = new(slots);
    }

    public override SlotNeeds Needs { get; }

    public override IFundScorer For(FundTables tables) => new OfFund(_trees, tables);

    private sealed class OfFund : IFundScorer
    {
        private readonly FundTables _tables;
        private readonly (int Column, int Slot)[] _columns;
        private readonly float[] _constant;
        private readonly ScorecardTerms _all;
        private readonly ScorecardTerms _public;
        private readonly TreeEnsemble _ensemble;
        private readonly BatchScorer _scorer;
        private readonly BoundTrees _bounds;

        public OfFund(LearnedDirection trees, FundTables tables)
        {
            _tables = tables;
            _constant = new float[trees.Features.Count];
            var fixedColumns = new bool[trees.Features.Count];
            var columns = new List<(int, int)>();
            for (var column = 0; column < trees.Features.Count; column++)
            {
                if (FeatureSlots.Of(trees.Features.Infos[column]) is { } slot)
                    columns.Add((column, (int)slot));
                else
                    (fixedColumns[column], _constant[column]) = (true, (float)tables.Constant(trees.Features[column]));
            }

            _columns = [.. columns];
            _all = new(PriorScorecard.Second.Lines(RankingDirection.FundToRequests), tables);
            _public = new(PriorScorecard.Second.Lines(RankingDirection.RequestToFunds), tables);
            _ensemble = EnsemblePruning.Fix(trees.Ensemble, fixedColumns, _constant);
            _scorer = new(_ensemble);
            _bounds = new(_ensemble);
        }

        public IScorerRoom MakeRoom(int rows) => new Room(this, rows);

        public double Bound(ReadOnlySpan<Interval> bounds, IScorerRoom room)
        {
            var columns = ((Room)room).Columns;
            foreach (var (column, slot) in _columns)
                columns[column] = ColumnBounds.Of(Of(slot, bounds));
            return FixedScore.ToDouble(_bounds.Upper(columns));
        }

        private Interval Of(int slot, ReadOnlySpan<Interval> bounds) => (FeatureSlot)slot switch
        {
            FeatureSlot.PriorScore => _all.Bounds(bounds),
            FeatureSlot.PublicPriorScore => _public.Bounds(bounds),
            _ => bounds[slot],
        };

        private float Of(int slot, ReadOnlySpan<double> values) => (float)((FeatureSlot)slot switch
        {
            FeatureSlot.PriorScore => _all.Raw(values),
            FeatureSlot.PublicPriorScore => _public.Raw(values),
            _ => values[slot],
        });

        private sealed class Room(OfFund fund, int rows) : IScorerRoom
        {
            private readonly float[] _rows = new float[rows * fund._constant.Length];
            private readonly long[] _scores = new long[rows];

            public ColumnBounds[] Columns { get; } = new ColumnBounds[fund._constant.Length];

            public void Begin(ReadOnlySpan<double> values)
            {
                // A row is written whole: most of it differs between rows, and the rest is one copy.
            }

            public void Set(int place, ReadOnlySpan<double> values)
            {
                var row = _rows.AsSpan(place * fund._constant.Length, fund._constant.Length);
                fund._constant.CopyTo(row);
                foreach (var (column, slot) in fund._columns)
                    row[column] = fund.Of(slot, values);
            }

            public void Score(Span<double> raw)
            {
                var scores = _scores.AsSpan(0, raw.Length);
                fund._scorer.Score(_rows.AsSpan(0, raw.Length * fund._constant.Length), scores);
                for (var i = 0; i < scores.Length; i++)
                    raw[i] = FixedScore.ToDouble(scores[i]);
            }
        }
    }
}
