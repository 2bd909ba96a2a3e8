using Matchmaking.Ranking.Explain;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Models;

/// <summary>The trees of one direction, made ready.</summary>
internal sealed class LearnedDirection
{
    public LearnedDirection(ModelFile file, RankingDirection direction)
    {
        var part = file.Part(LearnedModel.PartOf(direction));
        Features = part.Choose(FeatureSet.Of(direction));
        Scorer = new(part.Ensemble);
        Ensemble = part.Ensemble;
        Shap = new(part.Ensemble);
        Refits = [.. part.Refits.Select(r => new BatchScorer(r))];
    }

    /// <summary>The columns, in the model's order.</summary>
    public FeatureSet Features { get; }

    public TreeEnsemble Ensemble { get; }

    public BatchScorer Scorer { get; }

    public TreeShap Shap { get; }

    public IReadOnlyList<BatchScorer> Refits { get; }
}
