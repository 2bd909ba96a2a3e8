using Matchmaking.Ranking.Histories;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>
/// The features of histories once more, each from the list of all rounds and with nothing kept between two questions: slow, and close
/// to the sentences of docs/ranking.md.
/// </summary>
internal sealed class PlainHistory(IReadOnlyList<Round> rounds, DateOnly day)
{
    private readonly Round[] _known = [.. rounds.Where(r => r.Day < day)];

    public Dictionary<string, double> Features(string investor, IReadOnlyList<string> home, Offer offer)
    {
        var own = _known.Where(r => r.Investors.Contains(investor)).ToArray();
        var others = own.Where(r => r.Offer.Company != offer.Company).ToArray();
        var company = _known.Where(r => r.Offer.Company == offer.Company).ToArray();
        var backers = company.SelectMany(r => r.Investors).Distinct().Where(i => i != investor).ToArray();
        var near = Near(investor);
        double? Known(double value) => own.Length == 0 ? null : value;
        var usual = _known.Length == 0 ? 1 : Sample().Average(r => Likeness(offer, r.Offer));
        var recent = _known.Where(r => r.Day > day.AddDays(-1400)).ToArray();
        var usualRecent = recent.Length == 0 ? 1 : Math.Max(recent.Sum(r => r.Offer.Company == offer.Company ? 0 : Likeness(offer, r.Offer)) / recent.Length, 1e-9);
        var likeness = others.Sum(r => Likeness(offer, r.Offer));
        var values = new Dictionary<string, double?>
        {
            ["round-likeness"] = Known(Math.Log((likeness + 4 * usual) / ((own.Length + 4) * usual))),
            ["nearest-round"] = Known(Math.Log(others.Select(r => Likeness(offer, r.Offer)).DefaultIfEmpty(0).Max() + 1e-4)),
            ["recent-round-likeness"] = Known(Math.Log(1 + others.Sum(r => Likeness(offer, r.Offer) * Math.Exp(-Age(r) / 500)) / usual)),
            ["nearest-company"] = offer.Tags.Sectors.Count == 0 ? null : Known(others.Select(r => Cosine(offer, r.Offer)).Where(c => !double.IsNaN(c)).DefaultIfEmpty(0).Max()),
            ["best-sector-habit"] = offer.Tags.Sectors.Count == 0 ? null : Known(offer.Tags.Sectors.Max(s => Lift(own, o => o.Tags.Sectors.Contains(s)))),
            ["home-place"] = home.Count == 0 || offer.Tags.Places.Count == 0 ? null : home.Zip(offer.Tags.Places).TakeWhile(p => p.First == p.Second).Count(),
            ["earlier-backers"] = backers.Length,
            ["closest-backer"] = backers.Length == 0 ? null : backers.Max(b => near.GetValueOrDefault(b)),
            ["known-backers"] = backers.Length == 0 ? null : backers.Average(b => near.ContainsKey(b) ? 1.0 : 0),
            ["backers-habit"] = backers.Length == 0 ? null : Known(backers.Sum(b => TogetherLift(investor, b, near)) / Math.Sqrt(backers.Length)),
            ["backed-share"] = company.Length == 0 ? null : company.Average(r => r.Investors.Contains(investor) ? 1.0 : 0),
            ["days-since-backed"] = company.Any(r => r.Investors.Contains(investor)) ? company.Where(r => r.Investors.Contains(investor)).Min(Age) : null,
            ["follow-on-rate"] = Known(FollowOnRate(investor)),
            ["pace"] = Known(own.Count(r => Age(r) <= 365)),
            ["days-since-invested"] = Known(own.Select(Age).DefaultIfEmpty(0).Min()),
            ["days-since-round"] = company.Length == 0 ? null : company.Min(Age),
            ["usual-investors"] = _known.Any(r => r.Investors.Count > 1) && recent.Any(r => r.Offer.Company != offer.Company) ? MeanInvestors(offer, recent) : null,
            ["company-age"] = offer.FoundedOn is { } founded ? Math.Max(0, day.DayNumber - founded.DayNumber) / 365.25 : null,
            ["amount"] = Log(offer.Amount),
            ["amount-known-habit"] = Known(Lift(own, o => double.IsNaN(o.Amount) == double.IsNaN(offer.Amount))),
            ["same-amount-habit"] = double.IsNaN(offer.Amount) ? null : Known(SameAmountLift(own, offer.Amount)),
            ["amount-step"] = company.Length == 0 ? null : Log(offer.Amount) - Log(company[^1].Offer.Amount),
            ["stage-step"] = offer.StageRung - own.Select(r => (double?)r.Offer.StageRung).Average(),
        };
        for (var level = 1; level <= 3; level++)
        {
            var place = offer.Tags.Places.ElementAtOrDefault(level - 1);
            values[$"place-habit-{level}"] = place is null ? null : Known(Lift(own, o => o.Tags.Places.Contains(place)));
        }

        var traits = Traits(offer, _known, day);
        foreach (var (name, trait) in traits)
            values[name] = Known(Distance(own, name, trait));
        Neighbourhood(values, investor, offer, near, recent, usualRecent, own.Length);
        return values.ToDictionary(v => v.Key, v => v.Value ?? double.NaN);
    }

