using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>
/// The Lagrangian bound over the rounds (Geoffrion 1974): with integer prices of slots and tables every pair costs what its cheapest round does, and the best choice at
/// the weights that are left, a flow, plus what the prices take in bounds every plan. Keeps the best prices seen.
/// </summary>
internal sealed class RoundBound
{
    private readonly RoundModel _model;
    private readonly RoundChoice _choice;
    private readonly long _fixedValue;
    private long[] _reduced = [];
    private RoundPriceTable _best;
    private long[] _prices = [];
    private long _roomPrice;

    public RoundBound(RoundModel model, RoundChoice choice)
    {
        _model = model;
        _choice = choice;
        _best = new RoundPriceTable(model);
        _fixedValue = RoundScore.OfFixed(model);
    }

    /// <summary>No plan is worth more.</summary>
    public long Value { get; private set; } = long.MaxValue;

    /// <summary>Evaluates the bound of some prices. The choice that attains it stays in the <see cref="RoundChoice"/>.</summary>
    /// <returns>Whether there is any choice; where not, there is no plan.</returns>
    public bool Try(RoundPriceTable prices, CancellationToken cancellation)
    {
        if (_reduced.Length == 0)
            _reduced = new long[_model.Pairs.Length];
        prices.Reduce(_reduced);
        if (!_choice.Choose(_reduced, cancellation))
            return false;
        Note(prices, _reduced);
        return true;
    }

    /// <summary>Notes the bound that prices prove, wherever they are from: a pass over the pairs in place of a flow, as tight as the prices are good. Not for fairness.</summary>
    /// <param name="prices">Of each participant.</param>
    /// <param name="roomPrice">Of a place in the room, at least 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void NotePrices(ReadOnlySpan<long> prices, long roomPrice)
    {
        if (Value != long.MaxValue || _model.FairScale != 0)
            throw new InvalidOperationException("There is a bound already, or fairness counts.");
        (_prices, _roomPrice) = (prices.ToArray(), roomPrice);
        for (var v = 0; v < _prices.Length; v++)
            _prices[v] = Sound(v);
        var bound = _fixedValue + ((Int128)roomPrice * (_model.Room ?? 0));
        for (var v = 0; v < _prices.Length; v++)
            bound += (Int128)_prices[v] * (_prices[v] > 0 ? _model.Most[v] : _model.Least[v]);
        var sum = 0L;
        var (pairs, fundNode, pinned, price) = (_model.Pairs, _model.FundNode, _model.Pinned, _prices);
        for (var i = 0; i < pairs.Length; i++)
        {
            var slack = pairs[i].Weight - price[pairs[i].Startup] - price[fundNode[i]] - roomPrice;
            sum = checked(sum + (pinned[i] ? slack : Math.Max(0, slack)));
        }

        Value = (long)Int128.Min(bound + sum, long.MaxValue - 1);
    }

    private void Note(RoundPriceTable prices, ReadOnlySpan<long> reduced)
    {
        var bound = prices.Outlay() + _fixedValue;
        var count = new int[_model.Participants];
        foreach (var pair in _choice.Pairs)
        {
            var s = _model.Pairs[pair].Startup;
            bound += reduced[pair] + _model.FairReward(s, ++count[s]);
        }

        if (bound >= Value)
            return;
        Value = (long)bound;
        _prices = _choice.Prices.ToArray();
        _roomPrice = _choice.RoomPrice;
        if (!ReferenceEquals(prices, _best))
            _best = prices.Copy();
    }

    /// <summary>Notes the bound without prices of rounds, where none are noted yet and the <see cref="RoundChoice"/> has the best choice at the weights themselves already.</summary>
    public void NoteUnpriced(ReadOnlySpan<long> weights)
    {
        if (_best.OfParticipants.AsSpan().ContainsAnyExcept(0))
            throw new InvalidOperationException("There are prices of rounds already.");
        Note(_best, weights);
    }

    /// <summary>Tells whether some choice of pairs within the limits has a meeting for a participant, rounds forgotten.</summary>
    public MeetingChances Chances() => _choice.Chances();

    /// <summary>The best prices in the form that everybody can check.</summary>
    public MeetingCertificate Certificate()
    {
        var prices = new long[_prices.Length];
        for (var v = 0; v < prices.Length; v++)
            prices[v] = Sound(v);
        long[] tables = [.. _best.OfTables.Select(z => z + _roomPrice)];
        var slots = _model.Fixed.Length == 0 ? _best : _best.Copy();
        FixedSlots.CloseTo(_model, prices, tables, slots.OfParticipants);
        return new MeetingCertificate
        {
            StartupPrices = prices[.._model.Startups],
            FundPrices = prices[_model.Startups..],
            TablePrices = _model.Problem.Places is null ? [] : tables,
            RoundPrices = [.. RoundPrices(slots)],
            FairScale = _model.FairScale,
        };
    }

    /// <summary>What a pair earns beyond the best prices in a round.</summary>
    public long SlackIn(int pair, int round)
    {
        var (s, f) = (_model.Pairs[pair].Startup, _model.FundNode[pair]);
        return _model.Pairs[pair].Weight - Sound(s) - Sound(f) - _roomPrice
            - _best.OfParticipants[(s * _model.Rounds) + round] - _best.OfParticipants[(f * _model.Rounds) + round] - _best.OfTables[round];
    }

    /// <summary>Price of an open round for a participant, among the best prices.</summary>
    public long OfSlot(int v, int round) => _best.OfParticipants[(v * _model.Rounds) + round];

    /// <summary>What the bound of the best prices grants a participant beyond what some number of meetings earns.</summary>
    public Int128 LossOfCount(int v, int meetings)
    {
        Int128 earned = 0, most = Int128.MinValue, actual = 0;
        var price = Sound(v);
        for (var number = 0; number <= _model.Most[v]; number++)
        {
            if (number > 0)
                earned += price + (v < _model.Startups ? _model.FairReward(v, number) : 0);
            if (number >= _model.Least[v])
                most = Int128.Max(most, earned);
            if (number == meetings)
                actual = earned;
        }

        return most - actual;
    }

    /// <summary>What the bound of the best prices grants for places at tables that meetings leave empty.</summary>
    public Int128 LossOfTables(int[] meetings)
    {
        Int128 loss = 0;
        for (var round = 0; round < meetings.Length && _model.Problem.Places is not null; round++)
            loss += (Int128)(_best.OfTables[round] + _roomPrice) * (_model.Places[round] - meetings[round]);
        return loss;
    }

    // Nobody whose pins already fill its minimum is paid to come; its pairs are not chosen at such a price, and a higher one only lowers their slack.
    private long Sound(int v)
    {
        if (_model.Least[v] > _model.PinnedCount[v])
            return _prices[v];
        return Math.Max(_prices[v], v < _model.Startups ? -_model.FairReward(v, _model.PinnedCount[v]) : 0);
    }

    private List<RoundPrice> RoundPrices(RoundPriceTable slots)
    {
        var prices = new List<RoundPrice>();
        for (var i = 0; i < slots.OfParticipants.Length; i++)
        {
            if (slots.OfParticipants[i] <= 0)
                continue;
            var v = i / _model.Rounds;
            var (side, index) = v < _model.Startups ? (MeetingSide.Startup, v) : (MeetingSide.Fund, v - _model.Startups);
            prices.Add(new(side, index, (i % _model.Rounds) + 1, slots.OfParticipants[i]));
        }

        return prices;
    }
}
