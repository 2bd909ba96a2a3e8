using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;

namespace Matchmaking.Ranking.Index;

/// <summary>The features of ordinary rows for a fund, bit for bit as a ranking of profiles computes them. For one thread.</summary>
internal sealed class RowReader
{
    private readonly IndexVocabulary _words;
    private readonly FundTables _tables;
    private readonly FundLimits _limits;
    private readonly TicketTerms _tickets;
    private readonly double[] _values = new double[FeatureSlots.Count];
    private readonly double[] _products;
    private readonly double[] _amounts;
    private RequestFamily _family;
    private long _ticket;
    private int _district;

    public RowReader(IndexVocabulary words, FundTables tables, FundLimits limits, TicketTerms tickets)
    {
        (_words, _tables, _limits, _tickets) = (words, tables, limits, tickets);
        var points = tables.Likeness?.Padded ?? 0;
        (_products, _amounts) = (new double[points], new double[points]);
        _values.AsSpan().Fill(double.NaN);
    }

    /// <summary>The next rows are of a family that the fund takes.</summary>
    public void Begin(int family)
    {
        _family = _words.Families[family];
        Set(_tables.OfSectors(_family.Sectors));
        Set(_tables.OfStage(_family.Stage));
        (_ticket, _district) = (-1, -1);
    }

    /// <summary>By slot; holds until the next call.</summary>
    /// <param name="columns">Of the row.</param>
    /// <param name="row">Its ticket is above 0.</param>
    public ReadOnlySpan<double> Read(RequestColumns columns, int row)
    {
        var (amount, district, founded) = (columns.Amounts[row], columns.Districts[row], columns.Founded[row]);
        var ticket = _limits.Ticket(amount);
        var (newTicket, newDistrict) = (ticket != _ticket, district != _district);
        if (newTicket)
        {
            var log = _tickets.Fill(ticket, _family.Stage!.Value, _values);
            _values[(int)FeatureSlot.BreachProbabilityChange] = _tickets.BreachChange(ticket, _family.Stage!.Value, _family.Chain);
            _tables.Likeness?.Amounts(log, _amounts);
            _ticket = ticket;
        }

        if (newDistrict)
        {
            Set(_tables.OfDistrict(district));
            _tables.Likeness?.Multiply(_tables.OfSectors(_family.Sectors).Factors, _tables.OfDistrict(district).Factors, _tables.OfStage(_family.Stage).Factors, _products);
            _district = district;
        }

        if ((newTicket || newDistrict) && _tables.Likeness is { } likeness)
        {
            (_values[(int)FeatureSlot.RoundLikeness], _values[(int)FeatureSlot.NearestRound], _values[(int)FeatureSlot.RecentRoundLikeness]) =
                likeness.Values(_products, _amounts);
        }

        _values[(int)FeatureSlot.TicketShare] = TicketShare.Of(ticket, amount);
        _values[(int)FeatureSlot.Recognitions] = _words.Strengths[columns.Recognitions[row]];
        if (_tables.Investor is { } investor)
            Founded(investor, founded);
        return _values;
    }

    private void Founded(InvestorView investor, int founded)
    {
        var day = investor.Knowledge.Day;
        var known = founded != RequestColumns.NoDay;
        _values[(int)FeatureSlot.CompanyAge] = known ? CompanyAge.Of(day, founded) : double.NaN;
        _values[(int)FeatureSlot.AgeDistance] = known ? investor.Distance(Trait.Age, TraitValues.Age(day, founded)) : double.NaN;
    }

    private void Set(FundTables.Entry entry)
    {
        foreach (var (slot, value) in entry.Values)
            _values[(int)slot] = value;
    }
}
