using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Prior;

namespace Matchmaking.Ranking.Index;

/// <summary>A model as the index asks it: for the raw scores of ordinary candidates, and for what no candidate between bounds can score more than. Safe to share.</summary>
internal abstract class IndexScorer
{
    /// <summary>The features that differ between candidates.</summary>
    public abstract SlotNeeds Needs { get; }

    /// <summary>Null for a model of which the index does not know what it reads.</summary>
    public static IndexScorer? TryFor(IRankingModel model) => model switch
    {
        PriorScorecard scorecard => new ScorecardScorer(scorecard),
        LearnedModel learned when Enumerable.Range(0, learned.Features(RankingDirection.FundToRequests).Count).All(c => FeatureSlots.Knows(learned.Features(RankingDirection.FundToRequests)[c])) =>
            new LearnedScorer(learned.Of(RankingDirection.FundToRequests)),
        _ => null,
    };

    /// <summary>The scorer for one fund.</summary>
    /// <param name="tables">What the fund makes of the words of the snapshot.</param>
    public abstract IFundScorer For(FundTables tables);
}

/// <summary>A scorer for one fund. Safe to share; what it works in belongs to one thread.</summary>
internal interface IFundScorer
{
    /// <summary>Room for up to a number of rows.</summary>
    IScorerRoom MakeRoom(int rows);

    /// <summary>No candidate whose features lie between the bounds has a higher raw score.</summary>
    /// <param name="bounds">By slot.</param>
    /// <param name="room">Of the calling thread.</param>
    double Bound(ReadOnlySpan<Interval> bounds, IScorerRoom room);
}

/// <summary>Rows that wait for their scores.</summary>
internal interface IScorerRoom
{
    /// <summary>The features that a block's rows share.</summary>
    /// <param name="values">By slot; those of sectors and stage are set.</param>
    void Begin(ReadOnlySpan<double> values);

    /// <param name="place">From 0, without gaps.</param>
    /// <param name="values">By slot, all set.</param>
    void Set(int place, ReadOnlySpan<double> values);

    /// <summary>Scores the first rows.</summary>
    void Score(Span<double> raw);
}
