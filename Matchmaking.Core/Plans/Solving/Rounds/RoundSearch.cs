using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>
/// Searches for the best schedule and the lowest bound: the flow whose pairs ejection chains put into rounds; where those do not all fit, the linear relaxation, whose
/// prices lower the bound and whose shares say which pairs do fit; matchings round by round to fill what is left.
/// It is over when value and bound meet. Work is counted in steps, so an answer does not depend on the speed of a machine.
/// </summary>
internal sealed class RoundSearch
{
    private const long MostInsertionSteps = 2_000_000;
    private const int StepsBetweenLooks = 400;
    private const int SweepTurns = 4;
    private const int MostPairsToExhaust = 400;
    private const int MostTriesOfASet = 50;
    private const int LooksWithoutGain = 25;

    // Rounding a price up and another one down costs a unit on many pairs; several ways of rounding lose fewer.
    private static readonly double[] _offsets = [0.5, 0.25, 0.02, 0.75];

    private readonly RoundModel _model;
    private readonly RoundChoice _choice;
    private readonly RoundSchedule _trial;
    private readonly IProgress<SolveProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private RoundSweep? _sweep;
    private int[] _lastTried = [];
    private int _triesOfLast;
    private RoundScore _score = new(int.MaxValue, 0);

    public RoundSearch(RoundModel model, IProgress<SolveProgress>? progress, CancellationToken cancellation)
    {
        _model = model;
        _choice = model.LimitsMayHold ? new RoundChoice(model) : throw new ArgumentException("Limits contradict each other.", nameof(model));
        _trial = new RoundSchedule(model);
        _progress = progress;
        _cancellation = cancellation;
        Bound = new RoundBound(model, _choice);
        Best = new RoundSchedule(model);
    }

    public RoundBound Bound { get; }

    /// <summary>The best schedule so far; it is a plan where <see cref="HasPlan"/>.</summary>
    public RoundSchedule Best { get; }

    public RoundScore Score => _score;

    public bool HasPlan => _score.Missing == 0;

    public bool IsOptimal => HasPlan && _score.Value == Bound.Value;

    /// <summary>Every plan is worth at least 0, so a bound below that shows that there is none.</summary>
    public bool IsImpossible => Bound.Value < 0;

    /// <summary>The first attempt: the pairs of the flow.</summary>
    /// <returns>False where the flow shows that there is no plan.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled before there was a choice.</exception>
    public bool Begin()
    {
        if (!Bound.Try(new RoundPriceTable(_model), _cancellation))
            return false;
        TryPairs([.. _choice.Pairs], seed: 0);
        _progress?.Report(new(0, 1, HasPlan ? _score.Value : null, Bound.Value));
        return true;
    }

    /// <summary>Works on value and bound until they meet or the effort is spent.</summary>
    /// <param name="effort">Most columns x steps of the relaxation; a billion takes several seconds.</param>
    public void Improve(long effort)
    {
        if (IsOptimal || _model.Pairs.Length == 0)
            return;
        var relaxation = new RoundRelaxation(_model);
        var prices = new RoundPriceTable(_model);
        var shares = new double[_model.Pairs.Length];
        var looks = Math.Max(1, effort / ((long)StepsBetweenLooks * Math.Max(1, relaxation.Columns)));
        var lastGain = 0L;
        for (var look = 1L; look <= looks && look - lastGain <= LooksWithoutGain && !IsOptimal && !IsImpossible && !_cancellation.IsCancellationRequested; look++)
        {
            var before = (_score, Bound.Value);
            relaxation.Advance(StepsBetweenLooks, _cancellation);
            relaxation.ReadShares(shares);
            foreach (var offset in _offsets)
            {
                relaxation.ReadPrices(prices, offset);
                if (!Bound.Try(prices, CancellationToken.None))
                    return;
            }

            if (ChooseByShares(shares) && IsWorthTrying(_choice.Pairs))
                TryPairs([.. _choice.Pairs], (ulong)look);
            if (before != (_score, Bound.Value))
                lastGain = look;
            _progress?.Report(new(look, looks, HasPlan ? _score.Value : null, Bound.Value));
        }
    }

    /// <summary>Tries all that is left to try, where that is little.</summary>
    /// <returns>Whether nothing was left out: then the best schedule is optimal, and without one there is no plan.</returns>
    public bool Exhaust(long nodes)
    {
        if (IsOptimal)
            return true;
        if (_model.Pairs.Length > MostPairsToExhaust)
            return false;
        var enumeration = new RoundEnumeration(_model, Bound, Keep, _cancellation);
        return enumeration.Run(HasPlan ? _score.Value : null, nodes);
    }

    // The choice that has most of the relaxation's shares: where those are whole numbers it is just their pairs.
    private bool ChooseByShares(double[] shares)
    {
        const double Whole = 1 << 20;
        var weights = new long[shares.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (long)Math.Round((shares[i] - 0.25) * Whole);
        return _choice.Choose(weights, CancellationToken.None);
    }

    // The same pairs come up again and again once the relaxation has settled.
    private bool IsWorthTrying(List<int> pairs)
    {
        if (!pairs.SequenceEqual(_lastTried))
        {
            _lastTried = [.. pairs];
            _triesOfLast = 0;
        }

        return _triesOfLast++ < MostTriesOfASet && (!HasPlan || _model.FairScale > 0 || ValueOf(pairs) > _score.Value);
    }

    private long ValueOf(List<int> pairs) => pairs.Sum(p => _model.Pairs[p].Weight) + _model.Fixed.Sum(m => m.Pair.Weight);

    private void TryPairs(int[] pairs, ulong seed)
    {
        for (var i = 0; i < _model.Pairs.Length; i++)
        {
            if (_trial.RoundOf[i] >= 0)
                _trial.Remove(i);
        }

        var left = new RoundInsertion(_model, _trial, SplitMix64.Mix(seed + (ulong)_model.Problem.Terms.Seed)).Insert(pairs, Math.Min(MostInsertionSteps, 300L * (pairs.Length + 20)), _cancellation);
        Keep(_trial);
        if (left.Count == 0 && HasPlan && IsOptimal)
            return;
        _sweep ??= new RoundSweep(_model);
        _sweep.Improve(_trial, SweepTurns, _cancellation);
        Keep(_trial);
    }

    private void Keep(RoundSchedule schedule)
    {
        var score = RoundScore.Of(_model, schedule);
        if (!score.IsBetterThan(_score))
            return;
        _score = score;
        Best.CopyFrom(schedule);
    }
}
