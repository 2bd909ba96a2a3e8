using System.Diagnostics;
using System.Text.Json;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Operations;
using Matchmaking.Api.Telemetry;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage.Models;

namespace Matchmaking.Api.Models;

/// <summary>What a training is asked for, as it is kept.</summary>
/// <param name="Seed">Of the resampling.</param>
/// <param name="CutOff">The last day whose outcomes count.</param>
/// <param name="Trainer">Who grows the trees; absent in orders of before there was a choice.</param>
internal sealed record TrainingOrder(int Seed, DateOnly CutOff, string? Trainer = null);

/// <summary>
/// Training as long work. It leaves nothing behind before the model is kept, together with the result: one that was interrupted begins anew and, with the same outcomes, comes to the
/// same model.
/// </summary>
internal sealed class TrainingOperation(ModelTraining training, ServiceMetrics metrics) : IOperationHandler
{
    public const string KindName = "training";

    private const string Kept = "kept";

    public string Kind => KindName;

    public OperationLane Lane => OperationLane.Compute;

    public async Task<DomainError?> Run(OperationRun run, CancellationToken cancel)
    {
        if (run.Checkpoint<TrainingResult>() is not null)
            return null;
        var order = run.Input<TrainingOrder>();
        var started = Stopwatch.GetTimestamp();
        if (!(await training.Train(order, run.Report, cancel)).TryGet(out var trained, out var refused))
            return refused;
        metrics.ModelTrained(Stopwatch.GetElapsedTime(started));
        var done = await run.Commit<TrainingResult>(
            async db =>
            {
                await ModelStore.Insert(db, trained.Model, trained.File);
                return TrainingResult.Of(trained.Model);
            },
            _ => new(1, 1, Kept));
        return done.Error;
    }

    public object View(JsonElement result, Language language) => result.Deserialize<TrainingResult>(WireJson.Options)!;
}
