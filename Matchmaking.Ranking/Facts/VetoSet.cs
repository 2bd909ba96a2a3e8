namespace Matchmaking.Ranking.Facts;

/// <summary>A pair that must never meet.</summary>
public readonly record struct Veto(FundId FundId, FinancingRequestId FinancingRequestId);

/// <summary>The vetoed pairs of a session, whichever side said so.</summary>
public sealed class VetoSet
{
    public static readonly VetoSet Empty = new([]);

    private readonly HashSet<Veto> _pairs;

    public VetoSet(IEnumerable<Veto> pairs)
    {
        Pairs = [.. pairs.Distinct().OrderBy(p => p.FundId).ThenBy(p => p.FinancingRequestId)];
        _pairs = [.. Pairs];
    }

    /// <summary>By fund, then by request.</summary>
    public IReadOnlyList<Veto> Pairs { get; }

    public bool Contains(FundId fund, FinancingRequestId request) => _pairs.Count > 0 && _pairs.Contains(new Veto(fund, request));
}
