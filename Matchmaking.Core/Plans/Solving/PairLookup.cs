namespace Matchmaking.Core.Plans.Solving;

/// <summary>Finds pairs in lists that ascend by startup and fund, as those of a <see cref="MeetingProblem"/> do, by halving.</summary>
internal static class PairLookup
{
    /// <returns>Position of the pair; -1 where it is not there.</returns>
    public static int IndexOf(ReadOnlySpan<MeetingPair> pairs, PairKey key)
    {
        var (low, high) = (0, pairs.Length - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var order = pairs[middle].Key.CompareTo(key);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
