namespace Matchmaking.Core.Plans.Solving;

/// <summary>The pairs of each startup and of each fund, by counting sort.</summary>
internal sealed class PairIndex
{
    public PairIndex(PairFlowLimits limits)
    {
        (StartupFirst, ByStartup) = Sort(limits.Startups, limits.PairStartup);
        (FundFirst, ByFund) = Sort(limits.Funds, limits.PairFund);
    }

    /// <summary>Where in <see cref="ByStartup"/> the pairs of each startup begin; one more entry ends the last.</summary>
    public int[] StartupFirst { get; }

    public int[] ByStartup { get; }

    /// <summary>Where in <see cref="ByFund"/> the pairs of each fund begin; one more entry ends the last.</summary>
    public int[] FundFirst { get; }

    public int[] ByFund { get; }

    private static (int[] First, int[] Order) Sort(int count, int[] key)
    {
        var first = new int[count + 1];
        foreach (var k in key)
            first[k + 1]++;
        for (var k = 0; k < count; k++)
            first[k + 1] += first[k];
        var next = first.AsSpan(0, count).ToArray();
        var order = new int[key.Length];
        for (var i = 0; i < key.Length; i++)
            order[next[key[i]]++] = i;
        return (first, order);
    }
}
