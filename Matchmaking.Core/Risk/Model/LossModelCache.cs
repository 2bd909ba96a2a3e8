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
    private readonly Dictionary<string, LinkedListNode<Entry>> _models = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _leastRecentFirst = new();

    /// <summary>Models kept now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _models.Count;
        }
    }

    public LossModel Get(LossPortfolio portfolio) => Find(portfolio).Model.Value;

    private Entry Find(LossPortfolio portfolio)
    {
        lock (_gate)
        {
            if (_models.TryGetValue(portfolio.Key, out var known))
            {
                _leastRecentFirst.Remove(known);
                _leastRecentFirst.AddLast(known);
                return known.Value;
            }

            // Outside the lock, by the first that needs it: others go on with other funds meanwhile.
            var entry = new Entry(portfolio.Key, new Lazy<LossModel>(() => new LossModel(portfolio, threads)));
            _models[portfolio.Key] = _leastRecentFirst.AddLast(entry);
            while (_models.Count > mostModels)
            {
                _models.Remove(_leastRecentFirst.First!.Value.Key);
                _leastRecentFirst.RemoveFirst();
            }

            return entry;
        }
    }

    private sealed record Entry(string Key, Lazy<LossModel> Model);
}
