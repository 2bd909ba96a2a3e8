using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Core.Funds;

public static class FundRules
{
    public static Result<FundDetails> Validate(FundDetails details, Taxonomy taxonomy)
    {
        var check = new Validator();
        check.Known("/sectors", details.Sectors, taxonomy.IsSector, "sector");
        check.Known("/districts", details.Districts, taxonomy.IsDistrict, "district");
        check.Require(
            details.TicketMaxCny is not { } max || details.TicketMinCny <= max, "/ticketMinCny", Codes.WrongOrder, ("relation", "above"), ("other", "ticketMaxCny"));
        details.LossParameters?.Validate(check, "/lossParameters");
        return check.Result(details);
    }

    /// <summary>A commitment that is entered or lowered must cover what was invested; one that stays, or grows, is not judged again.</summary>
    /// <param name="details">The fund as it shall be.</param>
    /// <param name="existing">The fund as it is.</param>
    /// <param name="called">What its positions in force cost.</param>
    /// <returns><c>commitment-below-invested</c>, or null.</returns>
    public static DomainError? CheckCommitment(FundDetails details, FundDetails existing, Money called) =>
        details.CommitmentCny is { } size && size < called && (existing.CommitmentCny is not { } before || size < before)
            ? DomainError.ConflictAt("/commitmentCny", Codes.CommitmentBelowInvested, ("actual", size), ("limit", called))
            : null;
}
