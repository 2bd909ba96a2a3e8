using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// What a row of a bound block cannot score more than: the leaves that its block can reach, less those that its own district, ticket, recognitions, day of founding and scorecard
/// rule out. Of what costs more to compute, the likeness to rounds and the probability of a breach, the bounds of the block stand. For one thread.
/// </summary>
internal sealed class RowMasks
{
    /// <summary>Tickets and days of which the leaves are kept.</summary>
    private const int MostKept = 8_192;

    private static readonly FeatureSlot[] _ofTicket = [FeatureSlot.AmountFit, FeatureSlot.Amount, FeatureSlot.SameAmountHabit, FeatureSlot.AmountDistance, FeatureSlot.AmountForStageDistance, FeatureSlot.LossHeadroom];

    private readonly FundMasks _fund;
    private readonly MaskTrees _trees;
    private readonly uint[] _leaves;
    private readonly double[] _values = new double[FeatureSlots.Count];
    private readonly Dictionary<long, TicketLeaves> _tickets = [];
    private readonly uint[]?[] _founded = new uint[]?[MostKept];
    private readonly Dictionary<(int, int), uint[]> _foundedByRank = [];
    private readonly int _prior;
    private readonly int _publicPrior;
    private readonly (double All, double Public)[] _districts;
    private readonly (double All, double Public)[] _strengths;
    private RequestFamily _family;
    private BlockMemory? _block;
    private (Interval All, Interval Public) _shared;
    private TicketLeaves? _ticket;
    private long _lastTicket;
    private long _later;
    private long _least;

    public RowMasks(FundMasks fund)
    {
        (_fund, _trees) = (fund, fund.Trees);
        _leaves = new uint[_trees.Words];
        (_prior, _publicPrior) = (fund.Columns.ColumnOf(FeatureSlot.PriorScore), fund.Columns.ColumnOf(FeatureSlot.PublicPriorScore));
        var words = fund.Tables.Words;
        _districts = [.. words.Districts.Select((_, d) => Adds(fund.Tables.OfDistrict(d).Values))];
        _strengths = [.. words.Strengths.Select(s => Adds([(FeatureSlot.Recognitions, s)]))];
    }

    /// <summary>The next rows are of a block.</summary>
    /// <param name="family">Of the rows.</param>
    /// <param name="block">From its bound.</param>
    /// <param name="least">The score to be reached, in steps of 2^-32.</param>
    public void Begin(RequestFamily family, BlockMemory block, long least)
    {
        _least = least;
        (_family, _block, _lastTicket, _later) = (family, block, -1, _trees.UpperOfLater(block.Leaves));
        var (sectors, stage) = (Adds(_fund.Tables.OfSectors(family.Sectors).Values), Adds(_fund.Tables.OfStage(family.Stage).Values));
        var columns = _fund.Columns;
        var (all, open) = (columns.All.Of(FeatureSlot.BreachProbabilityChange, block.BreachChange), columns.Public.Of(FeatureSlot.BreachProbabilityChange, block.BreachChange));
        var (allKnown, publicKnown) = (columns.All.Constant + sectors.All + stage.All, columns.Public.Constant + sectors.Public + stage.Public);
        _shared = (new(all.Lower + allKnown, all.Upper + allKnown), new(open.Lower + publicKnown, open.Upper + publicKnown));
    }

