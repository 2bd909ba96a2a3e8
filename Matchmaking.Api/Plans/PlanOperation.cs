using System.Diagnostics;
using System.Text.Json;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Operations;
using Matchmaking.Api.Services;
using Matchmaking.Core.Common;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Plans;

/// <summary>What a plan is asked for, as it is kept.</summary>
internal sealed record PlanOrder(SessionId SessionId, PlanInput Input);

/// <summary>The plan that was made.</summary>
/// <param name="Id">Read it at <c>/v1/plans/{id}</c>.</param>
internal sealed record PlanOperationResult(PlanId Id);

/// <summary>
/// Planning as long work, where the first attempt is not proved to be the best. Its progress tells value, bound and seconds; cancelled, it keeps the best plan so far as
/// its result. Interrupted by the end of the program, or by a change of the session, it begins anew.
/// </summary>
internal sealed class PlanOperation(PlanService plans) : IOperationHandler
{
    public const string KindName = "plan";

    private static readonly TimeSpan _betweenReports = TimeSpan.FromMilliseconds(250);

    public string Kind => KindName;

    public OperationLane Lane => OperationLane.Planning;

    public async Task<DomainError?> Run(OperationRun run, CancellationToken cancel)
    {
        if (run.Checkpoint<PlanOperationResult>() is not null)
            return null;
        var order = run.Input<PlanOrder>();
        var latest = new LatestProgress();
        return (await UnchangedSession.Retry(() => Attempt(run, order, latest, cancel), cancel)).Error;
    }

    private async Task<Result<PlanOperationResult>> Attempt(OperationRun run, PlanOrder order, LatestProgress latest, CancellationToken cancel)
    {
        var solving = Task.Run(() => plans.Attempt(order.SessionId, order.Input, PlanEffort.Thorough, latest, cancel), CancellationToken.None);
        await Report(run, latest, solving, cancel);
        if (!(await solving).TryGet(out var attempt, out var refused))
            return refused;
        if (cancel.IsCancellationRequested)
        {
            var kept = await run.KeepCancelled<PlanOperationResult>(db => Store(db, attempt));
            return kept.Error ?? throw new OperationCanceledException(cancel);
        }

        return await run.Commit<PlanOperationResult>(db => Store(db, attempt), _ => latest.Progress(stored: true));
    }

    private async Task<Result<PlanOperationResult>> Store(Db db, PlanAttempt attempt) =>
        (await plans.Store(db, attempt)).TryGet(out var stored, out var changed) ? new PlanOperationResult(stored.Plan.Id) : changed;

    public object View(JsonElement result, Language language) => result.Deserialize<PlanOperationResult>(WireJson.Options)!;

    // The solver does not wait for the database; what it found last is told a few times a second.
    private static async Task Report(OperationRun run, LatestProgress latest, Task solving, CancellationToken cancel)
    {
        while (!solving.IsCompleted)
        {
            await Task.WhenAny(solving, Task.Delay(_betweenReports, CancellationToken.None));
            if (cancel.IsCancellationRequested || !latest.HasNews)
                continue;
            try
            {
                await run.Report(latest.Progress(stored: false));
            }
            catch (OperationCanceledException)
            {
                // Cancelled while this waited for its turn; the solver has been told and answers with what it has.
                continue;
            }
        }
    }

    private sealed class LatestProgress : IProgress<SolveProgress>
    {
        private readonly long _started = Stopwatch.GetTimestamp();
        private readonly Lock _guard = new();
        private SolveProgress? _latest;
        private bool _isNew;

        public bool HasNews
        {
            get
            {
                lock (_guard)
                    return _isNew;
            }
        }

        public void Report(SolveProgress value)
        {
            lock (_guard)
                (_latest, _isNew) = (value, true);
        }

        public OperationProgress Progress(bool stored)
        {
            lock (_guard)
            {
                _isNew = false;
                return new OperationProgress(_latest?.Done ?? 1, _latest?.Total ?? 1, stored ? "kept" : "searching")
                {
                    Value = _latest?.Value is { } value ? PlanTranslator.Units(value) : null,
                    UpperBound = _latest is { } bound ? PlanTranslator.Units(bound.UpperBound) : null,
                    Seconds = (decimal)Math.Round(Stopwatch.GetElapsedTime(_started).TotalSeconds, 2),
                };
            }
        }
    }
}
