using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Tickets;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Limits;

/// <summary>A ticket to be judged without a request.</summary>
/// <param name="Stage">Of the investment.</param>
/// <param name="Chain">Its industry chain; null: none.</param>
/// <param name="StartupId">Where it is known, what the fund holds of it counts for the concentration cap.</param>
/// <param name="Amount">The ticket, more than 0.</param>
public readonly record struct TicketToJudge(Stage Stage, string? Chain, StartupId? StartupId, Money Amount);

/// <summary>What the limits on a fund's money and risk say of a ticket, by the same rules as in its ranking.</summary>
/// <param name="Risk">What it does to the fund.</param>
/// <param name="Reasons">The limits that fail.</param>
/// <param name="LargestPassing">The largest ticket, from the fund's smallest to this one, that they let pass; null when there is none.</param>
public sealed record TicketJudgement(TicketRisk Risk, IReadOnlyList<LimitReason> Reasons, Money? LargestPassing)
{
    /// <param name="fund">With its books and the loss model.</param>
    /// <param name="ticket">What to judge.</param>
    /// <param name="asOf">The day of the books.</param>
    /// <exception cref="ArgumentException">The facts were kept before there was a loss model.</exception>
    public static TicketJudgement Of(FundProfile fund, TicketToJudge ticket, DateOnly asOf)
    {
        var risk = fund.Book.RiskIn(ticket.Chain) ?? throw new ArgumentException("The fund's facts have no loss model.", nameof(fund));
        return new(risk.Of(ticket.Stage, ticket.Amount), Judge(fund, ticket, asOf), Largest(fund, ticket, risk, asOf));
    }

    private static IReadOnlyList<LimitReason> Judge(FundProfile fund, TicketToJudge ticket, DateOnly asOf)
    {
        var request = new RequestFacts
        {
            Id = default,
            StartupId = ticket.StartupId ?? default,
            Stage = ticket.Stage,
            Chain = ticket.Chain,
            AmountCny = ticket.Amount,
            MinTicketCny = ticket.Amount,
        };
        // The ticket is given, so the range of the mandate does not move it.
        return HardLimits.ReasonsOfMoney(new LimitSignals(request, new FundMandate { Id = fund.Mandate.Facts.Id }, fund.Book, asOf, IsVetoed: false));
    }

    private static Money? Largest(FundProfile fund, TicketToJudge ticket, ChainRisk risk, DateOnly asOf)
    {
        // A startup that is not known is one of which nothing is held.
        var most = fund.Book.MostFor(ticket.StartupId ?? default, ticket.Amount);
        var low = Money.MaxOf(fund.Mandate.Facts.TicketMinCny, Money.FromFen(1));
        var largest = risk.LargestTolerated(ticket.Stage, low, most);
        return largest is { } amount && Judge(fund, ticket with { Amount = amount }, asOf).Count == 0 ? amount : null;
    }
}
