using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Limits;

namespace Matchmaking.Ranking.Explain;

/// <summary>How easily a field is changed: the cheaper first.</summary>
internal enum ChangeCost
{
    MinTicket,
    WillLandIn,
    Instruments,
    ValidUntil,
    Status,
    Sectors,
    Amount,
    Stage,
    FundStatus,
}

/// <summary>A possible change with the facts that would hold after it.</summary>
/// <param name="Cost">By field.</param>
/// <param name="Size">How far the value moves, within one field: fen, stages or steps in the sector tree.</param>
/// <param name="Change">As the answer shows it.</param>
/// <param name="Request">The request afterwards.</param>
/// <param name="Mandate">The fund's mandate afterwards.</param>
internal sealed record Proposal(ChangeCost Cost, long Size, Counterfactual Change, RequestFacts Request, FundMandate Mandate) : IComparable<Proposal>
{
    public LimitSignals Apply(in LimitSignals signals) => new(Request, Mandate, signals.Book, signals.AsOf, signals.IsVetoed);

    /// <summary>By cost, then size, then the text of the new value.</summary>
    public int CompareTo(Proposal? other)
    {
        if (other is null)
            return 1;
        var order = Cost.CompareTo(other.Cost);
        if (order == 0)
            order = Size.CompareTo(other.Size);
        return order != 0 ? order : string.CompareOrdinal(Change.To.Json, other.Change.To.Json);
    }
}
