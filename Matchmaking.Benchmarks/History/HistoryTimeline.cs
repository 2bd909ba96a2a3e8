using System.Diagnostics;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;

namespace Matchmaking.Benchmarks.History;

/// <summary>Looks at the pairs of a query: the investor of one query and each of its candidates, in the query's order.</summary>
internal delegate void PairVisitor(int query, ReadOnlySpan<FeaturePair> pairs);

/// <summary>
/// Goes through queries month by month. For a month everything announced before its first day is known; of a candidate only its
/// own stage, amount and startup are read.
/// </summary>
internal sealed class HistoryTimeline(InvestmentRounds data, Parallelism threads)
{
    private readonly InvestmentIndex _index = new();
    private readonly Round[] _byDay = [.. data.Rounds.OrderBy(r => r.Value.Day).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value)];
    private int _known;

    /// <summary>Time spent on taking up what was known before the months.</summary>
    public TimeSpan Learning { get; private set; }

    /// <param name="queries">Of no month before one visited earlier.</param>
    /// <param name="visit">Called once a query, from several threads.</param>
    public void Visit(IReadOnlyList<HistoryQuery> queries, PairVisitor visit)
    {
        foreach (var month in Enumerable.Range(0, queries.Count).GroupBy(i => queries[i].Month).OrderBy(g => g.Key))
        {
            var knowledge = LearnUntil(month.Key.FirstDay);
            int[] members = [.. month];
            var candidates = Candidates(knowledge, members.SelectMany(q => queries[q].RoundIds));
            threads.For(members.Length, i =>
            {
                var query = queries[members[i]];
                var investor = knowledge.Investor(query.InvestorId, data.Homes.GetValueOrDefault(query.InvestorId, []));
                visit(members[i], query.RoundIds.ConvertAll(r => FeaturePair.Of(investor, candidates[r])).ToArray());
            });
        }
    }

    private Knowledge LearnUntil(DateOnly day)
    {
        var start = Stopwatch.GetTimestamp();
        while (_known < _byDay.Length && _byDay[_known].Day < day)
            _index.Add(_byDay[_known++]);
        var knowledge = _index.Before(day);
        Learning += Stopwatch.GetElapsedTime(start);
        return knowledge;
    }

    private Dictionary<string, CandidateView> Candidates(Knowledge knowledge, IEnumerable<string> roundIds)
    {
        var ids = roundIds.Distinct(StringComparer.Ordinal).ToArray();
        var views = new CandidateView[ids.Length];
        threads.For(ids.Length, i => views[i] = knowledge.Candidate(data.Rounds[ids[i]].Offer));
        return ids.Zip(views).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    }
}
