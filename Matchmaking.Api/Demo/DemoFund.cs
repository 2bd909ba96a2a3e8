using Matchmaking.Core.Funds;
using Matchmaking.Core.Outcomes;

namespace Matchmaking.Api.Demo;

/// <summary>How a fund's books stand when the season begins.</summary>
internal enum BookShape
{
    /// <summary>No positions.</summary>
    None,

    /// <summary>Gains, losses and mark-downs well within every limit.</summary>
    Healthy,

    /// <summary>The realised loss is just below the allowance.</summary>
    NearAllowance,

    /// <summary>The realised loss is over the allowance.</summary>
    Breached,

    /// <summary>Nearly all of the commitment is called.</summary>
    Exhausted,
}

/// <summary>A fund of the season with what nobody in the product sees: its taste and how far it goes.</summary>
/// <param name="Fund">The fund as stored.</param>
/// <param name="Taste">What it really likes.</param>
/// <param name="IsPublic">A fund that exists; its name and kind are published facts.</param>
/// <param name="Book">The state of its books.</param>
/// <param name="Positions">How many positions it held before the season.</param>
internal sealed record DemoFund(Fund Fund, FundTaste Taste, bool IsPublic, BookShape Book, int Positions)
{
    /// <summary>
    /// The furthest that its outcomes go. No commitment of a public fund is invented, and a fund whose books illustrate a limit
    /// invests no more, or it would move away from that limit.
    /// </summary>
    public OutcomeResult Ceiling => IsPublic ? OutcomeResult.DueDiligence
        : Book == BookShape.Healthy && Fund.Status == FundStatus.Open && Fund.CommitmentCny is not null ? OutcomeResult.Invested
        : OutcomeResult.TermSheet;

    /// <summary>Whether some limit on money or status stands in the way of every new ticket, now or after one more loss.</summary>
    public bool IsBarred => Book is BookShape.NearAllowance or BookShape.Breached or BookShape.Exhausted
        || Fund.Status == FundStatus.Closed || Fund.CommitmentCny is null;
}
