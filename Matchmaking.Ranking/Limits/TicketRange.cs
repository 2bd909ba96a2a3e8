using Matchmaking.Core.Common;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Ranking.Limits;

/// <summary>
/// The tickets on which fund and request can agree: from <see cref="Low"/> to <see cref="High"/>, both included; none when
/// high is below low.
/// </summary>
internal readonly record struct TicketRange(Money Low, Money High)
{
    public static TicketRange Of(FundMandate mandate, RequestFacts request) => new(
        Money.MaxOf(mandate.TicketMinCny, request.MinTicketCny),
        mandate.TicketMaxCny is { } max ? Money.Min(max, request.AmountCny) : request.AmountCny);

    public bool Exists => Low <= High;

    /// <summary>
    /// What limits on money are judged on: the largest ticket, or, where there is none, the smallest amount that fund and
    /// request would both have to accept.
    /// </summary>
    public Money Judged => Exists ? High : Low;
}
