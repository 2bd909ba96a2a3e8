using Matchmaking.Api.Contracts;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Ranking.Limits;

namespace Matchmaking.Api.Plans.Explanations;

/// <summary>Why a pair does not meet, as far as that is for a role to know.</summary>
/// <param name="Reason">Never met.</param>
/// <param name="Limits">Of the frozen ranking, where they are the reason.</param>
/// <param name="MetBefore">The reason is that the two met within the last twelve months.</param>
internal sealed record PairVerdict(PairReason Reason, IReadOnlyList<LimitReason> Limits, bool MetBefore = false)
{
    // They rest on the fund's own books, which a startup must not be able to probe.
    private static readonly string[] _private = [Codes.LossAllowanceBreached, Codes.BreachProbability, Codes.ConcentrationCap, Codes.CommitmentExhausted];

    /// <param name="withheld">Why the pair was left out of the problem although the ranking allows it.</param>
    /// <param name="isEligible">It has a weight.</param>
    /// <param name="hasRound">Both are there in some round.</param>
    /// <param name="frozen">What the freeze says.</param>
    /// <param name="role">Who asks.</param>
    public static PairVerdict Of(WithheldReason? withheld, bool isEligible, bool hasRound, FrozenPair frozen, Role role)
    {
        if (withheld == WithheldReason.MetBefore)
            return new(PairReason.Excluded, [], MetBefore: true);
        if (withheld == WithheldReason.Vetoed)
            return new(PairReason.Vetoed, []);
        if (!isEligible)
        {
            var told = role == Role.Startup ? [.. frozen.OfRequest.Where(r => !_private.Contains(r.Code))] : frozen.OfFund;
            if (told.Count > 0 && told.All(r => r.Code == Codes.Vetoed))
                return new(PairReason.Vetoed, []);
            // A startup is answered as if limits that rest on the fund's own books were not there: that alone they exclude it would tell of them.
            if (role != Role.Startup || told.Count > 0)
                return new(PairReason.Excluded, told);
        }

        return new(hasRound ? PairReason.NotWorthIt : PairReason.NoCommonRound, []);
    }
}
