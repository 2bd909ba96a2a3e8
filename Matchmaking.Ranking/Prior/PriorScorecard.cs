using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Ranking.Prior;

/// <summary>
/// The model before there are outcomes: a sum of weighted features that anyone can check by hand. The weights are data of
/// this file; changing one makes another version.
/// </summary>
internal sealed class PriorScorecard : IRankingModel
{
    /// <summary>Before there was a loss model; kept rankings name it.</summary>
    public static readonly PriorScorecard First = new("prior-1", FirstLines());

    /// <summary>With the loss model: what a ticket does to the probability of a breach counts.</summary>
    public static readonly PriorScorecard Second = new("prior-2", [.. FirstLines(), new(new BreachProbabilityChange(), Weight: -2.0, Neutral: 0)]);

    private readonly ScorecardLine[] _all;
    private readonly ScorecardLine[] _public;
    private readonly IReadOnlyList<FeatureInfo> _allInfos;
    private readonly IReadOnlyList<FeatureInfo> _publicInfos;

    private PriorScorecard(string version, ScorecardLine[] lines)
    {
        Version = version;
        _all = lines;
        _public = [.. lines.Where(l => l.Feature.Info.IsPublic)];
        _allInfos = [.. _all.Select(l => l.Feature.Info)];
        _publicInfos = [.. _public.Select(l => l.Feature.Info)];
    }

    public string Version { get; }

    public bool ReadsHistories => false;

    public IReadOnlyList<FeatureInfo> Features(RankingDirection direction) =>
        direction == RankingDirection.FundToRequests ? _allInfos : _publicInfos;

    public IScoredPairs Score(ReadOnlySpan<FeaturePair> pairs, RankingDirection direction)
    {
        var lines = Lines(direction);
        var contributions = new FeatureContribution[pairs.Length][];
        for (var pair = 0; pair < pairs.Length; pair++)
        {
            contributions[pair] = new FeatureContribution[lines.Length];
            for (var i = 0; i < lines.Length; i++)
            {
                var value = lines[i].Feature.Value(pairs[pair]);
                contributions[pair][i] = new(lines[i].Feature.Info.Name, double.IsNaN(value) ? null : value, lines[i].Contribution(value));
            }
        }

        return new Scores(contributions);
    }

    /// <summary>In the order in which they are added.</summary>
    internal ScorecardLine[] Lines(RankingDirection direction) => direction == RankingDirection.FundToRequests ? _all : _public;

    /// <summary>Of one pair, for models that build on it.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="publicOnly">Only the lines that read public facts alone.</param>
    internal double RawScore(in FeaturePair pair, bool publicOnly)
    {
        var raw = 0.0;
        foreach (var line in publicOnly ? _public : _all)
            raw += line.Contribution(line.Feature.Value(pair));
        return raw;
    }

    private static ScorecardLine[] FirstLines() =>
    [
        new(new SectorCloseness(), Weight: 1.0, Neutral: 0.5),
        new(new StageFocus(), Weight: 0.5, Neutral: 0.5),
        new(new PlaceFit(), Weight: 0.5, Neutral: 0.5),
        new(new TicketShare(), Weight: 0.5, Neutral: 0.5),
        new(new AmountFit(), Weight: 1.0, Neutral: 0.5),
        new(new Recognitions(), Weight: 0.8, Neutral: 0),
        new(new SectorHabit(), Weight: 0.4, Neutral: 0),
        new(new StageHabit(), Weight: 0.4, Neutral: 0),
        new(new PlaceHabit(), Weight: 0.3, Neutral: 0),
        new(new LossHeadroom(), Weight: 0.5, Neutral: 1),
    ];

    /// <summary>A raw score is the sum of the contributions in their order.</summary>
    private sealed class Scores(FeatureContribution[][] contributions) : IScoredPairs
    {
        public double Baseline => 0;

        public double RawScore(int pair)
        {
            var raw = Baseline;
            foreach (var contribution in contributions[pair])
                raw += contribution.Contribution;
            return raw;
        }

        public IReadOnlyList<FeatureContribution> Contributions(int pair) => contributions[pair];

        public IReadOnlyList<RankInterval>? Intervals() => null;
    }
}
