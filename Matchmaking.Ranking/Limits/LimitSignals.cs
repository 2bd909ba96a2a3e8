using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Limits;

/// <summary>
/// All that the hard limits see of one pair. Without a book only public facts count: the limits on the fund's money then do
/// not apply.
/// </summary>
internal readonly record struct LimitSignals(RequestFacts Request, FundMandate Mandate, BookProfile? Book, DateOnly AsOf, bool IsVetoed)
{
    public TicketRange Tickets { get; } = TicketRange.Of(Mandate, Request);
}
