using Matchmaking.Core.Sessions;

namespace Matchmaking.Ranking.Facts;

/// <summary>What a fund itself says of meeting the startup of a request. What the startup says is the startup's alone and never in a ranking.</summary>
public readonly record struct StatedPreference(FundId FundId, FinancingRequestId FinancingRequestId, PreferenceValue Value);

/// <summary>What the funds of a session say themselves; a veto is a hard limit (<see cref="VetoSet"/>) and not among it.</summary>
public sealed class PreferenceSet
{
    public static readonly PreferenceSet Empty = new([]);

    private readonly Dictionary<(FundId, FinancingRequestId), PreferenceValue> _values;

    /// <param name="stated">In any order; where a fund says two things of a request, the stronger counts.</param>
    public PreferenceSet(IEnumerable<StatedPreference> stated)
    {
        Stated =
        [
            .. stated.Where(p => p.Value != PreferenceValue.Veto).OrderBy(p => p.FundId).ThenBy(p => p.FinancingRequestId).ThenBy(p => p.Value)
                .DistinctBy(p => (p.FundId, p.FinancingRequestId)),
        ];
        _values = Stated.ToDictionary(p => (p.FundId, p.FinancingRequestId), p => p.Value);
    }

    /// <summary>By fund, then by request.</summary>
    public IReadOnlyList<StatedPreference> Stated { get; }

    /// <summary>Null where the fund says nothing.</summary>
    public PreferenceValue? this[FundId fund, FinancingRequestId request] => _values.TryGetValue((fund, request), out var value) ? value : null;
}
