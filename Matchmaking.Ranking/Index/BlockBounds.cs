using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;

namespace Matchmaking.Ranking.Index;

/// <summary>Between which bounds the features of a block's rows lie for a fund. For one thread.</summary>
internal sealed class BlockBounds
{
    private readonly IndexVocabulary _words;
    private readonly FundTables _tables;
    private readonly FundLimits _limits;
    private readonly TicketTerms _tickets;
    private readonly Interval[] _bounds = new Interval[FeatureSlots.Count];
    private readonly BitParts<DistrictBounds> _districts;
    private readonly int[] _districtSlots;
    private readonly float[] _factors;
    private readonly float[] _lower;
    private readonly float[] _upper;
    private int _family = -1;

    public BlockBounds(IndexVocabulary words, FundTables tables, FundLimits limits, TicketTerms tickets)
    {
        (_words, _tables, _limits, _tickets) = (words, tables, limits, tickets);
        _districts = new(words.Districts.Length, tables.BoundsOfDistrict, DistrictBounds.Both);
        _districtSlots = words.Districts.Length == 0 ? [] : Array.ConvertAll(tables.OfDistrict(0).Values, v => (int)v.Slot);
        var points = tables.Likeness?.Padded ?? 0;
        (_factors, _lower, _upper) = (new float[points], new float[points], new float[points]);
    }

    /// <summary>By slot; holds until the next call.</summary>
    /// <param name="block">Of a family that the fund takes, every ticket above 0.</param>
    public ReadOnlySpan<Interval> Of(in RequestBlock block)
    {
        var family = _words.Families[block.Family];
        var (sectors, stage) = (_tables.OfSectors(family.Sectors), _tables.OfStage(family.Stage));
        foreach (var (slot, value) in sectors.Values)
            _bounds[(int)slot] = Interval.Of(value);
        foreach (var (slot, value) in stage.Values)
            _bounds[(int)slot] = Interval.Of(value);
        Districts(block.Districts);
        _bounds[(int)FeatureSlot.Recognitions] = new(block.LeastStrength, block.MostStrength);
        Founded(block);
        // Of the largest amount the fund takes the smallest share.
        _bounds[(int)FeatureSlot.TicketShare] = new(
            TicketShare.Of(_limits.Ticket(block.MaxAmount), block.MaxAmount), TicketShare.Of(_limits.Ticket(block.MinAmount), block.MinAmount));
        var (logLow, logHigh) = _tickets.Bound(_limits.Ticket(block.MinAmount), _limits.Ticket(block.MaxAmount), family.Stage!.Value, family.Chain, _bounds);
        if (_tables.Needs.Likeness)
            Likeness(block.Family, logLow, logHigh);
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

    private void Likeness(int number, double logLow, double logHigh)
    {
        var (round, nearest, recent) = (Interval.None, Interval.None, Interval.None);
        if (_tables.LikenessBounds is { } likeness)
        {
            if (number != _family)
            {
                likeness.Multiply(_tables.OfSectors(_words.Families[number].Sectors), _tables.OfStage(_words.Families[number].Stage), _factors);
                _family = number;
            }

            (round, nearest, recent) = likeness.Of(_factors, _lower, _upper, logLow, logHigh);
        }

        _bounds[(int)FeatureSlot.RoundLikeness] = round;
        _bounds[(int)FeatureSlot.NearestRound] = nearest;
        _bounds[(int)FeatureSlot.RecentRoundLikeness] = recent;
    }

    /// <summary>Sets the features of districts, and the bounds of their factors of likeness.</summary>
    private void Districts(ulong set)
    {
        var first = true;
        foreach (var part in _districts.Of(set))
        {
            for (var i = 0; i < _districtSlots.Length; i++)
                _bounds[_districtSlots[i]] = first ? part.Values[i] : _bounds[_districtSlots[i]].With(part.Values[i]);
            if (first)
            {
                part.Lower.CopyTo(_lower);
                part.Upper.CopyTo(_upper);
            }
            else
            {
                part.Widen(_lower, _upper);
            }

            first = false;
        }
    }
}
