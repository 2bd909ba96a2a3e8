using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Histories;

/// <summary>An investor as it stands on a day: its rounds, its usual traits and those whose company it keeps. Immutable.</summary>
public sealed class InvestorView
{
    /// <summary>Days after which a round counts 1/e for what is usual.</summary>
    private const double TraitMemory = 600;

    /// <summary>The same for what is alike.</summary>
    private const double LikenessMemory = 500;

    /// <summary>How many rounds the market's mean and its spread weigh as much as.</summary>
    private const double MeanStrength = 0.5;

    private const double DeviationStrength = 1.5;

    private readonly double[] _means = new double[TraitValues.Count];
    private readonly double[] _deviations = new double[TraitValues.Count];
    private readonly Dictionary<Company, int> _lastBacked = [];

    internal InvestorView(Knowledge knowledge, Investor? investor, IReadOnlyList<string> home)
    {
        Knowledge = knowledge;
        Investor = investor;
        Home = home;
        Rounds = investor?.Rounds ?? [];
        History = investor?.History ?? new InvestorHistory();
        Neighbours = new(knowledge, investor);
        Recency = [.. Rounds.Select(r => PortableMath.Exp((r.Day - knowledge.Day) / LikenessMemory))];
        var traits = new Moments[TraitValues.Count];
        foreach (var round in Rounds)
        {
            _lastBacked[round.Company] = round.Day;
            var weight = PortableMath.Exp((round.Day - knowledge.Day) / TraitMemory);
            for (var t = 0; t < traits.Length; t++)
                traits[t].Add(round.Traits[t], weight);
        }

        for (var t = 0; t < traits.Length; t++)
        {
            _means[t] = traits[t].MeanTowards(knowledge.Index.Traits[t], MeanStrength);
            _deviations[t] = traits[t].DeviationTowards(knowledge.Index.Traits[t], DeviationStrength);
        }
    }

    internal Knowledge Knowledge { get; }

    /// <summary>Null when it never invested.</summary>
    internal Investor? Investor { get; }

    /// <summary>Places from coarse to fine; empty when unknown.</summary>
    internal IReadOnlyList<string> Home { get; }

    internal IReadOnlyList<PastRound> Rounds { get; }

    /// <summary>By round: what it counts of a round of today, above 0 and up to 1.</summary>
    internal double[] Recency { get; }

    internal InvestorHistory History { get; }

    internal Neighbours Neighbours { get; }

    /// <summary>How many deviations above the investor's usual a trait lies; NaN when it is unknown.</summary>
    internal double Distance(Trait trait, double value) => (value - _means[(int)trait]) / _deviations[(int)trait];

    /// <summary>Day number of the latest round joined in a company; null when it never backed it.</summary>
    internal int? LastBacked(Company? company) => company is not null && _lastBacked.TryGetValue(company, out var day) ? day : null;
}
