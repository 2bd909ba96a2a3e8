namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>Table sets one after the other in flat arrays: the members of a set are places in line, funds first.</summary>
internal sealed class TableSets
{
    private int[] _members = new int[1024];
    private int[] _ends = new int[128];

    public int Count { get; private set; }

    public ReadOnlySpan<int> this[int set] => _members.AsSpan(Start(set).._ends[set]);

    public int Add(ReadOnlySpan<int> funds, ReadOnlySpan<int> startups)
    {
        var start = Start(Count);
        var end = start + funds.Length + startups.Length;
        while (_members.Length < end)
            Array.Resize(ref _members, _members.Length * 2);
        if (Count == _ends.Length)
            Array.Resize(ref _ends, Count * 2);
        funds.CopyTo(_members.AsSpan(start));
        startups.CopyTo(_members.AsSpan(start + funds.Length));
        _ends[Count] = end;
        return Count++;
    }

    public void Clear() => Count = 0;

    private int Start(int set) => set == 0 ? 0 : _ends[set - 1];
}