    private void Neighbourhood(
        Dictionary<string, double?> values, string investor, Offer offer, Dictionary<string, double> near, Round[] recent, double usual, int rounds)
    {
        double RecentLikeness(string i) => recent.Where(r => r.Investors.Contains(i) && r.Offer.Company != offer.Company).Sum(r => Likeness(offer, r.Offer));
        double RecentRounds(string i) => recent.Count(r => r.Investors.Contains(i));
        double Weighted(Func<Offer, bool> has) => near.Sum(n => n.Value * _known.Count(r => r.Investors.Contains(n.Key) && has(r.Offer)));
        double Lift(Func<Offer, bool> has)
        {
            var share = (_known.Count(r => has(r.Offer)) + 1.0) / (_known.Length + 2.0);
            return Math.Log((Weighted(has) + 10 * share) / ((Weighted(_ => true) + 10) * share));
        }

        double? Known(double value) => near.Count == 0 ? null : value;
        values["neighbour-round-likeness"] = Known(
            Math.Log((near.Sum(n => n.Value * RecentLikeness(n.Key)) + 4 * usual) / ((near.Sum(n => n.Value * RecentRounds(n.Key)) + 4) * usual)));
        values["neighbour-sector-habit"] = offer.Tags.Sectors.Count == 0
            ? null
            : Known(offer.Tags.Sectors.Sum(s => Lift(o => o.Tags.Sectors.Contains(s))) / Math.Sqrt(offer.Tags.Sectors.Count));
        for (var level = 1; level <= 3; level++)
        {
            var place = offer.Tags.Places.ElementAtOrDefault(level - 1);
            values[$"neighbour-place-habit-{level}"] = place is null ? null : Known(Lift(o => o.Tags.Places.Contains(place)));
        }

        var followed = Followed(investor).GroupBy(f => f).Sum(f => f.Count() * RecentLikeness(f.Key) / (RecentRounds(f.Key) + 3));
        values["followed-round-likeness"] = rounds == 0 ? null : Math.Log(1 + followed / usual / (rounds + 1));
    }

    private double Age(Round round) => day.DayNumber - round.Day.DayNumber;

    private static double Log(double amount) => amount > 0 ? Math.Log(amount) : double.NaN;

