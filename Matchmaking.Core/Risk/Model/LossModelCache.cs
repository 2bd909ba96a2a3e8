using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// Keeps the models of the portfolios that were asked for last. A portfolio is found by its content: after a change of a position or of the parameters it
/// is another one, and whoever still asks for the one before (a ranking of an earlier day) gets it too. Two that ask at once wait for one
/// computation. At most <see cref="MostModels"/>, each with at most <see cref="LossModel.MostTableBytes"/> of tables.
/// </summary>
/// <param name="threads">How many threads may compute one model.</param>
/// <param name="mostModels">To keep.</param>
public sealed class LossModelCache(int threads = 1, int mostModels = LossModelCache.MostModels)
{
    public const int MostModels = 64;

    private readonly Lock _gate = new();
    private readonly RecentlyUsed<string, Lazy<LossModel>> _models = new(mostModels);

    /// <summary>Models kept now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _models.Count;
        }
    }

    public LossModel Get(LossPortfolio portfolio) => Find(portfolio).Value;

    private Lazy<LossModel> Find(LossPortfolio portfolio)
    {
        lock (_gate)
        {
            if (_models.TryUse(portfolio.Key, out var known))
                return known;
            // Outside the lock, by the first that needs it: others go on with other funds meanwhile.
            var model = new Lazy<LossModel>(() => new LossModel(portfolio, threads));
            _models.Set(portfolio.Key, model);
            return model;
        }
    }
}
