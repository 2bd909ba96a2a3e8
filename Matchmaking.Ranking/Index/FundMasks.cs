using System.Collections.Concurrent;

namespace Matchmaking.Ranking.Index;

/// <summary>The leaves of a learned model that candidates of one fund can reach, by what is known of them. Safe to share.</summary>
internal sealed class FundMasks
{
    private readonly LearnedColumns _columns;
    private readonly uint[] _always;
    private readonly uint[]?[] _districts;
    private readonly uint[]?[] _strengths;
    private readonly ConcurrentDictionary<int, uint[]> _strengthsByRank = new();

    public FundMasks(MaskTrees trees, LearnedColumns columns, FundTables tables, TicketTerms tickets)
    {
        (Trees, _columns, Tables, Tickets) = (trees, columns, tables, tickets);
        _always = trees.All.ToArray();
        foreach (var column in columns.Fixed)
            trees.And(column, ColumnBounds.Of(Interval.Of(columns.Constant[column])), _always);
        _districts = new uint[]?[tables.Words.Districts.Length];
        _strengths = new uint[]?[tables.Words.Recognitions.Length];
    }

    public MaskTrees Trees { get; }

    public FundTables Tables { get; }

    public TicketTerms Tickets { get; }

    public LearnedColumns Columns => _columns;

    /// <summary>What every candidate can reach.</summary>
    public ReadOnlySpan<uint> Always => _always;

    // Two threads may both make one: they make the same.
    public ReadOnlySpan<uint> District(int district) => _districts[district] ??= Exact(Tables.OfDistrict(district).Values);

    public ReadOnlySpan<uint> Strength(int recognitions) => _strengths[recognitions] ??= OfStrength(Tables.Words.Strengths[recognitions]);

    /// <summary>The place of a value among the thresholds of a slot; -1 for a missing one.</summary>
    public int Rank(FeatureSlot slot, double value) => _columns.ColumnOf(slot) is >= 0 and var column && !double.IsNaN(value) ? Trees.Rank(column, (float)value) : -1;

    // Hundreds of sets of recognitions have a few dozen places among the thresholds, and share what is made of these.
    private uint[] OfStrength(double strength) => _strengthsByRank.GetOrAdd(Rank(FeatureSlot.Recognitions, strength), _ => Exact([(FeatureSlot.Recognitions, strength)]));

    /// <summary>What rows with known values of some slots can reach.</summary>
    public uint[] Exact(ReadOnlySpan<(FeatureSlot Slot, double Value)> values)
    {
        var leaves = Trees.All.ToArray();
        foreach (var (slot, value) in values)
        {
            if (_columns.ColumnOf(slot) is >= 0 and var column)
                Trees.And(column, ColumnBounds.Of(Interval.Of(value)), leaves);
        }

        return leaves;
    }
}
