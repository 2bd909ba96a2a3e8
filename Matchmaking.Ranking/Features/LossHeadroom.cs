using Matchmaking.Core.Common;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Features;

/// <summary>
/// How much of the ticket could be lost before the fund leaves its loss allowance:
/// (floor(allowance * (invested + ticket)) - realised loss) / ticket, held within 0..1.
/// </summary>
internal sealed class LossHeadroom : IFeature
{
    public FeatureInfo Info { get; } = new("loss-headroom", "share of the ticket", "0..1", "the fund's losses are not judged", false) { Monotone = 1 };

    public double Value(in FeaturePair pair) => Of(pair.Book, pair.Ticket);

    internal static double Of(BookProfile? book, Money ticket) =>
        book?.HeadroomFen(ticket) is { } headroom && ticket.Fen > 0 ? Math.Clamp((double)headroom / ticket.Fen, 0, 1) : double.NaN;
}
