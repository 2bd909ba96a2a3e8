using Matchmaking.Api.Contracts;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Models;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Models;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Api.Models;

/// <summary>Lists models, and says which one serves.</summary>
internal sealed class ModelCatalogue(ModelRegistry registry, Surroundings now)
{
    private const string Prior = "prior";

    /// <summary>A page: the program's own models, then trained ones, oldest first.</summary>
    /// <param name="db">A read.</param>
    /// <param name="status">Only those; null: all.</param>
    /// <param name="after">Key of the last one before the page.</param>
    /// <param name="limit">Rows a page.</param>
    public static async Task<Page<ModelSummary>> List(Db db, ModelStatus? status, Guid? after, int limit)
    {
        var history = new ServingHistory(await ModelStore.Promotions(db));
        var own = RankingModels.All.Select((m, i) => (Key: new Guid(i + 1, 0, 0, new byte[8]), Model: Summary(m, history)));
        var trained = (await ModelStore.All(db)).Select(m => (Key: m.Id.Value, Model: Summary(m, history)));
        var behind = own.Concat(trained).Where(m => status is null || m.Model.Status == status)
            .Where(m => after is null || string.CompareOrdinal(m.Key.ToString("D"), after.Value.ToString("D")) > 0).Take(limit + 1).ToList();
        var page = behind.Take(limit).ToList();
        return new([.. page.Select(m => m.Model)], behind.Count > limit ? page[^1].Key : null);
    }

    public static async Task<ModelView?> Find(Db db, string version)
    {
        var promotions = await ModelStore.Promotions(db);
        var history = new ServingHistory(promotions);
        var trained = await ModelStore.Find(db, version);
        var summary = trained is not null ? Summary(trained, history) : RankingModels.Find(version) is { } own ? Summary(own, history) : null;
        return summary is null ? null : new ModelView(summary)
        {
            Report = trained is null ? null : TrainingResult.ReportOf(trained),
            Promotions = [.. promotions.Where(p => p.Version == version).Select(PromotionView.Of)],
        };
    }

    /// <summary>
    /// Makes a model serve. One that never served must not have been measured to be worse than what it was measured beside; one that did serve is taken back to without asking.
    /// </summary>
    /// <returns>The model; <c>not-found, model-unusable, model-not-better</c>.</returns>
    /// <param name="db">A write.</param>
    /// <param name="version">The model's.</param>
    /// <param name="asked">How; judged after the model, as what is not there is 404 whatever else is wrong.</param>
    public async Task<Result<ModelView>> Promote(Db db, string version, Result<PromotionInput> asked)
    {
        var promotions = await ModelStore.Promotions(db);
        var history = new ServingHistory(promotions);
        var trained = await ModelStore.Find(db, version);
        if (trained is null && RankingModels.Find(version) is null)
            return DomainError.NotFound("model");
        if (!asked.TryGet(out var input, out var invalid))
            return invalid;
        if ((await registry.Find(db, version)).Error is { } unusable)
            return unusable;
        if (history.Serving == version)
            return (await Find(db, version))!;
        var better = trained is null || history.StatusOf(version) == ModelStatus.Retired ? null : TrainingResult.ReportOf(trained).Better();
        if (better is var (direction, gain) && !input.Force)
        {
            return DomainError.Conflict(
                Codes.ModelNotBetter, ("version", version), ("over", gain.Over), ("direction", direction.Kebab()), ("gain", Math.Round(gain.Ndcg10.Value, 4)));
        }

        await ModelStore.Promote(db, new(now.Ids.Next<ModelPromotion>().Value, now.Time, version, history.Serving, better is not null, input.Reason));
        return (await Find(db, version))!;
    }

    private static ModelSummary Summary(IRankingModel own, ServingHistory history) =>
        new() { Version = own.Version, Status = history.StatusOf(own.Version), Trainer = Prior };

    private static ModelSummary Summary(TrainedModel model, ServingHistory history) => new()
    {
        Version = model.Version,
        Status = history.StatusOf(model.Version),
        Trainer = model.Trainer,
        CreatedAt = model.CreatedAt,
        CutOff = model.CutOff,
        TrainedUntil = model.TrainedUntil,
        Seed = model.Seed,
        Sha256 = model.Sha256,
        Length = model.Length,
    };

    /// <summary>Who serves and who did.</summary>
    /// <param name="promotions">Newest first.</param>
    private sealed class ServingHistory(IReadOnlyList<ModelPromotion> promotions)
    {
        private readonly HashSet<string> _served = [.. promotions.Select(p => p.Version), .. RankingModels.All.Select(m => m.Version)];

        public string Serving { get; } = promotions is [var latest, ..] ? latest.Version : RankingModels.Prior.Version;

        public ModelStatus StatusOf(string version) =>
            version == Serving ? ModelStatus.Serving : _served.Contains(version) ? ModelStatus.Retired : ModelStatus.Candidate;
    }
}
