namespace Matchmaking.Core.Plans.Explaining;

/// <summary>
/// Finds the blocking pairs of a plan (Gale and Shapley 1962, for several meetings each): eligible pairs without a meeting where both sides would be better off. Both like a meeting
/// as much as it weighs. A side comes to the meeting with a round that it has free, if its maximum leaves room for one more; otherwise it gives up the meeting that it likes
/// least, if it likes that less than this one and it is not pinned. There must be a round in which both are there and free after that, and a table for them.
/// </summary>
public sealed class PlanStability
{
    private readonly MeetingProblem _problem;
    private readonly Side _startups;
    private readonly Side _funds;
    private readonly int[] _meetings;

    private PlanStability(MeetingProblem problem, MeetingPlan plan)
    {
        _problem = problem;
        var pinned = problem.Pins.Select(p => p.Key).ToHashSet();
        _startups = new(problem.Startups, problem.Rounds, plan.Meetings, pinned, m => m.Startup);
        _funds = new(problem.Funds, problem.Rounds, plan.Meetings, pinned, m => m.Fund);
        _meetings = new int[problem.Rounds + 1];
        foreach (var meeting in plan.Meetings)
            _meetings[meeting.Round]++;
    }

    /// <summary>All of them: the largest gain first, then by startup and fund.</summary>
    public static IReadOnlyList<BlockingPair> Of(MeetingProblem problem, MeetingPlan plan)
    {
        var stability = new PlanStability(problem, plan);
        var apart = problem.Vetoes.Concat(plan.Meetings.Select(m => m.Key)).ToHashSet();
        return
        [
            .. problem.Pairs.Where(p => !apart.Contains(p.Key)).Select(stability.Blocks).OfType<BlockingPair>()
                .OrderByDescending(b => b.Gain).ThenBy(b => b.Startup).ThenBy(b => b.Fund),
        ];
    }

    // Of the rounds that are possible the one with the largest gain, of those the first.
    private BlockingPair? Blocks(MeetingPair pair)
    {
        BlockingPair? best = null;
        for (var round = 1; round <= _problem.Rounds; round++)
        {
            if (!_startups.Comes(pair.Startup, round, pair.Weight, out var ofStartup) || !_funds.Comes(pair.Fund, round, pair.Weight, out var ofFund) || !HasTable(round, ofStartup, ofFund))
                continue;
            var gain = (2 * pair.Weight) - (ofStartup?.Weight ?? 0) - (ofFund?.Weight ?? 0);
            if (gain > 0 && (best is null || gain > best.Value.Gain))
                best = new(pair.Startup, pair.Fund, pair.Weight, round, ofStartup?.Fund, ofFund?.Startup, gain);
        }

        return best;
    }

    private bool HasTable(int round, Meeting? first, Meeting? second)
    {
        var left = (first?.Round == round ? 1 : 0) + (second?.Round == round ? 1 : 0);
        return _problem.Places is not { } places || _meetings[round] - left < places;
    }

    private sealed class Side
    {
        private readonly IReadOnlyList<MeetingParticipant> _participants;
        private readonly HashSet<int>[] _busy;
        private readonly HashSet<int>?[] _there;
        private readonly Meeting?[] _least;

        public Side(IReadOnlyList<MeetingParticipant> participants, int rounds, IReadOnlyList<Meeting> meetings, HashSet<PairKey> pinned, Func<Meeting, int> of)
        {
            _participants = participants;
            _busy = [.. participants.Select(_ => new HashSet<int>(rounds))];
            _there = [.. participants.Select(v => v.Available?.ToHashSet())];
            _least = new Meeting?[participants.Count];
            foreach (var meeting in meetings)
            {
                var index = of(meeting);
                _busy[index].Add(meeting.Round);
                if (!pinned.Contains(meeting.Key) && (_least[index] is not { } least || (meeting.Weight, meeting.Round).CompareTo((least.Weight, least.Round)) < 0))
                    _least[index] = meeting;
            }
        }

        /// <summary>Whether a participant would come in a round, and which meeting it would give up for it; null: none.</summary>
        public bool Comes(int index, int round, long weight, out Meeting? givenUp)
        {
            givenUp = null;
            if (_there[index]?.Contains(round) == false)
                return false;
            var isFree = !_busy[index].Contains(round);
            if (isFree && _busy[index].Count < _participants[index].Max)
                return true;
            givenUp = _least[index];
            return givenUp is { } least && least.Weight < weight && (isFree || least.Round == round);
        }
    }
}
