using System.Diagnostics.Metrics;
using Matchmaking.Api.Limits;
using Matchmaking.Api.Services;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Api.Telemetry;

/// <summary>
/// All instruments of the meter <c>Matchmaking</c>; those of limits are in <see cref="LimitMetrics"/>, those of HTTP, Kestrel and the
/// runtime are built into .NET. A new one is created here, has a method that says what happened, and a row in docs/operations.md (a test compares them). Names follow
/// OpenTelemetry: lower case with dots, seconds, units of UCUM. Tags take few fixed values, never an id, a name or a path.
/// </summary>
internal sealed class ServiceMetrics : IStorageObserver
{
    public const string MeterName = "Matchmaking";

    private const string Outcome = "matchmaking.outcome";
    private const string Direction = "matchmaking.ranking.direction";

    private static readonly InstrumentAdvice<double> _seconds =
        new() { HistogramBucketBoundaries = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30] };

    private static readonly InstrumentAdvice<double> _minutes = new() { HistogramBucketBoundaries = [1, 3, 10, 30, 100, 300, 1000, 3000] };

    private static readonly InstrumentAdvice<int> _counts = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] };

    private readonly Counter<long> _writes;
    private readonly Histogram<int> _commitSize;
    private readonly Histogram<double> _commitDuration;
    private readonly Histogram<double> _readDuration;
    private readonly Histogram<double> _rankingDuration;
    private readonly Histogram<double> _freezeDuration;
    private readonly Histogram<double> _trainingDuration;
    private readonly Histogram<double> _planDuration;
    private readonly Histogram<int> _planParticipants;
    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _deliveryDuration;

    public ServiceMetrics(IMeterFactory meters, IDatabase database, RankingLists lists)
    {
        var meter = meters.Create(MeterName);
        _writes = meter.CreateCounter<long>("matchmaking.storage.writes", "{write}", "Use cases that wrote, by outcome");
        _commitSize = meter.CreateHistogram("matchmaking.storage.commit.size", "{write}", "Use cases that shared a transaction", advice: _counts);
        _commitDuration = meter.CreateHistogram("matchmaking.storage.commit.duration", "s", "COMMIT, mostly the flush to the disk", advice: _seconds);
        _readDuration = meter.CreateHistogram("matchmaking.storage.read.duration", "s", "Reads of one snapshot, with what is computed in them", advice: _seconds);
        _rankingDuration = meter.CreateHistogram("matchmaking.ranking.duration", "s", "Rankings computed", advice: _seconds);
        _freezeDuration = meter.CreateHistogram("matchmaking.freeze.duration", "s", "Rankings of a whole session computed for a freeze", advice: _seconds);
        _trainingDuration = meter.CreateHistogram("matchmaking.training.duration", "s", "Models trained, sessions read and trees grown", advice: _minutes);
        _planDuration = meter.CreateHistogram("matchmaking.plan.duration", "s", "Plans solved", advice: _seconds);
        _planParticipants = meter.CreateHistogram("matchmaking.plan.participants", "{participant}", "Startups and funds of a plan", advice: _counts);
        _deliveries = meter.CreateCounter<long>("matchmaking.webhook.deliveries", "{delivery}", "Deliveries tried, by what came of it");
        _deliveryDuration = meter.CreateHistogram("matchmaking.webhook.duration", "s", "Attempts of deliveries, from the look-up of the name to the answer", advice: _seconds);
        meter.CreateObservableUpDownCounter("matchmaking.storage.queue.length", () => database.WaitingWrites, "{write}", "Use cases that wait to write");
        meter.CreateObservableUpDownCounter("matchmaking.ranking.lists.size", () => lists.Bytes, "By", "Rankings kept for their further pages");
    }

    public void ReadEnded(TimeSpan duration) => _readDuration.Record(duration.TotalSeconds);

    public void WriteEnded(WriteOutcome outcome) => _writes.Add(1, new KeyValuePair<string, object?>(Outcome, outcome.Kebab()));

    public void GroupCommitted(int writes, TimeSpan commit)
    {
        _commitSize.Record(writes);
        _commitDuration.Record(commit.TotalSeconds);
    }

    public void RankingComputed(RankingDirection direction, TimeSpan duration) =>
        _rankingDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(Direction, direction.Kebab()));

    public void FreezeComputed(TimeSpan duration) => _freezeDuration.Record(duration.TotalSeconds);

    public void ModelTrained(TimeSpan duration) => _trainingDuration.Record(duration.TotalSeconds);

    /// <param name="outcome"><c>delivered</c>, <c>retried</c> (failed, and due again), <c>failed</c> for good, or <c>withheld</c>.</param>
    /// <param name="duration">Of the attempt; zero: there was none.</param>
    public void DeliveryTried(string outcome, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>(Outcome, outcome);
        _deliveries.Add(1, tag);
        if (duration > TimeSpan.Zero)
            _deliveryDuration.Record(duration.TotalSeconds, tag);
    }

    /// <param name="answer">What the solver answered, in kebab-case.</param>
    /// <param name="participants">Whom it planned for.</param>
    /// <param name="duration">Of the solver.</param>
    public void PlanSolved(string answer, int participants, TimeSpan duration)
    {
        var outcome = new KeyValuePair<string, object?>(Outcome, answer);
        _planDuration.Record(duration.TotalSeconds, outcome);
        _planParticipants.Record(participants, outcome);
    }
}
