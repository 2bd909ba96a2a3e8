using Matchmaking.Core.Common;

namespace Matchmaking.Api.Demo;

/// <summary>Amounts as the season's tables write them, in 万元 (ten thousand yuan).</summary>
internal static class DemoMoney
{
    private const long FenPerWan = 1_000_000;

    public static Money Wan(long wan) => Money.FromFen(checked(wan * FenPerWan));

    /// <summary>Rounded down to whole 万元.</summary>
    public static long Wan(Money amount) => amount.Fen / FenPerWan;

    /// <summary>A part or a multiple, rounded down to whole 万元.</summary>
    public static Money Times(Money amount, double factor) => Wan((long)(Wan(amount) * factor));
}
