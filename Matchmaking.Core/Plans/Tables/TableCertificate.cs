namespace Matchmaking.Core.Plans.Tables;

/// <summary>
/// Integer prices that prove an upper bound on the value of every seating: a dual solution. Anybody can check it with the
/// enumeration below, however the prices were found. Prices are in units of 1 / <see cref="Scale"/> of the value.
/// <para>Round tables. A <em>table set</em> is a set of at least Fmin and at most A funds and of at least Smin and at most B
/// startups, together at most K, with no apart pair in it, and with both or none of each pair (startup, fund) to be together; Fmin = max(0, funds - A (N - 1)),
/// Smin alike, N the open tables. Everybody sits at exactly one table, so
/// <c>bound = floor((sum of p_v + N x z) / Scale)</c> where no table set has <c>Scale x its weight - sum of its p</c> above z.</para>
/// </summary>
public sealed record TableCertificate
{
    /// <summary>At least 1.</summary>
    public required long Scale { get; init; }

    /// <summary>p of each participant, by index, of any sign; that of a guest is 0.</summary>
    public required IReadOnlyList<long> Prices { get; init; }

    /// <summary>z, the price of a table, of any sign: what the best table set earns beyond the prices of those at it.</summary>
    public required long TablePrice { get; init; }
}
