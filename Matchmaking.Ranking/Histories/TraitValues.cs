using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Histories;

/// <summary>Computes the traits of an offer from what is known of its company before it.</summary>
internal static class TraitValues
{
    /// <summary>How many there are.</summary>
    public static readonly int Count = Enum.GetValues<Trait>().Length;

    /// <param name="offer">The offer.</param>
    /// <param name="code">Its numbers.</param>
    /// <param name="company">Its company; null when it had no round yet.</param>
    /// <param name="day">The day on which it is seen.</param>
    /// <param name="index">What is known.</param>
    /// <returns>By <see cref="Trait"/>, NaN where unknown.</returns>
    public static double[] Of(Offer offer, in OfferCode code, Company? company, int day, InvestmentIndex index)
    {
        var values = new double[Count];
        values[(int)Trait.Amount] = code.LogAmount;
        values[(int)Trait.AmountForStage] = code.LogAmount - index.UsualLogAmount(code.Stage);
        values[(int)Trait.Age] = offer.FoundedOn is { } founded ? Age(day, founded.DayNumber) : double.NaN;
        values[(int)Trait.EarlierRounds] = company?.Rounds.Count ?? 0;
        values[(int)Trait.Raised] = PortableMath.Log(1 + (company?.Raised ?? 0));
        values[(int)Trait.Backers] = company is null ? 0 : Backers(company);
        values[(int)Trait.PlaceSize] = offer.Tags.Places.Count == 0 ? 0 : PortableMath.Log(1 + index.Market.Place(offer.Tags.Places[^1]));
        return values;
    }

    /// <summary>ln of the days since founding, at least 30.</summary>
    internal static double Age(int day, int founded) => PortableMath.Log(Math.Max(30, day - founded));

    private static double Backers(Company company)
    {
        var most = 0;
        foreach (var investor in company.Investors)
            most = Math.Max(most, investor.Rounds.Count);
        return PortableMath.Log(1 + most);
    }
}
