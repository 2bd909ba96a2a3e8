using Matchmaking.Core.Common;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Histories;

namespace Matchmaking.Benchmarks.History;

/// <summary>
/// Queries to learn from, made as the benchmark makes its own: every investor with at least five earlier investments in every month in
/// which it joined a round; candidates are those rounds and a sample of the others of the month.
/// </summary>
internal static class PastQueries
{
    private const int EarlierInvestments = 5;

    /// <summary>Rounds not joined, a query: half as many as the benchmark's lists order as well and take half the time.</summary>
    private const int Others = 100;

    /// <param name="rounds">All rounds; those of the last month and later are not looked at.</param>
    /// <param name="before">The first month that is not learned from.</param>
    /// <param name="months">How many months before it are.</param>
    /// <param name="seed">Of the samples.</param>
    public static List<HistoryQuery> Make(IReadOnlyDictionary<string, Round> rounds, Month before, int months, ulong seed)
    {
        var known = rounds.Where(r => r.Value.Day < before.FirstDay).ToArray();
        var first = before.AddMonths(-months);
        var investments = known.Where(r => r.Value.Day < first.FirstDay)
            .SelectMany(r => r.Value.Investors)
            .CountBy(i => i, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var queries = new List<HistoryQuery>();
        var random = new SplitMix64(seed);
        foreach (var month in known.Where(r => r.Value.Day >= first.FirstDay).GroupBy(r => Month.Of(r.Value.Day)).OrderBy(g => g.Key))
        {
            string[] ids = [.. month.Select(r => r.Key).Order(StringComparer.Ordinal)];
            var joined = ids.SelectMany(r => rounds[r].Investors, (round, investor) => (round, investor)).ToLookup(j => j.investor, j => j.round, StringComparer.Ordinal);
            foreach (var investor in joined.Where(j => investments.GetValueOrDefault(j.Key) >= EarlierInvestments).OrderBy(j => j.Key, StringComparer.Ordinal))
                queries.Add(Query(investor.Key, month.Key, [.. investor], ids, ref random));
            foreach (var investor in joined)
                investments[investor.Key] = investments.GetValueOrDefault(investor.Key) + investor.Count();
        }

        return queries;
    }

    private static HistoryQuery Query(string investor, Month month, string[] joined, string[] ids, ref SplitMix64 random)
    {
        var others = ids.Except(joined, StringComparer.Ordinal).ToArray();
        var count = Math.Min(Others, others.Length);
        random.Choose(others.AsSpan(), count);
        return new($"{investor} {month}", investor, month, [.. joined, .. others[..count]], [.. joined.Select(_ => 1), .. Enumerable.Repeat(0, count)]);
    }
}
