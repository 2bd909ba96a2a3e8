using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Models;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Api.Models;

/// <summary>
/// Hands out models by version: the program's own, and trained ones out of the database, which are kept once they were read. A model never changes, so that who holds one goes on
/// with it while another is promoted: no request waits for the change or is lost by it.
/// </summary>
internal sealed class ModelRegistry(ILogger<ModelRegistry> log)
{
    /// <summary>Trained models kept ready: the serving one, those of frozen sessions, and one that is tried.</summary>
    private const int MostKept = 8;

    private readonly Lock _gate = new();

    private readonly RecentlyUsed<string, Entry> _kept = new(MostKept);

    /// <summary>
    /// The model that serves in this state of the database. Where this program cannot use it (it names features that are not computed any more), its own scorecard does, and every ranking says so
    /// by the version in it.
    /// </summary>
    public async Task<IRankingModel> Serving(Db db) =>
        await ModelStore.LatestPromotion(db) is { } promotion && (await Find(db, promotion.Version)).TryGet(out var model, out _) ? model : RankingModels.Prior;

    /// <returns><c>model-unavailable</c> where there is none of this version, <c>model-unusable</c> where this program cannot use it.</returns>
    public async Task<Result<IRankingModel>> Find(Db db, string version)
    {
        if (RankingModels.Find(version) is { } own)
            return Result<IRankingModel>.Of(own);
        var entry = Kept(version) ?? await Read(db, version);
        return entry switch
        {
            null => DomainError.Conflict(Codes.ModelUnavailable, ("version", version)),
            { Model: { } model } => Result<IRankingModel>.Of(model),
            _ => DomainError.Conflict(Codes.ModelUnusable, ("version", version), ("problem", entry.Problem)),
        };
    }

    private Entry? Kept(string version)
    {
        lock (_gate)
            return _kept.TryUse(version, out var entry) ? entry : null;
    }

    private async Task<Entry?> Read(Db db, string version)
    {
        if (await ModelStore.File(db, version) is not { } bytes)
            return null;
        var entry = Load(version, bytes);
        lock (_gate)
            _kept.Set(version, entry);

        return entry;
    }

    private Entry Load(string version, byte[] bytes)
    {
        try
        {
            return new(new LearnedModel(ModelFile.Read(bytes)), null);
        }
        catch (ModelFileException unusable)
        {
            log.LogError(unusable, "The model {Version} cannot be used", version);
            return new(null, unusable.Code);
        }
    }

    /// <param name="Model">Null where it cannot be used.</param>
    /// <param name="Problem">Why not.</param>
    private sealed record Entry(IRankingModel? Model, string? Problem);
}
