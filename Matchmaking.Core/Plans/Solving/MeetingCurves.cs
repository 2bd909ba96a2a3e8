namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// What the meetings of each participant cost, as a convex curve of slopes: below the minimum each meeting saves a penalty dearer than
/// any gain elsewhere, from there to the maximum it costs nothing or, for startups with rewards, minus its reward. So every choice
/// within the maximums is feasible, and a minimum stays unmet only where it cannot be met.
/// </summary>
internal sealed class MeetingCurves(PairFlowLimits limits)
{
    /// <summary>Stands for a slope that cannot be had; twice any price stays below it.</summary>
    public const long Never = 1L << 61;

    private readonly int[] _minimum = limits.Minimum;
    private readonly int[] _maximum = limits.Maximum;
    private readonly int _rewarded = limits.FirstReward is null ? 0 : limits.Startups;
    private long _penalty;

    /// <summary>Sets the penalty for weights of at most this size.</summary>
    /// <exception cref="OverflowException">Sums of such weights and of the rewards do not fit into 60 bits.</exception>
    public void SetPenalty(long largestWeight)
    {
        var reward = 0L;
        for (var s = 0; s < _rewarded; s++)
        {
            var last = checked(limits.FirstReward![s] - (limits.RewardStep * Math.Max(0, _maximum[s] - 1)));
            reward = Math.Max(reward, Math.Max(Math.Abs(limits.FirstReward[s]), Math.Abs(last)));
        }

        // A cycle passes hub and sink at most once each, so it holds at most four rewards, and two pairs a participant of the smaller side.
        var longest = (2L * Math.Min(limits.Startups, limits.Funds)) + 2;
        _penalty = checked((4 * reward) + (longest * largestWeight) + 1);
        if (_penalty > Never / 2)
            throw new OverflowException($"Weights up to {largestWeight} and rewards up to {reward} are too large for exact sums.");
    }

    /// <summary>Slope of the last meeting of <paramref name="count"/>; minus <see cref="Never"/> where there is none.</summary>
    public long Left(int participant, int count) =>
        count == 0 ? -Never : Slope(participant, count);

    /// <summary>Slope of one meeting more than <paramref name="count"/>; <see cref="Never"/> where there may be none.</summary>
    public long Right(int participant, int count) =>
        count == _maximum[participant] ? Never : Slope(participant, count + 1);

    /// <summary>The stretch of equal slope that ends at or spans meeting <paramref name="meeting"/>, from 1 to the maximum.</summary>
    public (int Low, int High, long Slope) Stretch(int participant, int meeting)
    {
        var slope = Slope(participant, meeting);
        if (meeting <= _minimum[participant])
            return (0, _minimum[participant], slope);
        return participant < _rewarded
            ? (meeting - 1, meeting, slope)
            : (_minimum[participant], _maximum[participant], slope);
    }

    private long Slope(int participant, int meeting)
    {
        if (meeting <= _minimum[participant])
            return -_penalty;
        return participant < _rewarded ? (limits.RewardStep * (meeting - 1)) - limits.FirstReward![participant] : 0;
    }
}