    /// <summary>Rounds together and, for companies, rounds joined where the other had joined an earlier one without this one; both ways.</summary>
    private Dictionary<string, double> Near(string investor)
    {
        var counts = new Dictionary<string, int>();
        foreach (var round in _known.Where(r => r.Investors.Contains(investor)))
        {
            foreach (var other in round.Investors.Where(i => i != investor))
                counts[other] = counts.GetValueOrDefault(other) + 1;
        }

        var all = _known.SelectMany(r => r.Investors).Distinct().Where(i => i != investor);
        foreach (var other in all)
        {
            var steps = Followed(investor).Count(f => f == other) + Followed(other).Count(f => f == investor);
            if (steps > 0)
                counts[other] = counts.GetValueOrDefault(other) + steps;
        }

        return counts.ToDictionary(c => c.Key, c => c.Value / Math.Sqrt((double)Rounds(investor) * Rounds(c.Key)));
    }

    private int Rounds(string investor) => _known.Count(r => r.Investors.Contains(investor));

    /// <summary>Once for each round joined and each investor who was in the company before and not in the round.</summary>
    private IEnumerable<string> Followed(string investor) =>
        from round in _known.Select((r, at) => (Round: r, At: at))
        where round.Round.Investors.Contains(investor)
        from earlier in _known.Take(round.At).Where(r => r.Offer.Company == round.Round.Offer.Company).SelectMany(r => r.Investors).Distinct()
        where earlier != investor && !round.Round.Investors.Contains(earlier)
        select earlier;

    private double FollowOnRate(string investor)
    {
        var later = _known
            .Where((r, at) => _known.Take(at).Any(e => e.Offer.Company == r.Offer.Company && e.Investors.Contains(investor)))
            .ToArray();
        return (later.Count(r => r.Investors.Contains(investor)) + 1.0) / (later.Length + 4.0);
    }

    private double Lift(Round[] own, Func<Offer, bool> has)
    {
        var share = (_known.Count(r => has(r.Offer)) + 1.0) / (_known.Length + 2.0);
        return Math.Log((own.Count(r => has(r.Offer)) + 10 * share) / ((own.Length + 10) * share));
    }

    private double SameAmountLift(Round[] own, double amount)
    {
        var (mine, all) = (own.Select(r => r.Offer.Amount).Where(a => !double.IsNaN(a)).ToArray(), _known.Select(r => r.Offer.Amount).Where(a => !double.IsNaN(a)).ToArray());
        var share = (all.Count(a => a == amount) + 1.0) / (all.Length + 2.0);
        return Math.Log((mine.Count(a => a == amount) + 10 * share) / ((mine.Length + 10) * share));
    }

    /// <summary>How much more often the investor is together with another than anybody is.</summary>
    private double TogetherLift(string investor, string other, Dictionary<string, double> near)
    {
        var together = near.GetValueOrDefault(other) * Math.Sqrt((double)Rounds(investor) * Rounds(other));
        var share = (Rounds(investor) + 1.0) / (_known.Length + 2.0);
        return Math.Log((together + 10 * share) / ((Rounds(other) + 10) * share));
    }

    private double MeanInvestors(Offer offer, Round[] recent)
    {
        var others = recent.Where(r => r.Offer.Company != offer.Company).Select(r => (Weight: Likeness(offer, r.Offer), r.Investors.Count)).ToArray();
        return others.Sum(o => o.Weight * o.Count) / others.Sum(o => o.Weight);
    }

    private IEnumerable<Round> Sample()
    {
        var step = Math.Max(1, Math.Min(6000, _known.Length) / 600);
        return _known.Where((_, at) => at % step == 0);
    }

    private double Idf(string sector) => Math.Log((_known.Length + 1.0) / (_known.Count(r => r.Offer.Tags.Sectors.Contains(sector)) + 1.0));

    private double Cosine(Offer a, Offer b)
    {
        double Norm(Offer o) => Math.Sqrt(o.Tags.Sectors.Sum(s => Idf(s) * Idf(s)));
        return a.Tags.Sectors.Count == 0 || b.Tags.Sectors.Count == 0
            ? double.NaN
            : a.Tags.Sectors.Intersect(b.Tags.Sectors).Sum(s => Idf(s) * Idf(s)) / (Norm(a) * Norm(b));
    }

