using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Tickets;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Histories;
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

    /// <summary>The investor by what is known of all investments; null where that is not.</summary>
    internal InvestorView? Investor { get; private init; }

    /// <summary>The candidate by the same.</summary>
    internal CandidateView? Candidate { get; private init; }

    internal PairLikeness Likeness { get; private init; }

    internal RequestProfile? Request { get; init; }

    internal FundMandate? Mandate { get; init; }

    internal BookProfile? Book { get; init; }

    internal Money Ticket { get; init; }

    /// <summary>What the ticket does to the fund by the loss model; null without one.</summary>
    internal TicketRisk? Risk { get; init; }

    /// <summary>What came of the two before; null when nothing did, or nobody may know.</summary>
    internal EarlierMeeting? Met { get; init; }

    /// <summary>What the fund itself says of the request's startup; null where it says nothing, or nobody may know.</summary>
    internal PreferenceValue? Preference { get; init; }

    /// <summary>The same pair with what past investments say of it.</summary>
    /// <exception cref="ArgumentException">The two stand on different days.</exception>
    internal FeaturePair With(InvestorView investor, CandidateView candidate)
    {
        Require(investor, candidate);
        return this with { Investor = investor, Candidate = candidate, Likeness = PairLikeness.Of(investor, candidate) };
    }

    /// <summary>A pair of which only histories are known: no mandate, no books.</summary>
    /// <exception cref="ArgumentException">The two stand on different days.</exception>
    public static FeaturePair Of(InvestorView investor, CandidateView candidate)
    {
        Require(investor, candidate);
        return new()
        {
            Tags = candidate.Offer.Tags,
            Amount = candidate.Offer.Amount,
            History = investor.History,
            Market = investor.Knowledge.Index.Market,
            Investor = investor,
            Candidate = candidate,
            Likeness = PairLikeness.Of(investor, candidate),
        };
    }

    private static void Require(InvestorView investor, CandidateView candidate)
    {
        if (investor.Knowledge != candidate.Knowledge)
            throw new ArgumentException("Investor and candidate are seen with different knowledge.", nameof(candidate));
    }
}
