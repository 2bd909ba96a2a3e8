using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Tickets;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Features;

/// <summary>
/// All that features see of an investor and a candidate. What is absent makes the features that need it missing; a ranking
/// from public facts leaves out everything that only the fund may know.
/// </summary>
public readonly struct FeaturePair
{
    public FeaturePair()
    {
    }

    /// <summary>The candidate as tags.</summary>
    public required CandidateTags Tags { get; init; }

    /// <summary>
    /// The amount to compare with the investor's earlier ones, in the same unit; NaN when unknown.
    /// </summary>
    public double Amount { get; init; } = double.NaN;

    /// <summary>What the investor did so far.</summary>
    public InvestorHistory? History { get; init; }

    /// <summary>Base rates of the tags.</summary>
    public TagCounts? Market { get; init; }

    internal RequestProfile? Request { get; init; }

    internal FundMandate? Mandate { get; init; }

    internal BookProfile? Book { get; init; }

    internal Money Ticket { get; init; }

    /// <summary>What the ticket does to the fund by the loss model; null without one.</summary>
    internal TicketRisk? Risk { get; init; }
}
