namespace Matchmaking.Ranking.Index;

/// <summary>
/// Clusters rows: families side by side, in each family slabs of like amounts, in each slab districts, recognitions and days of founding. Blocks that are about as
/// many in one direction as in the other have close bounds in both.
/// </summary>
internal static class SegmentBuilder
{
    /// <param name="columns">Arranged here; must not change afterwards.</param>
    /// <param name="words">All that the columns have numbers of.</param>
    public static RequestSegment Build(RequestColumns columns, IndexVocabulary words)
    {
        var order = new int[columns.Count];
        var keys = new ulong[order.Length];
        for (var row = 0; row < order.Length; row++)
            (order[row], keys[row]) = (row, FamilyAndAmount(columns.Families[row], columns.Amounts[row]));
        Array.Sort(keys, order);
        var blocks = new List<(int Start, int Count)>();
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && columns.Families[order[end]] == columns.Families[order[start]])
                end++;
            Divide(columns, words, order, start, end, blocks);
            start = end;
        }

        columns.Arrange(order);
        return new(columns, [.. blocks.Select(b => BlockOf(columns, words, b.Start, b.Count))]);
    }

    /// <summary>A single is exact enough to sort amounts by, and fits beside the family.</summary>
    private static ulong FamilyAndAmount(int family, long amount) => ((ulong)(uint)family << 32) | BitConverter.SingleToUInt32Bits(amount);

    private static void Divide(RequestColumns columns, IndexVocabulary words, int[] order, int start, int end, List<(int, int)> blocks)
    {
        var slabs = (int)Math.Ceiling(Math.Sqrt((double)(end - start) / RequestBlock.Most));
        for (var slab = 0; slab < slabs; slab++)
        {
            var from = start + (int)((long)(end - start) * slab / slabs);
            var to = start + (int)((long)(end - start) * (slab + 1) / slabs);
            Sort(order, from, to, row => SlabKey(columns, words, row));
            var parts = (to - from + RequestBlock.Most - 1) / RequestBlock.Most;
            for (var part = 0; part < parts; part++)
            {
                var first = from + (to - from) * part / parts;
                var last = from + (to - from) * (part + 1) / parts;
                // Rows with the same ticket one after the other: what is computed of a ticket serves the next row too.
                Sort(order, first, last, row => (ulong)columns.Amounts[row]);
                blocks.Add((first, last - first));
            }
        }
    }

    private static void Sort(int[] order, int from, int to, Func<int, ulong> key)
    {
        var keys = new ulong[to - from];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = key(order[from + i]);
        keys.AsSpan().Sort(order.AsSpan(from, to - from));
    }

    private static ulong SlabKey(RequestColumns columns, IndexVocabulary words, int row)
    {
        var strength = (ulong)(words.Strengths[columns.Recognitions[row]] * 255);
        var founded = (ulong)Math.Max(0, columns.Founded[row]);
        return ((ulong)(uint)columns.Districts[row] << 32) | (strength << 24) | (founded & 0xFFFFFF);
    }

    private static RequestBlock BlockOf(RequestColumns columns, IndexVocabulary words, int start, int count)
    {
        var (districts, terms) = (0UL, 0UL);
        var (impossible, unknown, largestMin, firstValid) = (false, false, 0L, int.MaxValue);
        var (firstFounded, lastFounded, least, most) = (int.MaxValue, int.MinValue, double.MaxValue, double.MinValue);
        var (minAmount, maxAmount) = (long.MaxValue, 0L);
        for (var row = start; row < start + count; row++)
        {
            districts |= RequestBlock.Bit(columns.Districts[row]);
            terms |= RequestBlock.Bit(columns.Terms[row]);
            (minAmount, maxAmount) = (Math.Min(minAmount, columns.Amounts[row]), Math.Max(maxAmount, columns.Amounts[row]));
            impossible |= columns.MinTickets[row] > columns.Amounts[row];
            largestMin = Math.Max(largestMin, columns.MinTickets[row]);
            firstValid = Math.Min(firstValid, columns.ValidUntil[row]);
            var founded = columns.Founded[row];
            if (founded == RequestColumns.NoDay)
                unknown = true;
            else
                (firstFounded, lastFounded) = (Math.Min(firstFounded, founded), Math.Max(lastFounded, founded));
            var strength = words.Strengths[columns.Recognitions[row]];
            (least, most) = (Math.Min(least, strength), Math.Max(most, strength));
        }

        return new(start, count, columns.Families[start])
        {
            Districts = districts,
            Terms = terms,
            MinAmount = minAmount,
            MaxAmount = maxAmount,
            LargestMinTicket = largestMin,
            HasImpossible = impossible,
            FirstValidUntil = firstValid,
            FirstFounded = firstFounded,
            LastFounded = lastFounded,
            SomeFoundedUnknown = unknown,
            LeastStrength = least,
            MostStrength = most,
        };
    }
}
