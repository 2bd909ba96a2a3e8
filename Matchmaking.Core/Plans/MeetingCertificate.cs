namespace Matchmaking.Core.Plans;

/// <summary>The price of one round for one participant, at least 0; rounds that are not listed cost 0.</summary>
public readonly record struct RoundPrice(MeetingSide Side, int Index, int Round, long Price);

/// <summary>
/// Integer prices that prove an upper bound on the value of every plan: a dual solution, which anyone can check with additions
/// and multiplications alone. For a pair e = (s, f) of weight w let
/// <c>slack = max over the rounds r both can attend of (w - p_s - p_f - u_sr - u_fr - z_r)</c> and <c>g = max(0, slack)</c>, for a
/// pinned pair <c>g = slack</c>, and one pinned to a round has that round alone; vetoed pairs and pairs without a common round are left out. Then
/// <c>bound = sum over v of (p_v > 0 ? p_v x max_v : p_v x min_v) + sum u + tables x sum z + sum g</c>
/// with <c>max_v</c> the smaller of the participant's maximum and its number of available rounds, and <c>tables</c> those that are not closed.
/// For the objective <see cref="MeetingObjective.Fair"/> the term of a startup is
/// <c>max over k in min_s..max_s of (p_s x k + M x sum over j = 1..k of (R - j + 1))</c> with M = <see cref="FairScale"/> and R the rounds.
/// </summary>
public sealed record MeetingCertificate
{
    /// <summary>p of each startup, by index. Negative where its minimum binds, and for the objective <see cref="MeetingObjective.Fair"/> also where further meetings would be rewarded: its price is then about minus the reward of the next one.</summary>
    public required IReadOnlyList<long> StartupPrices { get; init; }

    /// <summary>p of each fund, by index.</summary>
    public required IReadOnlyList<long> FundPrices { get; init; }

    /// <summary>z of each round, at least 0; empty where the problem has no limit on tables.</summary>
    public required IReadOnlyList<long> TablePrices { get; init; }

    /// <summary>M, larger than the total weight of any plan; 0 for the objective <see cref="MeetingObjective.Total"/>.</summary>
    public long FairScale { get; init; }

    /// <summary>u, at least 0; empty where everybody is available in all rounds.</summary>
    public IReadOnlyList<RoundPrice> RoundPrices { get; init; } = [];
}
