using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Limits;

namespace Matchmaking.Ranking.Index;

/// <summary>How many rows of a block pass the hard limits.</summary>
internal enum BlockVerdict
{
    None,

    /// <summary>Each has to be judged.</summary>
    Some,

    /// <summary>Each has to be judged, and the probability of a breach with it.</summary>
    SomeByRisk,

    All,
}

/// <summary>
/// The hard limits of one fund over the words of a snapshot: each limit judges each word once, on a made-up request that has nothing else. What reads amounts is a range of them
/// for candidates of which the fund holds nothing. Agrees with <see cref="HardLimits"/> on every row whose startup the fund does not hold and that it did not veto.
/// </summary>
internal sealed class FundLimits
{
    private readonly bool[] _families;
    private readonly bool[] _terms;
    private readonly bool[] _sites;
    private readonly bool[] _districts;
    private readonly ulong _someTerms;
    private readonly ulong _allTerms;
    private readonly ulong _someSites;
    private readonly ulong _someDistricts;
    private readonly ulong _allDistricts;
    private readonly long _ticketMin;
    private readonly long _ticketMax;
    private readonly long _mostTicket;
    private readonly int _day;
    private readonly IndexVocabulary _words;
    private readonly FundTables _tables;

    public FundLimits(IndexQuery query, IndexVocabulary words, FundTables tables)
    {
        (_words, _tables) = (words, tables);
        var (mandate, book) = (query.Fund.Mandate.Facts, query.Fund.Book);
        var nothing = new RequestFacts { Id = default, StartupId = default, AmountCny = Money.Zero, MinTicketCny = Money.Zero };
        var joins = Passes(new FundStatusLimit(), nothing) && Passes(new LossAllowanceLimit(), nothing) && book.Uncalled is not null;
        bool[] sectors = [.. words.SectorSets.Select(s => Passes(new SectorLimit(), nothing with { Sectors = s }))];
        _families = [.. words.Families.Select(f => joins && sectors[f.Sectors] && Passes(new StageLimit(), nothing with { Stage = f.Stage }))];
        _terms = [.. words.Terms.Select(t => t.Status == RequestStatus.Open && Passes(new InstrumentLimit(), nothing with { Instruments = t.Instruments }))];
        _sites = [.. words.Terms.Select(t => Passes(new DistrictLimit(), nothing with { WillLandIn = t.WillLandIn }))];
        _districts = [.. words.Districts.Select(d => Passes(new DistrictLimit(), nothing with { District = d }))];
        (_someTerms, _allTerms) = (Some(_terms), All(_terms));
        _someSites = Some(_sites);
        (_someDistricts, _allDistricts) = (Some(_districts), All(_districts));
        _day = query.Context.AsOf.DayNumber;
        _ticketMin = mandate.TicketMinCny.Fen;
        _ticketMax = mandate.TicketMaxCny?.Fen ?? long.MaxValue;
        _mostTicket = Math.Min(book.Uncalled?.Fen ?? 0, book.LargestExposure?.Fen ?? 0);

        bool Passes(ILimit limit, RequestFacts request) => limit.Judge(new LimitSignals(request, mandate, book, query.Context.AsOf, IsVetoed: false)) is null;
    }

    public bool Takes(int family) => _families[family];

    /// <summary>The largest ticket of a request that passes.</summary>
    public long Ticket(long amount) => Math.Min(_ticketMax, amount);

    /// <summary>Removed rows and ones that the fund knows count as the others.</summary>
    public BlockVerdict Judge(in RequestBlock block)
    {
        if (!_families[block.Family] || (block.Terms & _someTerms) == 0 || ((block.Districts & _someDistricts) == 0 && (block.Terms & _someSites) == 0))
            return BlockVerdict.None;
        if (block.MaxAmount < _ticketMin || Ticket(block.MinAmount) > _mostTicket)
            return BlockVerdict.None;
        var all = (block.Terms & ~_allTerms) == 0
            && (block.Districts & ~_allDistricts) == 0
            && block.FirstValidUntil >= _day
            && block.MinAmount >= _ticketMin
            && !block.HasImpossible
            && block.LargestMinTicket <= _ticketMax
            && _ticketMin <= _ticketMax
            && Ticket(block.MaxAmount) <= _mostTicket
            && Ticket(block.MinAmount) > 0;
        return Risk(block, all);
    }

    /// <param name="columns">Of the row.</param>
    /// <param name="row">Of a family that the fund takes.</param>
    /// <param name="byRisk">Whether its block leaves open if the probability of a breach is tolerated.</param>
    public bool Passes(RequestColumns columns, int row, bool byRisk)
    {
        var (amount, terms) = (columns.Amounts[row], columns.Terms[row]);
        var low = Math.Max(_ticketMin, columns.MinTickets[row]);
        return _terms[terms]
            && (_districts[columns.Districts[row]] || _sites[terms])
            && columns.ValidUntil[row] >= _day
            && amount >= low
            && low <= _ticketMax
            && Ticket(amount) <= _mostTicket
            && (!byRisk || Tolerates(columns.Families[row], Ticket(amount)));
    }

    private bool Tolerates(int family, long ticket)
    {
        var (stage, chain) = (_words.Families[family].Stage!.Value, _words.Families[family].Chain);
        return _tables.RiskIn(chain) is not { } risk || risk.BreachProbability(stage, Money.FromFen(ticket)) is not { } probability || risk.IsTolerated(probability);
    }

    private BlockVerdict Risk(in RequestBlock block, bool all)
    {
        var family = _words.Families[block.Family];
        if (_tables.RiskIn(family.Chain) is { } risk
            && risk.BreachProbabilityBetween(family.Stage!.Value, Money.FromFen(Ticket(block.MinAmount)), Money.FromFen(Ticket(block.MaxAmount))) is (var lower, var upper))
        {
            if (!risk.IsTolerated(lower))
                return BlockVerdict.None;
            if (!risk.IsTolerated(upper))
                return BlockVerdict.SomeByRisk;
        }

        return all ? BlockVerdict.All : BlockVerdict.Some;
    }

    /// <summary>Bits that stand for a word that passes.</summary>
    private static ulong Some(bool[] passes)
    {
        var set = 0UL;
        for (var number = 0; number < passes.Length; number++)
            set |= passes[number] ? RequestBlock.Bit(number) : 0;
        return set;
    }

    /// <summary>Bits that stand for words that pass, each of them.</summary>
    private static ulong All(bool[] passes)
    {
        var set = ulong.MaxValue;
        for (var number = 0; number < passes.Length; number++)
            set &= passes[number] ? ulong.MaxValue : ~RequestBlock.Bit(number);
        return set;
    }
}
