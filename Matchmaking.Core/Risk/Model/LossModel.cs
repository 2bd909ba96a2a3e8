using System.Collections.Concurrent;
using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// What a portfolio's live positions may still lose: three ordered states, a common factor and one of each chain, the exact distribution and not
/// a simulation. Built once for a portfolio; tables for candidates are added when first asked for, each once whoever asks at the same time.
/// </summary>
public sealed class LossModel
{
    /// <summary>
    /// What the tables of one portfolio may take; with its distributions it then stays below 4 MB. More chains than fit are computed anew when they are asked for again.
    /// </summary>
    public const long MostTableBytes = 3 << 20;

    /// <summary>Names the method in answers; other mathematics would be another version.</summary>
    public const string Version = "three-state-two-factor-1";

    private const string Elsewhere = "";

    private readonly Parallelism _parallelism;
    private readonly LossGroups _groups;
    private readonly HashSet<string> _chains;
    private readonly Lazy<(LossDistribution Lower, LossDistribution Upper)> _bracket;
    private readonly ConcurrentDictionary<string, Lazy<CandidateTable>> _tables = new(StringComparer.Ordinal);

    /// <param name="portfolio">Exposures and parameters.</param>
    /// <param name="threads">How many threads may compute; the results do not depend on it.</param>
    public LossModel(LossPortfolio portfolio, int threads = 1)
    {
        Portfolio = portfolio;
        _parallelism = new(threads);
        (Distribution, _groups) = LossIntegration.Of(portfolio, new(portfolio), _parallelism);
        _bracket = new(() => Distribution.Grid.IsExact ? (Distribution, Distribution) : (Rounded(GridRounding.Down), Rounded(GridRounding.Up)));
        // Where chains share nothing of their own, they are all alike.
        _chains = portfolio.Exposures.Where(e => e.Chain is not null && portfolio.Parameters.Correlation.Chain > 0).Select(e => e.Chain!).ToHashSet(StringComparer.Ordinal);
    }

    public LossPortfolio Portfolio { get; }

    public LossDistribution Distribution { get; }

    /// <summary>What the tables take now.</summary>
    public long TableBytes => _tables.Values.Where(t => t.IsValueCreated).Sum(t => t.Value.Bytes);

    /// <summary>The tables for candidates of a chain.</summary>
    /// <param name="chain">Null, or one that the portfolio does not hold, is every chain elsewhere.</param>
    public CandidateTable Candidates(string? chain)
    {
        var key = chain is not null && _chains.Contains(chain) ? chain : Elsewhere;
        return _tables.TryGetValue(key, out var known) ? known.Value : Add(key);
    }

    /// <summary>
    /// The distributions with every loss rounded down, and up, to the grid: between them lies every probability of a large loss. The same as
    /// <see cref="Distribution"/> where the grid is exact.
    /// </summary>
    public (LossDistribution Lower, LossDistribution Upper) Bracket => _bracket.Value;

    /// <summary>E[loss of each exposure * w(loss of all)], in cells of the grid.</summary>
    /// <param name="weights">By cell.</param>
    internal double[] Contributions(double[] weights) => new TailContributions(_groups, Distribution).Of(weights);

    private LossDistribution Rounded(GridRounding rounding) => LossIntegration.Of(Portfolio, new(Portfolio, rounding), _parallelism).Distribution;

    private CandidateTable Add(string key)
    {
        var table = _tables.GetOrAdd(key, k => new Lazy<CandidateTable>(() => CandidateTable.Of(_groups, Distribution, k.Length == 0 ? null : k))).Value;
        var most = Math.Max(1, (int)(MostTableBytes / table.Bytes));
        // Whichever go: a ranking that still uses one holds it.
        if (_tables.Count > most)
        {
            foreach (var other in _tables.Keys.Where(k => k != key).Order(StringComparer.Ordinal).Take(_tables.Count - most))
                _tables.TryRemove(other, out _);
        }

        return table;
    }
}
