namespace Matchmaking.Ranking.Features;

/// <summary>How much of the ask the fund alone can take: ticket / amount.</summary>
internal sealed class TicketShare : IFeature
{
    public FeatureInfo Info { get; } = new("ticket-share", "share of the ask", "0..1", "the ask is 0", true);

    public double Value(in FeaturePair pair) =>
        pair.Request is { Facts.AmountCny.Fen: > 0 and var amount } ? Of(pair.Ticket.Fen, amount) : double.NaN;

    internal static double Of(long ticketFen, long amountFen) => (double)ticketFen / amountFen;
}
