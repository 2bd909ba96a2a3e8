using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Prior;

namespace Matchmaking.Ranking.Index;

/// <summary>Where the columns of a learned model come from for one fund: from slots, or the same for all candidates.</summary>
internal sealed class LearnedColumns
{
    private readonly (int Column, int Slot)[] _slots;
    private readonly int[] _columnOf = new int[FeatureSlots.Count];
    private readonly float[] _constant;

    public LearnedColumns(FeatureSet features, FundTables tables)
    {
        Array.Fill(_columnOf, -1);
        _constant = new float[features.Count];
        var (slots, fixedColumns) = (new List<(int, int)>(), new List<int>());
        for (var column = 0; column < features.Count; column++)
        {
            if (FeatureSlots.Of(features.Infos[column]) is { } slot)
            {
                slots.Add((column, (int)slot));
                _columnOf[(int)slot] = column;
            }
            else
            {
                fixedColumns.Add(column);
                _constant[column] = (float)tables.Constant(features[column]);
            }
        }

        (_slots, Fixed) = ([.. slots], fixedColumns);
        All = new(PriorScorecard.Second.Lines(RankingDirection.FundToRequests), tables);
        Public = new(PriorScorecard.Second.Lines(RankingDirection.RequestToFunds), tables);
    }

    public int Count => _constant.Length;

    /// <summary>Columns and slots.</summary>
    public ReadOnlySpan<(int Column, int Slot)> Slots => _slots;

    /// <summary>Columns that are the same for all candidates.</summary>
    public IReadOnlyList<int> Fixed { get; }

    /// <summary>Values of the fixed columns.</summary>
    public ReadOnlySpan<float> Constant => _constant;

    public ScorecardTerms All { get; }

    public ScorecardTerms Public { get; }

    /// <summary>-1 where the model does not read it.</summary>
    public int ColumnOf(FeatureSlot slot) => _columnOf[(int)slot];

    public Interval Bounds(int slot, ReadOnlySpan<Interval> bounds) => (FeatureSlot)slot switch
    {
        FeatureSlot.PriorScore => All.Bounds(bounds),
        FeatureSlot.PublicPriorScore => Public.Bounds(bounds),
        _ => bounds[slot],
    };

    public void Fill(ReadOnlySpan<double> values, Span<float> row)
    {
        _constant.CopyTo(row);
        foreach (var (column, slot) in _slots)
        {
            row[column] = (float)((FeatureSlot)slot switch
            {
                FeatureSlot.PriorScore => All.Raw(values),
                FeatureSlot.PublicPriorScore => Public.Raw(values),
                _ => values[slot],
            });
        }
    }
}
