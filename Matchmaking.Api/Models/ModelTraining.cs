using System.Security.Cryptography;
using System.Text.Json;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Models;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Models;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Training;

namespace Matchmaking.Api.Models;

/// <summary>A model that was trained and not kept yet.</summary>
internal sealed record NewModel(TrainedModel Model, byte[] File);

/// <summary>Trains models from what is stored.</summary>
internal sealed class ModelTraining(IDatabase database, TrainingSessions sessions, ModelRegistry registry, Surroundings now)
{
    private const string Growing = "training";
    private const int Percent = 100;

    private static readonly TimeSpan _reportEvery = TimeSpan.FromMilliseconds(500);

    // Requests go on being answered meanwhile. The number of threads changes no bit of a model.
    private static readonly int _threads = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>What is known before the training: as few as this are too few whatever the limits of the funds say.</summary>
    public async Task<DomainError?> Check(DateOnly cutOff, CancellationToken cancel)
    {
        var (months, pairs) = await sessions.Count(cutOff, cancel);
        return months < SessionSplit.LeastSessions ? TooFew("sessions", SessionSplit.LeastSessions, months)
            : pairs < SessionSplit.LeastOutcomes ? TooFew("outcomes", SessionSplit.LeastOutcomes, pairs)
            : null;
    }

    /// <param name="order">What is asked for.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns><c>too-few-outcomes</c> or <c>untrainable</c> where nothing can be learned yet, <c>trainer-unavailable</c>.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<Result<NewModel>> Train(TrainingOrder order, Func<OperationProgress, Task> report, CancellationToken cancel)
    {
        try
        {
            // Before all else: reading the sessions would be for nothing without it.
            var recipe = new TrainingRecipe { Trainer = order.Trainer is { } name ? TreeTrainers.Find(name) : TreeTrainers.Default, Seed = (ulong)order.Seed };
            recipe = recipe with { Options = recipe.Options with { Threads = _threads } };
            var past = await sessions.Read(order.CutOff, report, cancel);
            var (references, number) = await database.Read(async db => (await References(db), await ModelStore.Count(db) + 1), cancel);
            var version = FormattableString.Invariant($"{recipe.Trainer.Name}-{number}");
            var (file, measured) = await WithProgress(
                (share, ended) => ModelTrainer.Train(version, past, references, recipe, share, ended), share => report(new((long)(share * Percent), Percent, Growing)), cancel);
            var bytes = file.ToBytes();
            return new NewModel(
                new()
                {
                    Id = now.Ids.Next<TrainedModel>(),
                    CreatedAt = now.Time,
                    Version = version,
                    Trainer = recipe.Trainer.Name,
                    Seed = order.Seed,
                    CutOff = order.CutOff,
                    TrainedUntil = measured.TrainedUntil,
                    Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
                    Length = bytes.Length,
                    Report = JsonSerializer.Serialize(measured, WireJson.Options),
                },
                bytes);
        }
        catch (TrainerUnavailableException unavailable)
        {
            return DomainError.Conflict(Codes.TrainerUnavailable, ("trainer", unavailable.Trainer), ("problem", unavailable.Problem));
        }
        catch (TooFewOutcomesException few)
        {
            return TooFew(few.What, few.Needed, few.Found);
        }
        catch (TrainingDataException untrainable)
        {
            return DomainError.Conflict(Codes.Untrainable, ("problem", untrainable.Message));
        }
    }

    private static DomainError TooFew(string what, int needed, int found) => DomainError.Conflict(Codes.TooFewOutcomes, ("what", what), ("minimum", needed), ("found", found));

    private async Task<IReadOnlyList<ReferenceModel>> References(Db db)
    {
        var prior = new ReferenceModel(RankingModels.Prior, null);
        var serving = await registry.Serving(db);
        return serving.Version == prior.Model.Version ? [prior] : [prior, new(serving, (await ModelStore.Find(db, serving.Version))?.TrainedUntil)];
    }

    /// <summary>Works on another thread, and tells from this one how far it is. Where that fails, the work is ended too, and is over before anybody goes on.</summary>
    private static async Task<T> WithProgress<T>(Func<IProgress<double>, CancellationToken, T> work, Func<double, Task> report, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var latest = new Latest();
        var working = Task.Run(() => work(latest, ended.Token), CancellationToken.None);
        try
        {
            while (await Task.WhenAny(working, Task.Delay(_reportEvery, CancellationToken.None)) != working)
                await report(latest.Share);
        }
        catch
        {
            await ended.CancelAsync();
            await ((Task)working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            throw;
        }

        return await working;
    }

    private sealed class Latest : IProgress<double>
    {
        private double _share;

        public double Share => Volatile.Read(ref _share);

        public void Report(double value) => Volatile.Write(ref _share, value);
    }
}
