using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Features;

/// <summary>
/// How much more often than the market an investor chose a tag: ln((n + k p) / ((N + k) p)) with n of its N investments
/// carrying the tag, p = (m + 1) / (M + 2) the market's share of it and k pseudo-investments that behave like the market.
/// 0: exactly like the market; an investor without a history is 0 everywhere.
/// </summary>
internal static class LogLift
{
    /// <summary>k.</summary>
    public const double Smoothing = 10;

    public static double Of(double chosen, double investments, int inMarket, int market)
    {
        var share = (inMarket + 1.0) / (market + 2.0);
        return PortableMath.Log((chosen + Smoothing * share) / ((investments + Smoothing) * share));
    }

    public static double Sector(InvestorHistory history, TagCounts market, string tag) =>
        Of(history.Counts.Sector(tag), history.Counts.Items, market.Sector(tag), market.Items);

    public static double Stage(InvestorHistory history, TagCounts market, string tag) =>
        Of(history.Counts.Stage(tag), history.Counts.Items, market.Stage(tag), market.Items);

    public static double Place(InvestorHistory history, TagCounts market, string tag) =>
        Of(history.Counts.Place(tag), history.Counts.Items, market.Place(tag), market.Items);
}