    private double Likeness(Offer a, Offer b)
    {
        var sectors = Cosine(a, b) is var cosine && double.IsNaN(cosine) ? 0.2 : 0.1 + cosine;
        var shared = a.Tags.Places.Zip(b.Tags.Places).TakeWhile(p => p.First == p.Second).Count();
        var places = a.Tags.Places.Count == 0 || b.Tags.Places.Count == 0 ? 0.15 : new[] { 0.04, 0.3, 0.7, 1 }[shared];
        var rungs = Math.Abs((a.StageRung ?? 99) - (b.StageRung ?? -99)) <= 1;
        var stages = a.Tags.Stage is null || b.Tags.Stage is null ? 0.3 : a.Tags.Stage == b.Tags.Stage ? 1 : rungs ? 0.4 : 0.12;
        var distance = Log(a.Amount) - Log(b.Amount);
        var amounts = double.IsNaN(distance) ? 0.4 : 0.1 + 0.9 / Math.Pow(1 + distance * distance / 1.96, 2);
        return sectors * places * stages * amounts;
    }

    private static Dictionary<string, double> Traits(Offer offer, IReadOnlyList<Round> before, DateOnly day)
    {
        var company = before.Where(r => r.Offer.Company == offer.Company).ToArray();
        var amounts = before.Where(r => !double.IsNaN(r.Offer.Amount)).ToArray();
        var mean = amounts.Length == 0 ? 0 : amounts.Average(r => Math.Log(r.Offer.Amount));
        var atStage = amounts.Where(r => r.Offer.Tags.Stage == offer.Tags.Stage).Select(r => Math.Log(r.Offer.Amount)).ToArray();
        var backers = company.SelectMany(r => r.Investors).Select(i => before.Count(r => r.Investors.Contains(i))).DefaultIfEmpty(0).Max();
        return new()
        {
            ["amount-distance"] = Log(offer.Amount),
            ["amount-for-stage-distance"] = Log(offer.Amount) - (atStage.Sum() + 5 * mean) / (atStage.Length + 5),
            ["age-distance"] = offer.FoundedOn is { } founded ? Math.Log(Math.Max(30, day.DayNumber - founded.DayNumber)) : double.NaN,
            ["earlier-rounds-distance"] = company.Length,
            ["raised-distance"] = Math.Log(1 + company.Where(r => !double.IsNaN(r.Offer.Amount)).Sum(r => r.Offer.Amount)),
            ["backers-distance"] = Math.Log(1 + backers),
            ["place-size-distance"] = offer.Tags.Places.Count == 0 ? 0 : Math.Log(1 + before.Count(r => r.Offer.Tags.Places.Contains(offer.Tags.Places[^1]))),
        };
    }

    private double Distance(Round[] own, string trait, double value)
    {
        double Of(Round r) => Traits(r.Offer, [.. _known.Take(Array.IndexOf(_known, r))], r.Day)[trait];
        var all = _known.Select(Of).Where(v => !double.IsNaN(v)).ToArray();
        var (mean, variance) = all.Length == 0 ? (0, 0) : (all.Average(), all.Average(v => v * v) - all.Average() * all.Average());
        var mine = own.Select(r => (Value: Of(r), Weight: Math.Exp(-Age(r) / 600))).Where(m => !double.IsNaN(m.Value)).ToArray();
        var weight = mine.Sum(m => m.Weight);
        var centre = (mine.Sum(m => m.Weight * m.Value) + 0.5 * mean) / (weight + 0.5);
        var spread = mine.Length == 0 ? 0 : mine.Sum(m => m.Weight * m.Value * m.Value) - Math.Pow(mine.Sum(m => m.Weight * m.Value), 2) / weight;
        return (value - centre) / Math.Max(1e-3, Math.Sqrt((spread + 1.5 * variance) / (weight + 1.5)));
    }
}
