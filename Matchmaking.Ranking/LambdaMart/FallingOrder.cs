namespace Matchmaking.Ranking.LambdaMart;

/// <summary>Puts an order right again that was right before the scores moved a little.</summary>
internal static class FallingOrder
{
    /// <summary>Exchanges a row for which insertion is given up: a far too wrong order is sorted anew.</summary>
    private const int ExchangesARow = 64;

    /// <summary>Sorts by falling score; rows with equal scores keep their order.</summary>
    /// <param name="order">Row numbers of the group; sorted in place.</param>
    /// <param name="scores">By row number.</param>
    /// <param name="sorted">The scores in the new order.</param>
    public static void Restore(Span<int> order, ReadOnlySpan<long> scores, Span<long> sorted)
    {
        sorted = sorted[..order.Length];
        for (var i = 0; i < order.Length; i++)
            sorted[i] = scores[order[i]];
        var left = (long)ExchangesARow * order.Length;
        for (var i = 1; i < order.Length; i++)
        {
            var (score, row) = (sorted[i], order[i]);
            if (sorted[i - 1] >= score)
                continue;
            var at = i;
            do
            {
                (sorted[at], order[at]) = (sorted[at - 1], order[at - 1]);
                at--;
            }
            while (at > 0 && sorted[at - 1] < score);
            (sorted[at], order[at]) = (score, row);
            left -= i - at;
            if (left < 0)
            {
                Sort(order, sorted);
                return;
            }
        }
    }

    private static void Sort(Span<int> order, Span<long> sorted)
    {
        var keys = new (long Falling, int Place)[order.Length];
        var rows = order.ToArray();
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (-sorted[i], i);
        Array.Sort(keys);
        for (var i = 0; i < keys.Length; i++)
            (sorted[i], order[i]) = (-keys[i].Falling, rows[keys[i].Place]);
    }
}
