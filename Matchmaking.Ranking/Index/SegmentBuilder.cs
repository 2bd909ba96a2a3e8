using System.Numerics;
using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// Clusters rows: families side by side, and in each family rows that are alike in amount, district, recognitions and age (as a k-d tree does: J. Bentley, "Multidimensional binary search
/// trees", CACM 1975, with the widest direction instead of the next).
/// </summary>
internal static class SegmentBuilder
{
    // What a difference counts beside one more district. Half of the features read the amount: with 1 instead of 4, a tenth more blocks were read.
    private const double WeightOfAmount = 4;
    private const double WeightOfStrength = 2;
    private const double DaysOfOne = 3_000;

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

    /// <summary>Divides rows in about equal parts in the direction in which they differ most, until they are few enough for a block.</summary>
    private static void Divide(RequestColumns columns, IndexVocabulary words, int[] order, int start, int end, List<(int, int)> blocks)
    {
        if (end - start <= RequestBlock.Most)
        {
            // Rows with the same ticket one after the other: what is computed of a ticket serves the next row too.
            Sort(order, start, end, row => (ulong)columns.Amounts[row]);
            blocks.Add((start, end - start));
            return;
        }

        Sort(order, start, end, Widest(columns, words, order.AsSpan(start, end - start)));
        // Full blocks but for one: each costs as much, whatever it holds.
        var middle = start + (end - start + RequestBlock.Most - 1) / RequestBlock.Most / 2 * RequestBlock.Most;
        Divide(columns, words, order, start, middle, blocks);
        Divide(columns, words, order, middle, end, blocks);
    }

    private static Func<int, ulong> Widest(RequestColumns columns, IndexVocabulary words, ReadOnlySpan<int> rows)
    {
        var (least, most) = (long.MaxValue, 1L);
        var (first, last) = (int.MaxValue, int.MinValue);
        var (weak, strong) = (1.0, 0.0);
        var districts = 0UL;
        foreach (var row in rows)
        {
            (least, most) = (Math.Min(least, columns.Amounts[row]), Math.Max(most, columns.Amounts[row]));
            var founded = columns.Founded[row];
            if (founded != RequestColumns.NoDay)
                (first, last) = (Math.Min(first, founded), Math.Max(last, founded));
            var strength = words.Strengths[columns.Recognitions[row]];
            (weak, strong) = (Math.Min(weak, strength), Math.Max(strong, strength));
            districts |= RequestBlock.Bit(columns.Districts[row]);
        }

        Span<double> spreads =
        [
            WeightOfAmount * (PortableMath.Log(most) - PortableMath.Log(Math.Max(1, least))),
            Math.Sqrt(BitOperations.PopCount(districts) - 1),
            WeightOfStrength * (strong - weak),
            last > first ? (last - first) / DaysOfOne : 0,
        ];
        var widest = 0;
        for (var i = 1; i < spreads.Length; i++)
            widest = spreads[i] > spreads[widest] ? i : widest;
        return widest switch
        {
            0 => row => (ulong)columns.Amounts[row],
            1 => row => (ulong)columns.Districts[row],
            2 => row => BitConverter.DoubleToUInt64Bits(words.Strengths[columns.Recognitions[row]]),
            _ => row => (ulong)Math.Max(0, columns.Founded[row]),
        };
    }

    private static void Sort(int[] order, int from, int to, Func<int, ulong> key)
    {
        var keys = new ulong[to - from];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = key(order[from + i]);
        keys.AsSpan().Sort(order.AsSpan(from, to - from));
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
