using System.Buffers.Binary;
using System.Numerics;

using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// How a flow decides between plans of equal value. The weight w of a pair becomes <c>w x Scale + lot</c>, less <see cref="WorthlessCost"/> where w is 0 (it is 0 itself where no w is). The lot is
/// the first <see cref="Bits"/> bits of a hash of the seed and of both ids, so the choice depends on neither the order of the input nor the way
/// to the optimum, as far as sums of lots differ. Two solutions differ by cycles; on one, pairs come in and go out in turn, so with n participants
/// on the smaller side at most n + 1 lots are added and as many taken away. That is less than a <see cref="WorthlessCost"/>, and as many of
/// these with lots are less than half a <see cref="Scale"/>: neither ever outweighs what comes first, and rounding a price to the nearest
/// multiple of the scale leaves exactly its part in weights.
/// </summary>
internal readonly record struct TieScale(int Bits, long WorthlessCost, long Scale)
{
    /// <summary>Sums of scaled weights stay below this.</summary>
    public const long Limit = 1L << 60;

    private const int MostBits = 24;

    /// <summary>As many bits as 60-bit sums leave room for, at most 24; null where not even 0 bits fit.</summary>
    /// <param name="smallerSide">Participants of the smaller side.</param>
    /// <param name="largestWeight">Of any pair.</param>
    /// <param name="largestReward">That a startup has for a meeting beside its weight, in weights.</param>
    /// <param name="hasWorthless">Some pair has the weight 0.</param>
    public static TieScale? Largest(int smallerSide, long largestWeight, Int128 largestReward, bool hasWorthless)
    {
        for (var bits = MostBits; bits >= 0; bits--)
        {
            var (most, lot) = ((Int128)smallerSide + 1, ((Int128)1 << bits) - 1);
            var worthless = hasWorthless ? (most * lot) + 1 : 0;
            var scale = (2 * most * (worthless + lot)) + 2;
            // The penalty of MeetingCurves: four rewards and a cycle of pairs.
            if ((4 * largestReward * scale) + (2 * most * ((largestWeight * scale) + worthless + lot)) + 1 < Limit)
                return new TieScale(bits, (long)worthless, (long)scale);
        }

        return null;
    }

    /// <summary>The part of a hash that an id has in the lots of its pairs.</summary>
    public static ulong Hash(long seed, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var hash = SplitMix64.Mix((ulong)seed);
        hash = SplitMix64.Mix(hash ^ BinaryPrimitives.ReadUInt64BigEndian(bytes));
        return SplitMix64.Mix(hash ^ BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    /// <summary>The weight of a pair at this scale.</summary>
    /// <param name="weight">Score x 10,000.</param>
    /// <param name="startup">Hash of the startup's id.</param>
    /// <param name="fund">Hash of the fund's id.</param>
    public long Scaled(long weight, ulong startup, ulong fund)
    {
        var lot = Bits == 0 ? 0 : (long)(SplitMix64.Mix(startup ^ BitOperations.RotateLeft(fund, 32)) >> (64 - Bits));
        return (weight * Scale) + lot - (weight == 0 ? WorthlessCost : 0);
    }

    /// <summary>The part of a price or distance that is in weights.</summary>
    public long Unscaled(long price)
    {
        var (quotient, remainder) = Math.DivRem(price + (Scale / 2), Scale);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
