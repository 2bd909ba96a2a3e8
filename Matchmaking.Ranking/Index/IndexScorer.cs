using System.Runtime.CompilerServices;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Prior;

namespace Matchmaking.Ranking.Index;

/// <summary>A model as the index asks it: for the raw scores of ordinary candidates, and for what candidates cannot score more than. Safe to share.</summary>
internal abstract class IndexScorer
{
    private static readonly ConditionalWeakTable<IRankingModel, IndexScorer> _known = [];

    /// <summary>The features that differ between candidates.</summary>
    public abstract SlotNeeds Needs { get; }

    /// <summary>Null for a model of which the index does not know what it reads. What it keeps of a model goes with the model.</summary>
    public static IndexScorer? TryFor(IRankingModel model)
    {
        if (_known.TryGetValue(model, out var known))
            return known;
        IndexScorer? made = model switch
        {
            PriorScorecard scorecard => new ScorecardScorer(scorecard),
            LearnedModel learned when learned.Features(RankingDirection.FundToRequests).All(FeatureSlots.Knows) => new LearnedScorer(learned.Of(RankingDirection.FundToRequests)),
            _ => null,
        };
        return made is null ? null : _known.GetValue(model, _ => made);
    }

    /// <summary>The scorer for one fund.</summary>
    /// <param name="tables">What the fund makes of the words of the snapshot.</param>
    /// <param name="tickets">What the fund makes of tickets.</param>
    public abstract IFundScorer For(FundTables tables, TicketTerms tickets);
}

/// <summary>A scorer for one fund. Safe to share.</summary>
internal interface IFundScorer
{
    /// <summary>Room for one thread.</summary>
    /// <param name="rows">Rows that are scored at once, at most.</param>
    IScorerRoom MakeRoom(int rows);
}

/// <summary>Where one thread bounds blocks, tells rows that cannot reach a score, and scores the others.</summary>
internal interface IScorerRoom
{
    /// <summary>No candidate whose features lie between the bounds has a higher raw score.</summary>
    /// <param name="block">The candidates.</param>
    /// <param name="bounds">By slot.</param>
    /// <param name="memory">What tells rows of the block apart later (<see cref="BoundRows"/>); null for nothing.</param>
    double Bound(in RequestBlock block, ReadOnlySpan<Interval> bounds, out BlockMemory? memory);

    /// <summary>What rows of a block cannot score more than; negative infinity for those that do not reach a score.</summary>
    /// <param name="rows">Of the block.</param>
    /// <param name="memory">From its bound; null where it was not bound.</param>
    /// <param name="least">The raw score that they have to reach.</param>
    /// <param name="upper">One for each row.</param>
    void BoundRows(in BlockRows rows, BlockMemory? memory, double least, Span<double> upper);

    /// <param name="place">From 0, without gaps.</param>
    /// <param name="values">By slot, all set.</param>
    void Set(int place, ReadOnlySpan<double> values);

    /// <summary>Scores the first rows.</summary>
    void Score(Span<double> raw);
}

/// <summary>What bounding a block has found that holds for each of its rows.</summary>
/// <param name="Leaves">That any of them can reach.</param>
/// <param name="BreachChange">Of all of them.</param>
internal sealed record BlockMemory(uint[] Leaves, Interval BreachChange);
