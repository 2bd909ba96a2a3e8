using System.Diagnostics;
using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Histories;
using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Benchmarks.Rank;

/// <summary>Times of rankings and of changes.</summary>
internal sealed class RankTimes(RankingIndex index, IRankingModel model, MarketBase usual, RankSettings settings)
{
    private readonly RankingContext _context = new(RankMarket.Day, MarketProfile.Of(usual), VetoSet.Empty) { HashesSet = true };
    private readonly LossModelCache _losses = new();
    private readonly BookHistoryCache _histories = new();

    /// <summary>First pages for some funds. Each is asked for once unmeasured, so that its loss model and history are at hand, as they are after its first ranking of a day.</summary>
    public object Measure(IEnumerable<FundFacts> funds, TextWriter log)
    {
        var (first, one, many, cpu, passing, read, blocks) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), 0L, 0L, 0L);
        var rankings = 0;
        foreach (var facts in funds)
        {
            var fund = FundProfile.Of(facts, _losses, _histories);
            first.Add(Time(fund, 1).Millis);
            var before = Environment.CpuUsage.TotalTime;
            var (millis, ranking) = Time(fund, 1);
            cpu.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            one.Add(millis);
            if (settings.Threads > 1)
                many.Add(Time(fund, settings.Threads).Millis);
            passing += ranking.Total;
            read += ranking.Figures.BlocksRead;
            blocks += ranking.Figures.PassingBlocks;
            rankings++;
        }

        var asked = settings.Threads > 1 ? many : one;
        log.WriteLine($"ranked {rankings} funds: {Percentile(asked, 50)} ms");
        return new
        {
            p50Millis = Percentile(asked, 50),
            p99Millis = Percentile(asked, 99),
            leastMillis = Percentile(asked, 0),
            oneThreadP50Millis = Percentile(one, 50),
            oneThreadLeastMillis = Percentile(one, 0),
            // Of one thread: what others that want the same cores do to the times by the clock is not in it, but for the caches.
            cpuP50Millis = Percentile(cpu, 50),
            cpuLeastMillis = Percentile(cpu, 0),
            speedup = Math.Round(Percentile(one, 50) / Percentile(asked, 50), 2),
            firstP50Millis = Percentile(first, 50),
            share = Math.Round((double)passing / rankings / settings.Requests, 4),
            blocks = blocks / rankings,
            readShare = Math.Round((double)read / Math.Max(1, blocks), 4),
        };
    }

    /// <summary>From a change to a ranking that knows of it: of one request, and of a thousand one after the other; and merging them.</summary>
    public object MeasureUpdates(FundFacts facts, Func<int, RequestFacts> request)
    {
        var fund = FundProfile.Of(facts, _losses, _histories);
        Time(fund, 1);
        var (single, applied) = (new List<double>(), new List<double>());
        for (var i = 0; i < 20; i++)
        {
            var changed = request(i * 997 % settings.Requests);
            changed = changed with { AmountCny = changed.AmountCny + Money.FromYuan(10_000) };
            var start = Stopwatch.GetTimestamp();
            index.Apply([changed], []);
            applied.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Time(fund, 1);
            single.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var thousand = Stopwatch.GetTimestamp();
        for (var i = 0; i < 1_000; i++)
        {
            index.Apply([request(i * 61 % settings.Requests)], []);
            if (index.NeedsMerge)
                index.Merge();
        }

        var each = Stopwatch.GetElapsedTime(thousand).TotalMilliseconds / 1_000;
        index.Apply(Enumerable.Range(0, Math.Min(settings.Requests, 1 + Math.Max(8_192, settings.Requests / 32))).Select(i => request(i)), []);
        var merging = Stopwatch.GetTimestamp();
        var merged = index.Merge();
        return new
        {
            applyMillis = Percentile(applied, 50),
            applyAndRankMillis = Percentile(single, 50),
            changeAndMergeMillis = Math.Round(each, 3),
            merged,
            mergeAllSeconds = Math.Round(Stopwatch.GetElapsedTime(merging).TotalSeconds, 2),
        };
    }

    private (double Millis, IndexRanking Ranking) Time(FundProfile fund, int threads)
    {
        var start = Stopwatch.GetTimestamp();
        var ranking = index.Current.Rank(new(fund, _context, model) { Threads = threads });
        var page = ranking.Page(0, settings.Top);
        if (page.Items.Count != Math.Min(settings.Top, page.Total))
            throw new InvalidOperationException($"A page of {page.Items.Count} items of {page.Total}.");
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, ranking);
    }

    private static double Percentile(List<double> values, int percent) => Math.Round(values.Order().ElementAt(Math.Min(values.Count - 1, values.Count * percent / 100)), 2);
}
