namespace Matchmaking.Ranking.Index;

/// <summary>The leaves that rows of a block can reach. What blocks share, their family and often their districts, is conjoined once. For one thread.</summary>
internal sealed class BlockMasks
{
    /// <summary>Sets of districts of which the leaves are kept.</summary>
    private const int MostSets = 1024;

    private readonly FundMasks _fund;
    private readonly (int Column, int Slot)[] _ofFamily;
    private readonly (int Column, int Slot)[] _ofDistricts;
    private readonly (int Column, int Slot)[] _others;
    private readonly uint[] _familyLeaves;
    private readonly Dictionary<ulong, uint[]> _districts = [];
    private int _family = -1;

    public BlockMasks(FundMasks fund)
    {
        _fund = fund;
        var slots = fund.Columns.Slots.ToArray();
        _ofFamily = [.. slots.Where(s => s.Slot <= (int)FeatureSlot.StageStep)];
        _ofDistricts = [.. slots.Where(s => s.Slot is >= (int)FeatureSlot.PlaceFit and <= (int)FeatureSlot.PlaceSizeDistance)];
        _others = [.. slots.Except(_ofFamily).Except(_ofDistricts)];
        _familyLeaves = new uint[fund.Trees.Words];
    }

    /// <param name="block">The rows.</param>
    /// <param name="bounds">By slot.</param>
    public uint[] Of(in RequestBlock block, ReadOnlySpan<Interval> bounds)
    {
        if (block.Family != _family)
        {
            _fund.Always.CopyTo(_familyLeaves);
            And(_ofFamily, bounds, _familyLeaves);
            _family = block.Family;
        }

        var leaves = (uint[])_familyLeaves.Clone();
        MaskTrees.And(leaves, Districts(block.Districts, bounds));
        And(_others, bounds, leaves);
        return leaves;
    }

    private uint[] Districts(ulong set, ReadOnlySpan<Interval> bounds)
    {
        if (_districts.TryGetValue(set, out var known))
            return known;
        if (_districts.Count == MostSets)
            _districts.Clear();
        var made = _fund.Trees.All.ToArray();
        And(_ofDistricts, bounds, made);
        _districts.Add(set, made);
        return made;
    }

    private void And((int Column, int Slot)[] slots, ReadOnlySpan<Interval> bounds, uint[] leaves)
    {
        foreach (var (column, slot) in slots)
            _fund.Trees.And(column, ColumnBounds.Of(_fund.Columns.Bounds(slot, bounds)), leaves);
    }
}
