namespace Matchmaking.Ranking.LambdaMart;

/// <summary>What the pairs of one group count by their row with the higher label. The default counts each 1.</summary>
/// <param name="ofRanks">By rank; empty: 1 each.</param>
/// <param name="room">As many places as pairs of one row, in whole vectors.</param>
internal readonly ref struct WinnerWeights(ReadOnlySpan<float> ofRanks, Span<float> room)
{
    private readonly ReadOnlySpan<float> _ofRanks = ofRanks;
    private readonly Span<float> _room = room;

    /// <summary>The weights of the pairs of rank i with the ranks below it.</summary>
    /// <param name="i">From 0.</param>
    /// <param name="gains">By rank; those of equal gain make no pair.</param>
    /// <param name="weights">By rank, 0 for ranks up to i.</param>
    public ReadOnlySpan<float> Apply(int i, ReadOnlySpan<float> gains, ReadOnlySpan<float> weights)
    {
        if (_ofRanks.IsEmpty)
            return weights;
        _room.Clear();
        for (var j = i + 1; j < _ofRanks.Length; j++)
            _room[j] = weights[j] * (gains[i] > gains[j] ? _ofRanks[i] : _ofRanks[j]);
        return _room;
    }
}
