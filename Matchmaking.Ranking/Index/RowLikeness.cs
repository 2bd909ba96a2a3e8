using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// The leaves that a row can reach by its own likeness to rounds and its own probability of a breach, of which its block knows much wider bounds: asked of the few rows that their
/// blocks leave open. For one thread.
/// </summary>
internal sealed class RowLikeness
{
    private readonly FundMasks _fund;
    private readonly float[] _family;
    private readonly uint[] _leaves;
    private RequestFamily _known = new(-1, null, -1);

    public RowLikeness(FundMasks fund)
    {
        (_fund, _leaves) = (fund, new uint[fund.Trees.Words]);
        _family = new float[fund.Tables.Likeness?.Padded ?? 0];
    }

    /// <param name="block">The leaves that rows of its block can reach.</param>
    /// <param name="family">Of the row.</param>
    /// <param name="district">Of the row.</param>
    /// <param name="ticket">Of the row.</param>
    /// <returns>Holds until the next call.</returns>
    public ReadOnlySpan<uint> Of(ReadOnlySpan<uint> block, RequestFamily family, int district, long ticket)
    {
        block.CopyTo(_leaves);
        if (_fund.Columns.ColumnOf(FeatureSlot.BreachProbabilityChange) >= 0)
            And(FeatureSlot.BreachProbabilityChange, Interval.Of(_fund.Tickets.BreachChange(ticket, family.Stage!.Value, family.Chain)));
        if (_fund.Tables.LikenessBounds is not { } likeness)
            return _leaves;
        if (family != _known)
        {
            likeness.Multiply(_fund.Tables.OfSectors(family.Sectors), _fund.Tables.OfStage(family.Stage), _family);
            _known = family;
        }

        var (log, factors) = (PortableMath.Log(ticket), _fund.Tables.BoundsOfDistrict(district));
        var (round, nearest, recent) = likeness.Of(_family, factors.Lower, factors.Upper, log, log);
        And(FeatureSlot.RoundLikeness, round);
        And(FeatureSlot.NearestRound, nearest);
        And(FeatureSlot.RecentRoundLikeness, recent);
        return _leaves;
    }

    private void And(FeatureSlot slot, Interval bounds)
    {
        if (_fund.Columns.ColumnOf(slot) is >= 0 and var column)
            _fund.Trees.And(column, ColumnBounds.Of(bounds), _leaves);
    }
}
