using System.Runtime.InteropServices;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Histories;

/// <summary>
/// Who invested in what so far, kept ready for features. Rounds are added one by one in the order of their days, each at the cost
/// of its own investors; nothing is computed anew. Not safe for a writer beside readers.
/// </summary>
public sealed class InvestmentIndex
{
    private readonly List<OfferCode> _codes = [];
    private readonly List<int> _sectorList = [];
    private readonly Dictionary<string, Company> _companies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Investor> _investors = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Moments> _amountsOfStage = [];

    internal List<PastRound> Rounds { get; } = [];

    internal TagCounts Market { get; } = new();

    internal TagNumbers Sectors { get; } = new();

    internal TagNumbers Stages { get; } = new();

    internal TagNumbers Places { get; } = new();

    /// <summary>Of all rounds, by <see cref="Trait"/>.</summary>
    internal Moments[] Traits { get; } = new Moments[TraitValues.Count];

    /// <summary>How many rounds had exactly an amount.</summary>
    internal Dictionary<double, int> SameAmounts { get; } = [];

    /// <summary>How many rounds more than one investor joined.</summary>
    internal int SharedRounds { get; private set; }

    /// <summary>Of all rounds with a known amount.</summary>
    internal Moments LogAmounts => Traits[(int)Trait.Amount];

    internal int InvestorCount => _investors.Count;

    internal ReadOnlySpan<OfferCode> Codes => CollectionsMarshal.AsSpan(_codes);

    /// <summary>Sectors of all rounds, one round after the other.</summary>
    internal ReadOnlySpan<int> SectorList => CollectionsMarshal.AsSpan(_sectorList);

    /// <summary>The day of the latest round; null without one.</summary>
    public DateOnly? LastDay => Rounds.Count == 0 ? null : DateOnly.FromDayNumber(Rounds[^1].Day);

    internal Company? FindCompany(string id) => _companies.GetValueOrDefault(id);

    internal Investor? FindInvestor(string id) => _investors.GetValueOrDefault(id);

    /// <summary>The mean of ln amount at a stage, drawn towards that of all rounds.</summary>
    internal double UsualLogAmount(int stage) => _amountsOfStage.GetValueOrDefault(stage).MeanTowards(LogAmounts, strength: 5);

    /// <summary>Adds a round that became known.</summary>
    /// <exception cref="ArgumentException">Its day is before that of a round already added, or an investor occurs twice.</exception>
    public void Add(Round round)
    {
        var day = round.Day.DayNumber;
        if (Rounds.Count > 0 && day < Rounds[^1].Day)
            throw new ArgumentException($"Rounds are added in the order of their days: {round.Day:O} comes after {LastDay:O}.", nameof(round));
        if (round.Investors.Distinct(StringComparer.Ordinal).Count() != round.Investors.Count)
            throw new ArgumentException("An investor joins a round once.", nameof(round));

        var company = CompanyOf(round.Offer.Company);
        var code = Code(round.Offer);
        var traits = TraitValues.Of(round.Offer, code, company, day, this);
        Investor[] investors = [.. round.Investors.Order(StringComparer.Ordinal).Select(InvestorOf)];
        var past = new PastRound(Rounds.Count, company, day, investors, traits);

        Market.Add(round.Offer.Tags);
        Count(past, code);
        foreach (var earlier in company.Investors)
        {
            earlier.LaterRounds++;
            if (Array.IndexOf(investors, earlier) >= 0)
                earlier.LaterJoined++;
        }

        foreach (var investor in investors)
            Join(investor, past, round.Offer, code.Rung);
        foreach (var investor in investors.Where(i => !company.Investors.Contains(i)))
            company.Investors.Add(investor);
        company.Rounds.Add(past);
        if (!double.IsNaN(code.LogAmount))
            CountAmount(round.Offer.Amount, company, investors);
        if (investors.Length > 1)
            SharedRounds++;
        Rounds.Add(past);
        _codes.Add(code);
    }

    /// <summary>What was known before a day. Holds until the next round is added.</summary>
    /// <exception cref="ArgumentException">A round of that day or later was added.</exception>
    public Knowledge Before(DateOnly day) =>
        LastDay >= day ? throw new ArgumentException($"The index knows a round of {LastDay:O}.", nameof(day)) : new(this, day.DayNumber);

    private static void Join(Investor investor, PastRound past, Offer offer, int rung)
    {
        investor.Rounds.Add(past);
        investor.History.Add(offer.Tags, offer.Amount);
        if (rung >= 0)
        {
            investor.RungSum += rung;
            investor.Rungs++;
        }

        foreach (var other in past.Investors)
        {
            if (other != investor)
                Increase(investor.Together, other);
        }

        foreach (var earlier in past.Company.Investors)
        {
            if (earlier == investor || Array.IndexOf(past.Investors, earlier) >= 0)
                continue;
            Increase(investor.Followed, earlier);
            Increase(investor.Together, earlier);
            Increase(earlier.Together, investor);
        }
    }

    private void CountAmount(double amount, Company company, Investor[] investors)
    {
        company.Raised += amount;
        Increase(SameAmounts, amount);
        foreach (var investor in investors)
            Increase(investor.SameAmounts, amount);
    }

    private static void Increase<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;

    private void Count(PastRound past, in OfferCode code)
    {
        for (var t = 0; t < TraitValues.Count; t++)
            Traits[t].Add(past.Traits[t], 1);
        CollectionsMarshal.GetValueRefOrAddDefault(_amountsOfStage, code.Stage, out _).Add(code.LogAmount, 1);
    }

    private OfferCode Code(Offer offer)
    {
        var start = _sectorList.Count;
        foreach (var sector in offer.Tags.Sectors)
            _sectorList.Add(Sectors.Number(sector));
        return CodeOf(offer, start, Stages.Number, Places.Number);
    }

    /// <summary>An offer that is not in the index, with the numbers of the index; its sectors are not listed.</summary>
    internal OfferCode Find(Offer offer) => CodeOf(offer, OfferCode.Unknown, Stages.Find, Places.Find);

    private static OfferCode CodeOf(Offer offer, int start, Func<string?, int> stage, Func<string?, int> place) => new()
    {
        SectorStart = start,
        Sectors = offer.Tags.Sectors.Count,
        Stage = stage(offer.Tags.Stage),
        Rung = offer.StageRung ?? OfferCode.Unknown,
        Place1 = place(offer.Tags.Places.ElementAtOrDefault(0)),
        Place2 = place(offer.Tags.Places.ElementAtOrDefault(1)),
        Place3 = place(offer.Tags.Places.ElementAtOrDefault(2)),
        LogAmount = offer.Amount > 0 ? PortableMath.Log(offer.Amount) : double.NaN,
    };

    private Company CompanyOf(string id)
    {
        if (!_companies.TryGetValue(id, out var company))
            _companies.Add(id, company = new());
        return company;
    }

    private Investor InvestorOf(string id)
    {
        if (!_investors.TryGetValue(id, out var investor))
            _investors.Add(id, investor = new(_investors.Count));
        return investor;
    }
}
