namespace Matchmaking.Tests.Ranking.Support;

/// <summary>The numbers of trees that a training told.</summary>
/// <param name="then">What is done with each.</param>
internal sealed class ToldTrees(Action<int>? then = null) : IProgress<int>
{
    public List<int> Values { get; } = [];

    public void Report(int value)
    {
        Values.Add(value);
        then?.Invoke(value);
    }
}
