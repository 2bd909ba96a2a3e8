namespace Matchmaking.Ranking.Index;

/// <summary>The leaves that rows of a block can reach. What blocks share is conjoined once. For one thread.</summary>
internal sealed class BlockMasks
{
    private readonly FundMasks _fund;
    private readonly (int Column, int Slot)[] _ofFamily;
    private readonly (int Column, int Slot)[] _others;
    private readonly uint[] _familyLeaves;
    private readonly BitParts<uint[]> _districts;
    private readonly uint[] _districtLeaves;
    private int _family = -1;

    public BlockMasks(FundMasks fund)
    {
        _fund = fund;
        var slots = fund.Columns.Slots.ToArray();
        _ofFamily = [.. slots.Where(s => s.Slot <= (int)FeatureSlot.StageStep)];
        _others = [.. slots.Where(s => s.Slot > (int)FeatureSlot.PlaceSizeDistance)];
        _districts = new(fund.Tables.Words.Districts.Length, d => fund.District(d).ToArray(), Either);
        (_familyLeaves, _districtLeaves) = (new uint[fund.Trees.Words], new uint[fund.Trees.Words]);
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
        Districts(block.Districts);
        MaskTrees.And(leaves, _districtLeaves);
        And(_others, bounds, leaves);
        return leaves;
    }

    private static uint[] Either(uint[] a, uint[] b)
    {
        uint[] either = [.. a];
        MaskTrees.Or(either, b);
        return either;
    }

    /// <summary>What rows in any of some districts can reach.</summary>
    private void Districts(ulong set)
    {
        _districtLeaves.AsSpan().Clear();
        foreach (var part in _districts.Of(set))
            MaskTrees.Or(_districtLeaves, part);
    }

    private void And((int Column, int Slot)[] slots, ReadOnlySpan<Interval> bounds, uint[] leaves)
    {
        foreach (var (column, slot) in slots)
            _fund.Trees.And(column, ColumnBounds.Of(_fund.Columns.Bounds(slot, bounds)), leaves);
    }
}
