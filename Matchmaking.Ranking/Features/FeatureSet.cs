using Matchmaking.Ranking.Histories;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Ranking.Features;

/// <summary>The features of learned models in their order: one column each. Immutable.</summary>
public sealed class FeatureSet
{
    private readonly IFeature[] _features;

    private FeatureSet(params IFeature[] features)
    {
        _features = features;
        Infos = [.. features.Select(f => f.Info)];
    }

    /// <summary>All features; what a pair does not know is missing.</summary>
    public static FeatureSet All { get; } = new(
        new SectorCloseness(),
        new StageFocus(),
        new PlaceFit(),
        new TicketShare(),
        new AmountFit(),
        new Recognitions(),
        new SectorHabit(),
        new BestSectorHabit(),
        new StageHabit(),
        new PlaceLevelHabit(1),
        new PlaceLevelHabit(2),
        new PlaceLevelHabit(3),
        new HomePlace(),
        new NearestCompany(),
        new RoundLikeness(),
        new NearestRound(),
        new RecentRoundLikeness(),
        new NeighbourRoundLikeness(),
        new FollowedRoundLikeness(),
        new NeighbourSectorHabit(),
        new NeighbourPlaceHabit(1),
        new NeighbourPlaceHabit(2),
        new NeighbourPlaceHabit(3),
        new EarlierBackers(),
        new ClosestBacker(),
        new KnownBackers(),
        new BackersHabit(),
        new BackedShare(),
        new DaysSinceBacked(),
        new FollowOnRate(),
        new Pace(),
        new DaysSinceInvested(),
        new DaysSinceRound(),
        new UsualInvestors(),
        new CompanyAge(),
        new EarlierResult(),
        new DaysSinceMet(),
        new OwnPreference(),
        new CandidateAmount(),
        new AmountKnownHabit(),
        new SameAmountHabit(),
        new AmountStep(),
        new TraitDistance("amount-distance", Trait.Amount, "no earlier round, or no amount"),
        new TraitDistance("amount-for-stage-distance", Trait.AmountForStage, "no earlier round, or no amount"),
        new StageStep(),
        new TraitDistance("age-distance", Trait.Age, "no earlier round, or the day of founding is unknown"),
        new TraitDistance("earlier-rounds-distance", Trait.EarlierRounds, "no earlier round"),
        new TraitDistance("raised-distance", Trait.Raised, "no earlier round"),
        new TraitDistance("backers-distance", Trait.Backers, "no earlier round"),
        new TraitDistance("place-size-distance", Trait.PlaceSize, "no earlier round"),
        new LossHeadroom(),
        new BreachProbabilityChange(),
        new PriorScore(isPublic: true),
        new PriorScore(isPublic: false));

    /// <summary>Those of <see cref="All"/> that read public facts alone.</summary>
    public static FeatureSet Public { get; } = new([.. All._features.Where(f => f.Info.IsPublic)]);

    /// <summary>What a direction may see.</summary>
    public static FeatureSet Of(RankingDirection direction) => direction == RankingDirection.FundToRequests ? All : Public;

    public IReadOnlyList<FeatureInfo> Infos { get; }

    public int Count => _features.Length;

    /// <summary>The feature of a column.</summary>
    internal IFeature this[int column] => _features[column];

    /// <summary>Some of these features, in another order.</summary>
    /// <param name="ids">Which (<see cref="FeatureInfo.Id"/>), in the order of the columns.</param>
    /// <exception cref="KeyNotFoundException">There is no such feature among these.</exception>
    public FeatureSet Choose(IEnumerable<string> ids)
    {
        var byId = _features.ToDictionary(f => f.Info.Id, StringComparer.Ordinal);
        return new([.. ids.Select(id => byId[id])]);
    }

    /// <summary>Computes the row of a pair, NaN where a value is missing.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="row">As many as features; filled.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void Fill(in FeaturePair pair, Span<float> row)
    {
        if (row.Length != _features.Length)
            throw new ArgumentException($"A row has {_features.Length} values, not {row.Length}.", nameof(row));
        for (var f = 0; f < row.Length; f++)
            row[f] = (float)_features[f].Value(pair);
    }

    /// <summary>The rows of pairs, one after the other.</summary>
    public float[] Rows(ReadOnlySpan<FeaturePair> pairs)
    {
        var rows = new float[pairs.Length * Count];
        for (var i = 0; i < pairs.Length; i++)
            Fill(pairs[i], rows.AsSpan(i * Count, Count));
        return rows;
    }
}
