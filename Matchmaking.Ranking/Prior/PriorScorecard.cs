using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Ranking.Prior;

/// <summary>
/// The model before there are outcomes: a sum of weighted features that anyone can check by hand. The weights are data of
/// this file; changing one makes another version.
/// </summary>
internal sealed class PriorScorecard : IRankingModel
{
    private static readonly ScorecardLine[] _all =
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

    private static readonly ScorecardLine[] _public = [.. _all.Where(l => l.Feature.Info.IsPublic)];

    private static readonly IReadOnlyList<FeatureInfo> _allInfos = [.. _all.Select(l => l.Feature.Info)];

    private static readonly IReadOnlyList<FeatureInfo> _publicInfos = [.. _public.Select(l => l.Feature.Info)];

    public string Version => "prior-1";

    public double Baseline => 0;

    public IReadOnlyList<FeatureInfo> Features(RankingDirection direction) =>
        direction == RankingDirection.FundToRequests ? _allInfos : _publicInfos;

    public double Score(in FeaturePair pair, RankingDirection direction, Span<FeatureContribution> contributions)
    {
        var lines = direction == RankingDirection.FundToRequests ? _all : _public;
        if (contributions.Length != lines.Length)
            throw new ArgumentException($"{lines.Length} contributions, not {contributions.Length}.", nameof(contributions));
        var raw = Baseline;
        for (var i = 0; i < lines.Length; i++)
        {
            var value = lines[i].Feature.Value(pair);
            var contribution = lines[i].Contribution(value);
            contributions[i] = new(lines[i].Feature.Info.Name, double.IsNaN(value) ? null : value, contribution);
            raw += contribution;
        }

        return raw;
    }
}
