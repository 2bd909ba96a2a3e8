using System.Buffers.Binary;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Facts;

/// <summary>
/// Counts the base rates of requests that come and go. Beside the counts it holds more offers than the sample needs, so that one which goes is replaced by the next without looking at all
/// requests again. Not safe for several threads.
/// </summary>
public sealed class MarketTally
{
    /// <summary>What is usual needs no more, and each ranking compares with all of them.</summary>
    private const int SampleMost = 200;

    private const int OffersMost = 1_000;

    private readonly TagCounts _counts;

    // All that are counted, up to the last draw; without one, all.
    private readonly SortedDictionary<Draw, MarketOffer> _offers;
    private Draw? _last;

    public MarketTally()
        : this(new(), [], null)
    {
    }

    private MarketTally(TagCounts counts, SortedDictionary<Draw, MarketOffer> offers, Draw? last) => (_counts, _offers, _last) = (counts, offers, last);

    /// <summary>Whether so many went that the sample is not known any more: all have to be counted anew.</summary>
    public bool RunsShort => _last is not null && _offers.Count < SampleMost;

    /// <summary>One that counts on by itself.</summary>
    public MarketTally Copy() => new(_counts.Copy(), new(_offers), _last);

    /// <summary>Counts a request unless it is a draft.</summary>
    public void Add(RequestFacts request)
    {
        if (request.Status == RequestStatus.Draft)
            return;
        _counts.Add(CandidateTags.Of(request));
        var draw = Draw.Of(request.Id);
        if (_last is { } last && draw.CompareTo(last) > 0)
            return;
        _offers.Add(draw, MarketOffer.Of(request));
        if (_offers.Count <= 2 * OffersMost)
            return;
        Draw[] draws = [.. _offers.Keys];
        foreach (var late in draws.AsSpan(OffersMost))
            _offers.Remove(late);
        _last = draws[OffersMost - 1];
    }

    /// <summary>Takes back a request, as it was when it was counted.</summary>
    public void Remove(RequestFacts request)
    {
        if (request.Status == RequestStatus.Draft)
            return;
        _counts.Remove(CandidateTags.Of(request));
        _offers.Remove(Draw.Of(request.Id));
    }

    /// <exception cref="InvalidOperationException">It runs short.</exception>
    public MarketBase ToBase() => RunsShort
        ? throw new InvalidOperationException("Too many went: the sample is not known.")
        : MarketBase.Of(_counts) with { Sample = _offers.Count == 0 ? null : [.. _offers.Values.Take(SampleMost)] };

    /// <summary>A number made of the id, so that a request stays in or out whatever comes and goes beside it.</summary>
    private readonly record struct Draw(ulong Number, FinancingRequestId Id) : IComparable<Draw>
    {
        public static Draw Of(FinancingRequestId id) => new(SplitMix64.Mix(BinaryPrimitives.ReadUInt64BigEndian(id.Value.ToByteArray(bigEndian: true).AsSpan(8))), id);

        public int CompareTo(Draw other) => Number != other.Number ? Number.CompareTo(other.Number) : Id.CompareTo(other.Id);
    }
}
