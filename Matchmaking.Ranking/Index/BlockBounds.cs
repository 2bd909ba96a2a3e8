using System.Runtime.Intrinsics;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;

namespace Matchmaking.Ranking.Index;

/// <summary>Between which bounds the features of a block's rows lie for a fund. For one thread.</summary>
internal sealed class BlockBounds
{
    /// <summary>Sets of districts of which the bounds are kept, each a few kilobytes.</summary>
    private const int MostSets = 1024;

    private readonly IndexVocabulary _words;
    private readonly FundTables _tables;
    private readonly FundLimits _limits;
    private readonly TicketTerms _tickets;
    private readonly Interval[] _bounds = new Interval[FeatureSlots.Count];
    private readonly Dictionary<ulong, DistrictSet> _districtSets = [];
    private readonly double[] _factors;
    private int _family = -1;

    public BlockBounds(IndexVocabulary words, FundTables tables, FundLimits limits, TicketTerms tickets)
    {
        (_words, _tables, _limits, _tickets) = (words, tables, limits, tickets);
        _factors = new double[tables.Likeness?.Padded ?? 0];
    }

    /// <summary>By slot; holds until the next call.</summary>
    /// <param name="block">Of a family that the fund takes, every ticket above 0.</param>
    public ReadOnlySpan<Interval> Of(in RequestBlock block)
    {
        var family = _words.Families[block.Family];
        var (sectors, stage, districts) = (_tables.OfSectors(family.Sectors), _tables.OfStage(family.Stage), Districts(block.Districts));
        foreach (var (slot, value) in sectors.Values)
            _bounds[(int)slot] = Interval.Of(value);
        foreach (var (slot, value) in stage.Values)
            _bounds[(int)slot] = Interval.Of(value);
        foreach (var (slot, bounds) in districts.Values)
            _bounds[(int)slot] = bounds;
        _bounds[(int)FeatureSlot.Recognitions] = new(block.LeastStrength, block.MostStrength);
        Founded(block);
        // Of the largest amount the fund takes the smallest share.
        _bounds[(int)FeatureSlot.TicketShare] = new(
            TicketShare.Of(_limits.Ticket(block.MaxAmount), block.MaxAmount), TicketShare.Of(_limits.Ticket(block.MinAmount), block.MinAmount));
        var (logLow, logHigh) = _tickets.Bound(_limits.Ticket(block.MinAmount), _limits.Ticket(block.MaxAmount), family.Stage!.Value, family.Chain, _bounds);
        if (_tables.Needs.Likeness)
            Likeness(block.Family, districts, logLow, logHigh);
        return _bounds;
    }

    private void Founded(in RequestBlock block)
    {
        var (age, distance) = (Interval.None, Interval.None);
        if (_tables.Investor is { } investor && block.FirstFounded <= block.LastFounded)
        {
            var day = investor.Knowledge.Day;
            age = new(CompanyAge.Of(day, block.LastFounded), CompanyAge.Of(day, block.FirstFounded), block.SomeFoundedUnknown);
            distance = Interval.Around(
                investor.Distance(Trait.Age, TraitValues.Age(day, block.LastFounded)), investor.Distance(Trait.Age, TraitValues.Age(day, block.FirstFounded)))
                with
            { Missing = block.SomeFoundedUnknown };
        }

        (_bounds[(int)FeatureSlot.CompanyAge], _bounds[(int)FeatureSlot.AgeDistance]) = (age, distance);
    }

    private void Likeness(int number, DistrictSet districts, double logLow, double logHigh)
    {
        var (round, nearest, recent) = (Interval.None, Interval.None, Interval.None);
        if (_tables.Likeness is { } likeness)
        {
            if (number != _family)
            {
                var family = _words.Families[number];
                LikenessTable.Multiply(_tables.OfSectors(family.Sectors).Factors, _tables.OfStage(family.Stage).Factors, _factors);
                _family = number;
            }

            (round, nearest, recent) = likeness.Bounds(_factors, districts.Lower, districts.Upper, logLow, logHigh);
        }

        _bounds[(int)FeatureSlot.RoundLikeness] = round;
        _bounds[(int)FeatureSlot.NearestRound] = nearest;
        _bounds[(int)FeatureSlot.RecentRoundLikeness] = recent;
    }

    private DistrictSet Districts(ulong set)
    {
        if (_districtSets.TryGetValue(set, out var known))
            return known;
        if (_districtSets.Count == MostSets)
            _districtSets.Clear();
        var all = new DistrictSet();
        for (var district = 0; district < _words.Districts.Length; district++)
        {
            if ((RequestBlock.Bit(district) & set) != 0)
                all.Add(_tables.OfDistrict(district));
        }

        _districtSets.Add(set, all);
        return all;
    }

    /// <summary>What the districts of a set have in common.</summary>
    private sealed class DistrictSet
    {
        private int _count;

        public (FeatureSlot Slot, Interval Bounds)[] Values { get; private set; } = [];

        public double[] Lower { get; private set; } = [];

        public double[] Upper { get; private set; } = [];

        public void Add(FundTables.Entry entry)
        {
            if (_count++ == 0)
            {
                Values = Array.ConvertAll(entry.Values, v => (v.Slot, Interval.Of(v.Value)));
                (Lower, Upper) = (entry.Factors, entry.Factors);
                return;
            }

            for (var i = 0; i < Values.Length; i++)
                Values[i].Bounds = Values[i].Bounds.With(entry.Values[i].Value);
            // Of a single district the factors are shared.
            if (_count == 2)
                (Lower, Upper) = ([.. Lower], [.. Upper]);
            for (var p = 0; p < Lower.Length; p += Vector256<double>.Count)
            {
                var factors = Vector256.Create(entry.Factors.AsSpan(p));
                Vector256.Min(Vector256.Create(Lower.AsSpan(p)), factors).CopyTo(Lower.AsSpan(p));
                Vector256.Max(Vector256.Create(Upper.AsSpan(p)), factors).CopyTo(Upper.AsSpan(p));
            }
        }
    }
}
