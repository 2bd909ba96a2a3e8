using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Demo;

/// <summary>
/// What a fund really likes, which is narrower than what its mandate declares and nowhere stored. Its older positions are
/// drawn from it, and the outcomes of the season follow it: that is what a model can learn.
/// </summary>
internal sealed record FundTaste
{
    /// <summary>How much it cares for each part of the preference; the weights sum to 1.</summary>
    public required TasteWeights Weights { get; init; }

    /// <summary>0..1 for each leaf sector of the five chains.</summary>
    public required IReadOnlyDictionary<string, double> Sectors { get; init; }

    public required Stage Stage { get; init; }

    public required IReadOnlyList<string> Districts { get; init; }

    /// <summary>The ticket that it likes best, inside its declared range.</summary>
    public required Money Ticket { get; init; }

    /// <param name="fund">The mandate.</param>
    /// <param name="number">The number of the fund in the season, which picks its stream of chance.</param>
    /// <param name="taxonomy">The sectors.</param>
    public static FundTaste Draw(FundDetails fund, int number, Taxonomy taxonomy)
    {
        var random = DemoRandom.For("taste", number);
        var stages = fund.Stages.Count > 0 ? fund.Stages : [Stage.Angel, Stage.PreA, Stage.A, Stage.B];
        var districts = fund.Districts.Count > 0 ? fund.Districts : DemoDistricts.Inner;
        var (low, high) = (DemoMoney.Wan(fund.TicketMinCny), DemoMoney.Wan(fund.TicketMaxCny!.Value));
        return new()
        {
            Weights = TasteWeights.Draw(random),
            Sectors = DrawSectors(random, taxonomy),
            Stage = random.Pick(stages),
            Districts = random.Sample(districts, random.Between(2, 4)),
            Ticket = DemoMoney.Wan(low + (long)((high - low) * random.Between(0.15, 0.5))),
        };
    }

    /// <summary>Two favourite leaves in each chain, liked fully in some chains and half-heartedly in others.</summary>
    private static Dictionary<string, double> DrawSectors(DemoRandom random, Taxonomy taxonomy)
    {
        var taste = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var chain in taxonomy.Chains)
        {
            var leaves = DemoSectors.Leaves(taxonomy, chain.Code);
            var favourites = random.Sample(leaves, 2);
            var zeal = random.Between(0.7, 1.0);
            foreach (var leaf in leaves)
                taste[leaf] = zeal * favourites.Max(f => Closeness(taxonomy, f, leaf));
        }

        return taste;
    }

    private static double Closeness(Taxonomy taxonomy, string favourite, string leaf) => taxonomy.Distance(favourite, leaf) switch
    {
        0 => 1,
        // Siblings below a branch; two leaves directly below the root of a chain have little in common.
        2 when taxonomy.FindSector(leaf)!.Parent is { } parent && !taxonomy.IsChain(parent) => 0.65,
        _ => 0.1,
    };
}

/// <summary>Weights of the six parts of the hidden preference.</summary>
internal sealed record TasteWeights(double Sector, double Stage, double Place, double Amount, double Recognition, double Team)
{
    /// <summary>Around 0.36, 0.18, 0.12, 0.14, 0.14, 0.06, each up to 40% more or less before they are made to sum to 1.</summary>
    public static TasteWeights Draw(DemoRandom random)
    {
        double[] weights = [0.36, 0.18, 0.12, 0.14, 0.14, 0.06];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] *= random.Between(0.6, 1.4);
        return new(weights[0] / sum, weights[1] / sum, weights[2] / sum, weights[3] / sum, weights[4] / sum, weights[5] / sum);
    }
}
