using System.Runtime.InteropServices;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// What a row of a bound block cannot score more than: the leaves that its block can reach, less those that its own district, ticket, recognitions, day of founding and scorecard
/// rule out. Of what costs more to compute, the likeness to rounds and the probability of a breach, the bounds of the block stand; rows that these leave open are bound again by their own.
/// For one thread.
/// </summary>
internal sealed class RowMasks
{
    /// <summary>Days of which the leaves are kept.</summary>
    private const int MostDays = 8_192;

    private static readonly FeatureSlot[] _ofTicket = [FeatureSlot.AmountFit, FeatureSlot.Amount, FeatureSlot.SameAmountHabit, FeatureSlot.AmountDistance, FeatureSlot.AmountForStageDistance, FeatureSlot.LossHeadroom];

    private readonly FundMasks _fund;
    private readonly MaskTrees _trees;
    private readonly double[] _values = new double[FeatureSlots.Count];
    private readonly TicketTable<TicketLeaves> _tickets = new();
    private readonly uint[]?[] _founded = new uint[]?[MostDays];
    private readonly Dictionary<(int, int), uint[]> _foundedByRank = [];
    private readonly int _prior;
    private readonly int _publicPrior;
    private readonly (double All, double Public)[] _districts;
    private readonly (double All, double Public)[] _strengths;
    private readonly long[] _rest;
    private readonly RowLikeness _likeness;

    public RowMasks(FundMasks fund)
    {
        (_fund, _trees) = (fund, fund.Trees);
        (_rest, _likeness) = (new long[_trees.Steps], new(fund));
        (_prior, _publicPrior) = (fund.Columns.ColumnOf(FeatureSlot.PriorScore), fund.Columns.ColumnOf(FeatureSlot.PublicPriorScore));
        var words = fund.Tables.Words;
        _districts = [.. words.Districts.Select((_, d) => Adds(fund.Tables.OfDistrict(d).Values))];
        _strengths = [.. words.Strengths.Select(s => Adds([(FeatureSlot.Recognitions, s)]))];
    }

    /// <summary>Bounds rows of one block.</summary>
    /// <param name="rows">Of which block, and which of it.</param>
    /// <param name="block">From its bound.</param>
    /// <param name="least">The score to be reached, in steps of 2^-32.</param>
    /// <param name="upper">One for each row: in steps too, <see cref="long.MinValue"/> for one that does not reach the score.</param>
    public void Bound(in BlockRows rows, BlockMemory block, long least, Span<long> upper)
    {
        _trees.Rest(block.Leaves, _rest);
        var (columns, family, stage) = (rows.Columns, rows.Family, rows.Family.Stage!.Value);
        var (all, open) = Shared(family, block);
        var (wholeAll, wholeOpen) = Share(1);
        ref readonly var anything = ref MemoryMarshal.GetReference(_trees.All);
        // Rows of a block are in the order of their amounts.
        var (its, last) = (default(TicketLeaves), -1L);
        for (var i = 0; i < rows.Rows.Length; i++)
        {
            var (row, ticket) = (rows.Rows[i], rows.Tickets[i]);
            var (district, recognitions) = (columns.Districts[row], columns.Recognitions[row]);
            if (its is null || ticket != last)
                (its, last) = (Ticket(ticket, stage), ticket);
            var (shareAll, shareOpen) = ticket == columns.Amounts[row] ? (wholeAll, wholeOpen) : Share(TicketShare.Of(ticket, columns.Amounts[row]));
            var leaves = new RowLeaves
            {
                Block = ref MemoryMarshal.GetReference(block.Leaves),
                Ticket = ref MemoryMarshal.GetArrayDataReference(its.Leaves),
                District = ref MemoryMarshal.GetReference(_fund.District(district)),
                Strength = ref MemoryMarshal.GetReference(_fund.Strength(recognitions)),
                Founded = ref _fund.Tables.Investor is null ? ref anything : ref MemoryMarshal.GetArrayDataReference(Founded(columns.Founded[row])),
                Scorecard = ref anything,
                ScorecardLeft = ref anything,
                PublicScorecard = ref anything,
                PublicScorecardLeft = ref anything,
            };
            if (_prior >= 0)
            {
                var (right, left) = Scorecard(_prior, all, its.Adds.All + _districts[district].All + _strengths[recognitions].All + shareAll);
                leaves.Scorecard = ref MemoryMarshal.GetReference(_trees.Right(_prior, right));
                leaves.ScorecardLeft = ref MemoryMarshal.GetReference(_trees.Left(_prior, left));
            }

            if (_publicPrior >= 0)
            {
                var (right, left) = Scorecard(_publicPrior, open, its.Adds.Public + _districts[district].Public + _strengths[recognitions].Public + shareOpen);
                leaves.PublicScorecard = ref MemoryMarshal.GetReference(_trees.Right(_publicPrior, right));
                leaves.PublicScorecardLeft = ref MemoryMarshal.GetReference(_trees.Left(_publicPrior, left));
            }

            upper[i] = _trees.Upper(leaves, _rest, least);
            if (upper[i] == long.MinValue)
                continue;
            leaves.Block = ref MemoryMarshal.GetReference(_likeness.Of(block.Leaves, family, district, ticket));
            upper[i] = _trees.Upper(leaves, _rest, least);
        }
    }

