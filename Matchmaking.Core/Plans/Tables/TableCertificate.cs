namespace Matchmaking.Core.Plans.Tables;

/// <summary>What the prices of a certificate are prices of.</summary>
public enum TableBoundKind
{
    /// <summary>Round tables: of a seat for each participant, and of a table; checked by enumerating table sets.</summary>
    TableSets,

    /// <summary>Round tables too large to enumerate, long tables too: of a partner for each participant; checked pair by pair.</summary>
    Partners,

    /// <summary>The long table: of a seat for each participant; checked by a walk along the table.</summary>
    Walk,
}

/// <summary>
/// Integer prices that prove an upper bound on the value of every seating: a dual solution. Anybody can check it, however the
/// prices were found. Prices are in units of 1 / <see cref="Scale"/> of the value.
/// <para><see cref="TableBoundKind.TableSets"/>. A <em>table set</em> is a set of Fmin..A funds and Smin..B startups, together at most K seats, without two funds that
/// are to be apart, without a fund and a startup that are, with at most one startup of a class, and with no startup without the funds it is to be together with and none of these without it.
/// N are the open tables, Fmin = max(0, funds - A (N - 1)), Smin alike; a startup's class is the first one all of whose members it is to be kept apart from, startups taken by index.
/// Everybody sits at exactly one table, so <c>bound = floor((sum p + N z) / Scale)</c>, where no table set has <c>Scale x its weight - sum of its p</c> above z.</para>
/// <para><see cref="TableBoundKind.Partners"/>. With a the most partners of a startup and b those of a fund (A and B at round tables; 2 and 2 at the long one, where a pair counts as
/// opposite with twice its weight, since nobody has more than one opposite and two diagonal neighbours),
/// <c>bound = floor((sum of a p_s + sum of b p_f + sum over pairs not apart of max(0, Scale x u w - p_s - p_f)) / Scale)</c>, p at least 0, u = units per weight.</para>
/// <para><see cref="TableBoundKind.Walk"/>. A walk seats somebody of the right kind on every seat of the two blocks (see <c>LongTableSeats</c>), perhaps several times the same; only
/// nobody sits beside himself, and no two apart sit opposite or diagonally, nor two startups apart side by side. <c>bound = floor((sum p + z) / Scale)</c>, where no walk has
/// <c>Scale x its value - sum of its p</c> above z.</para>
/// </summary>
public sealed record TableCertificate
{
    public required TableBoundKind Kind { get; init; }

    /// <summary>At least 1.</summary>
    public required long Scale { get; init; }

    /// <summary>p of each participant, by index; that of a guest is 0.</summary>
    public required IReadOnlyList<long> Prices { get; init; }

    /// <summary>z: what the best table set (or walk) earns beyond the prices of those in it; 0 for <see cref="TableBoundKind.Partners"/>.</summary>
    public required long TablePrice { get; init; }
}
