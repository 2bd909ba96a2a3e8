using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.ModelFiles;

namespace Matchmaking.Ranking.Models;

/// <summary>A trained model at work: an ensemble for each direction, that of requests from public features alone.</summary>
public sealed class LearnedModel : IRankingModel
{
    private readonly LearnedDirection _fundToRequests;
    private readonly LearnedDirection _requestToFunds;

    /// <param name="file">The model.</param>
    /// <exception cref="ModelFileException"><c>features-differ, damaged</c>: it names a feature that this build does not compute for the direction, or a direction is not there.</exception>
    public LearnedModel(ModelFile file)
    {
        Version = file.Version;
        _fundToRequests = new(file, RankingDirection.FundToRequests);
        _requestToFunds = new(file, RankingDirection.RequestToFunds);
    }

    public string Version { get; }

    public bool ReadsHistories => true;

    /// <summary>The name of a direction's part in model files.</summary>
    public static string PartOf(RankingDirection direction) => direction == RankingDirection.FundToRequests ? "fund-to-requests" : "request-to-funds";

    public IReadOnlyList<FeatureInfo> Features(RankingDirection direction) => Of(direction).Features.Infos;

    public IScoredPairs Score(ReadOnlySpan<FeaturePair> pairs, RankingDirection direction)
    {
        var trees = Of(direction);
        var rows = trees.Features.Rows(pairs);
        var scores = new long[pairs.Length];
        trees.Scorer.Score(rows, scores);
        return new LearnedScores(trees, rows, scores);
    }

    internal LearnedDirection Of(RankingDirection direction) => direction == RankingDirection.FundToRequests ? _fundToRequests : _requestToFunds;
}
