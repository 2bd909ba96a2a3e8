using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Prior;

namespace Matchmaking.Ranking.Index;

/// <summary>A learned model: trees over the columns of its part.</summary>
internal sealed class LearnedScorer : IndexScorer
{
    private readonly LearnedDirection _trees;

    // One of the two; masks where the model is not too large for them.
    private readonly MaskTrees? _masks;
    private readonly BoundTrees? _walk;

    public LearnedScorer(LearnedDirection trees)
    {
        _trees = trees;
        _masks = MaskTrees.TryMake(trees.Ensemble);
        _walk = _masks is null ? new(trees.Ensemble) : null;
        var slots = trees.Features.Infos.Select(FeatureSlots.Of).OfType<FeatureSlot>().ToHashSet();
        if (slots.Contains(FeatureSlot.PriorScore))
            slots.UnionWith(ScorecardTerms.Slots(PriorScorecard.Second.Lines(RankingDirection.FundToRequests)));
        if (slots.Contains(FeatureSlot.PublicPriorScore))
            slots.UnionWith(ScorecardTerms.Slots(PriorScorecard.Second.Lines(RankingDirection.RequestToFunds)));
        Needs = new(slots);
    }

    public override SlotNeeds Needs { get; }

    public override IFundScorer For(FundTables tables, TicketTerms tickets)
    {
        var columns = new LearnedColumns(_trees.Features, tables);
        return new OfFund(_trees, columns, _masks is null ? null : new(_masks, columns, tables, tickets), _walk);
    }

    private sealed class OfFund(LearnedDirection trees, LearnedColumns columns, FundMasks? masks, BoundTrees? walk) : IFundScorer
    {
        public IScorerRoom MakeRoom(int rows) => new LearnedRoom(trees, columns, masks, walk, rows);
    }
}