    /// <summary>What all rows of a block add to the scorecards.</summary>
    private (Interval All, Interval Public) Shared(RequestFamily family, BlockMemory block)
    {
        var columns = _fund.Columns;
        var (sectors, stage) = (Adds(_fund.Tables.OfSectors(family.Sectors).Values), Adds(_fund.Tables.OfStage(family.Stage).Values));
        var (all, open) = (columns.All.Of(FeatureSlot.BreachProbabilityChange, block.BreachChange), columns.Public.Of(FeatureSlot.BreachProbabilityChange, block.BreachChange));
        var (allKnown, publicKnown) = (columns.All.Constant + sectors.All + stage.All, columns.Public.Constant + sectors.Public + stage.Public);
        return (new(all.Lower + allKnown, all.Upper + allKnown), new(open.Lower + publicKnown, open.Upper + publicKnown));
    }

    /// <summary>Places among the thresholds. The sums are not in the order of the lines: a little more or less than the score.</summary>
    private (int Lower, int Upper) Scorecard(int column, Interval shared, double own) =>
        _trees.Ranks(column, ColumnBounds.Of(Interval.Around(shared.Lower + own, shared.Upper + own)));

    private TicketLeaves Ticket(long fen, Core.Common.Stage stage)
    {
        // An amount times eight still fits, and there are eight stages.
        var key = 8 * fen + (long)stage;
        if (_tickets.Find(key) is { } known)
            return known;
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
        ref var known = ref _founded[(uint)place < MostDays ? place : 0];
        if (known is not null && (uint)place < MostDays)
            return known;
        var investor = _fund.Tables.Investor!;
        var (age, distance) = day == RequestColumns.NoDay
            ? (double.NaN, double.NaN)
            : (CompanyAge.Of(investor.Knowledge.Day, day), investor.Distance(Trait.Age, TraitValues.Age(investor.Knowledge.Day, day)));
        // Thousands of days fall between some dozen pairs of thresholds.
        var ranks = (_fund.Rank(FeatureSlot.CompanyAge, age), _fund.Rank(FeatureSlot.AgeDistance, distance));
        if (!_foundedByRank.TryGetValue(ranks, out var made))
            _foundedByRank.Add(ranks, made = _fund.Exact([(FeatureSlot.CompanyAge, age), (FeatureSlot.AgeDistance, distance)]));
        if ((uint)place < MostDays)
            known = made;
        return made;
    }

    private (double All, double Public) Share(double share) => (_fund.Columns.All.Of(FeatureSlot.TicketShare, share), _fund.Columns.Public.Of(FeatureSlot.TicketShare, share));

    private (double All, double Public) Adds((FeatureSlot Slot, double Value)[] values) => (_fund.Columns.All.Of(values), _fund.Columns.Public.Of(values));

    /// <param name="Leaves">That candidates with this ticket can reach.</param>
    /// <param name="Adds">What it adds to the scorecards.</param>
    private sealed record TicketLeaves(uint[] Leaves, (double All, double Public) Adds);
}