    /// <summary>Whether a row may reach the score.</summary>
    /// <param name="columns">Of the row.</param>
    /// <param name="row">Of the block.</param>
    /// <param name="ticket">Of the row, more than 0.</param>
    public bool MayReach(RequestColumns columns, int row, long ticket)
    {
        if (ticket != _lastTicket)
            (_ticket, _lastTicket) = (Ticket(ticket), ticket);
        var (district, recognitions) = (columns.Districts[row], columns.Recognitions[row]);
        var share = TicketShare.Of(ticket, columns.Amounts[row]);
        var all = _ticket!.Adds.All + _districts[district].All + _strengths[recognitions].All + _fund.Columns.All.Of(FeatureSlot.TicketShare, share);
        var open = _ticket.Adds.Public + _districts[district].Public + _strengths[recognitions].Public + _fund.Columns.Public.Of(FeatureSlot.TicketShare, share);
        var (right, left) = Scorecard(_prior, _shared.All, all);
        var (publicRight, publicLeft) = Scorecard(_publicPrior, _shared.Public, open);
        return _trees.MayReach(
            new RowLeaves
            {
                Block = _block!.Leaves,
                Ticket = _ticket.Leaves,
                District = _fund.District(district),
                Strength = _fund.Strength(recognitions),
                Founded = _fund.Tables.Investor is null ? _trees.All : Founded(columns.Founded[row]),
                Scorecard = _prior < 0 ? _trees.All : _trees.Right(_prior, right),
                ScorecardLeft = _prior < 0 ? _trees.All : _trees.Left(_prior, left),
                PublicScorecard = _publicPrior < 0 ? _trees.All : _trees.Right(_publicPrior, publicRight),
                PublicScorecardLeft = _publicPrior < 0 ? _trees.All : _trees.Left(_publicPrior, publicLeft),
            },
            _least,
            _later,
            _leaves);
    }

    /// <summary>Places among the thresholds. The sums are not in the order of the lines: a little more or less than the score.</summary>
    private (int Lower, int Upper) Scorecard(int column, Interval shared, double own)
    {
        if (column < 0)
            return (0, 0);
        var bounds = ColumnBounds.Of(Interval.Around(shared.Lower + own, shared.Upper + own));
        return _trees.Ranks(column, bounds);
    }

    private TicketLeaves Ticket(long fen)
    {
        var stage = _family.Stage!.Value;
        // An amount times eight still fits, and there are eight stages.
        var key = 8 * fen + (long)stage;
        if (_tickets.TryGetValue(key, out var known))
            return known;
        if (_tickets.Count == MostKept)
            _tickets.Clear();
        _fund.Tickets.Fill(fen, stage, _values);
        (FeatureSlot, double)[] values = Array.ConvertAll(_ofTicket, s => (s, _values[(int)s]));
        var made = new TicketLeaves(_fund.Exact(values), Adds(values));
        _tickets.Add(key, made);
        return made;
    }

    private uint[] Founded(int day)
    {
        // Days and the one that is none, side by side where they fall into the table, as good as all do.
        var place = day == RequestColumns.NoDay ? 0 : _fund.Tables.Investor!.Knowledge.Day - day;
        ref var known = ref _founded[(uint)place < MostKept ? place : 0];
        if (known is not null && (uint)place < MostKept)
            return known;
        var investor = _fund.Tables.Investor!;
        var (age, distance) = day == RequestColumns.NoDay
            ? (double.NaN, double.NaN)
            : (CompanyAge.Of(investor.Knowledge.Day, day), investor.Distance(Trait.Age, TraitValues.Age(investor.Knowledge.Day, day)));
        // Thousands of days fall between some dozen pairs of thresholds.
        var ranks = (_fund.Rank(FeatureSlot.CompanyAge, age), _fund.Rank(FeatureSlot.AgeDistance, distance));
        if (!_foundedByRank.TryGetValue(ranks, out var made))
            _foundedByRank.Add(ranks, made = _fund.Exact([(FeatureSlot.CompanyAge, age), (FeatureSlot.AgeDistance, distance)]));
        if ((uint)place < MostKept)
            known = made;
        return made;
    }

    private (double All, double Public) Adds((FeatureSlot Slot, double Value)[] values) => (_fund.Columns.All.Of(values), _fund.Columns.Public.Of(values));

    /// <param name="Leaves">That candidates with this ticket can reach.</param>
    /// <param name="Adds">What it adds to the scorecards.</param>
    private sealed record TicketLeaves(uint[] Leaves, (double All, double Public) Adds);
}
