using System.Numerics;
using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>
/// Puts chosen pairs into rounds by ejection chains: a pair takes the round in which it is in the way of the fewest others, those look for
/// another round, and what has just left a round may not come back into it for a while (tabu search on partial colourings: Blöchliger and
/// Zufferey 2008, "A graph coloring heuristic using partial solutions and a reactive tabu scheme"). Deciding whether all pairs fit is NP-hard
/// (Even, Itai and Shamir 1976), so the search ends after a number of steps, with those left out that it could not place.
/// </summary>
internal sealed class RoundInsertion
{
    // Long bans shut a pair out of its few rounds: two steps placed sets that ten left a dozen pairs of outside.
    private const int ShortestBan = 1;
    private const int BanSpread = 2;

    private readonly RoundModel _model;
    private readonly RoundSchedule _schedule;
    private readonly bool[]? _settled;
    private readonly List<int> _waiting = [];
    private int[] _bannedRound = [];
    private long[] _bannedUntil = [];
    private int[] _waitingAt = [];
    private readonly List<(int Pair, int From, int To)> _sinceFewest = [];
    private SplitMix64 _random;
    private long _step;

    /// <param name="model">What is planned.</param>
    /// <param name="schedule">Worked on.</param>
    /// <param name="seed">Of the order in which pairs are tried.</param>
    /// <param name="settled">Pairs that stay where they are; null: none.</param>
    public RoundInsertion(RoundModel model, RoundSchedule schedule, ulong seed, bool[]? settled = null)
    {
        _settled = settled;
        _model = model;
        _schedule = schedule;
        _random = new(seed);
    }

    /// <summary>Places pairs that are not in the schedule; others may move to make room, and may end up outside.</summary>
    /// <param name="pairs">To be placed.</param>
    /// <param name="steps">Most ejections.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Those without a round, as few as there were at any time; empty if all fit.</returns>
    public IReadOnlyList<int> Insert(ReadOnlySpan<int> pairs, long steps, CancellationToken cancellation)
    {
        _waiting.Clear();
        _sinceFewest.Clear();
        foreach (var pair in pairs)
        {
            var round = _schedule.EmptiestFree(pair);
            if (round >= 0)
                _schedule.Place(pair, round);
            else
                Await(pair);
        }

        var fewest = _waiting.Count;
        for (var taken = 0L; taken < steps && _waiting.Count > 0; taken++)
        {
            if ((taken & 0xFFF) == 0xFFF && cancellation.IsCancellationRequested)
                break;
            Step(fewest);
            if (_waiting.Count >= fewest)
                continue;
            fewest = _waiting.Count;
            _sinceFewest.Clear();
        }

        ReturnToFewest();
        return [.. _waiting];
    }

    private void ReturnToFewest()
    {
        for (var i = _sinceFewest.Count - 1; i >= 0; i--)
        {
            var (pair, from, to) = _sinceFewest[i];
            if (to >= 0)
            {
                _schedule.Remove(pair);
                Await(pair);
            }
            else
            {
                _schedule.Place(pair, from);
                Leave(pair);
            }
        }

        _sinceFewest.Clear();
    }

    private void Step(int fewest)
    {
        _step++;
        var pair = _waiting[_random.Below(_waiting.Count)];
        var (s, f) = (_model.Pairs[pair].Startup, _model.FundNode[pair]);
        var (best, cost, ties) = (-1, int.MaxValue, 0);
        for (var w = 0; w < _model.Words; w++)
        {
            for (var rounds = _model.Open[(s * _model.Words) + w] & _model.Open[(f * _model.Words) + w]; rounds != 0; rounds &= rounds - 1)
            {
                var round = (w << 6) + BitOperations.TrailingZeroCount(rounds);
                var evictions = Evictions(s, f, round);
                var banned = _bannedUntil[pair] > _step && _bannedRound[pair] == round && _waiting.Count - 1 + evictions >= fewest;
                if (banned || _model.Places[round] <= 0 || IsSettled(_schedule.At(s, round)) || IsSettled(_schedule.At(f, round)))
                    continue;
                if (evictions < cost)
                    (best, cost, ties) = (round, evictions, 1);
                else if (evictions == cost && _random.Below(++ties) == 0)
                    best = round;
            }
        }

        if (best < 0)
            return;
        Evict(s, f, best);
        if (!_schedule.HasRoom(best))
            return;
        _schedule.Place(pair, best);
        Leave(pair);
        _sinceFewest.Add((pair, -1, best));
    }

    private int Evictions(int s, int f, int round)
    {
        var count = (_schedule.At(s, round) >= 0 ? 1 : 0) + (_schedule.At(f, round) >= 0 ? 1 : 0);
        return count == 0 && !_schedule.HasRoom(round) ? 1 : count;
    }

    private bool IsSettled(int pair) => _settled is not null && pair >= 0 && _settled[pair];

    private void Evict(int s, int f, int round)
    {
        var (ofStartup, ofFund) = (_schedule.At(s, round), _schedule.At(f, round));
        if (ofStartup >= 0)
            Eject(ofStartup, round);
        if (ofFund >= 0)
            Eject(ofFund, round);
        if (!_schedule.HasRoom(round) && AnyIn(round) is >= 0 and var other)
            Eject(other, round);
    }

    private void Eject(int pair, int round)
    {
        _schedule.Remove(pair);
        _bannedRound[pair] = round;
        _bannedUntil[pair] = _step + ShortestBan + _random.Below(BanSpread);
        Await(pair);
        _sinceFewest.Add((pair, round, -1));
    }

    // Somebody of a full round, best one who could go elsewhere at once.
    private int AnyIn(int round)
    {
        var (chosen, seen, movable) = (-1, 0, false);
        for (var s = 0; s < _model.Startups; s++)
        {
            var pair = _schedule.At(s, round);
            if (pair < 0 || IsSettled(pair))
                continue;
            var moves = _schedule.EmptiestFree(pair) >= 0;
            if (moves && !movable)
                (seen, movable) = (0, true);
            if (moves == movable && _random.Below(++seen) == 0)
                chosen = pair;
        }

        return chosen;
    }

    private void Await(int pair)
    {
        // Mostly all pairs fit at once, and nobody ever waits.
        if (_waitingAt.Length == 0)
            (_bannedRound, _bannedUntil, _waitingAt) = (new int[_model.Pairs.Length], new long[_model.Pairs.Length], new int[_model.Pairs.Length]);
        _waitingAt[pair] = _waiting.Count;
        _waiting.Add(pair);
    }

    private void Leave(int pair)
    {
        var last = _waiting[^1];
        _waiting[_waitingAt[pair]] = last;
        _waitingAt[last] = _waitingAt[pair];
        _waiting.RemoveAt(_waiting.Count - 1);
    }
}
