using System.Diagnostics;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Benchmarks.History;

/// <summary>
/// Scores queries month by month. For a month everything announced before its first day is known; of a candidate only its
/// own stage, amount and startup are read.
/// </summary>
internal sealed class HistoryScorer
{
    private readonly IRankingModel _model;
    private readonly Dictionary<string, InvestmentRound> _rounds;
    private readonly InvestmentRound[] _byDay;
    private readonly Dictionary<string, InvestorHistory> _investors = new(StringComparer.Ordinal);
    private readonly TagCounts _market = new();
    private int _known;

    public HistoryScorer(IRankingModel model, Dictionary<string, InvestmentRound> rounds)
    {
        _model = model;
        _rounds = rounds;
        _byDay = [.. rounds.OrderBy(r => r.Value.AnnouncedOn).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value)];
    }

    /// <summary>Time spent on learning what was known before the months.</summary>
    public TimeSpan Learning { get; private set; }

    /// <summary>Raw scores, one array a query, in the order of the queries.</summary>
    public double[][] Score(IReadOnlyList<HistoryQuery> queries, int threads)
    {
        var scores = new double[queries.Count][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        foreach (var month in Enumerable.Range(0, queries.Count).GroupBy(i => queries[i].Month).OrderBy(g => g.Key))
        {
            LearnUntil(month.Key.FirstDay);
            int[] members = [.. month];
            if (threads == 1)
            {
                foreach (var i in members)
                    scores[i] = Score(queries[i]);
            }
            else
            {
                Parallel.ForEach(members, parallel, i => scores[i] = Score(queries[i]));
            }
        }

        return scores;
    }

    private void LearnUntil(DateOnly day)
    {
        var start = Stopwatch.GetTimestamp();
        for (; _known < _byDay.Length && _byDay[_known].AnnouncedOn < day; _known++)
        {
            var round = _byDay[_known];
            _market.Add(round.Tags);
            foreach (var investor in round.Investors)
            {
                if (!_investors.TryGetValue(investor, out var history))
                    _investors.Add(investor, history = new());
                history.Add(round.Tags, round.Amount);
            }
        }

        Learning += Stopwatch.GetElapsedTime(start);
    }

    private double[] Score(HistoryQuery query)
    {
        var history = _investors.GetValueOrDefault(query.InvestorId);
        var contributions = new FeatureContribution[_model.Features(RankingDirection.FundToRequests).Count];
        var scores = new double[query.RoundIds.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var round = _rounds[query.RoundIds[i]];
            var pair = new FeaturePair { Tags = round.Tags, Amount = round.Amount, History = history, Market = _market };
            scores[i] = _model.Score(pair, RankingDirection.FundToRequests, contributions);
        }

        return scores;
    }
}
