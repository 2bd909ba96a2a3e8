using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Core.Sessions;

public static class SessionRules
{
    public const int RoundsMax = 100;
    public const int TablesMax = 5_000;

    public static Result<SessionDetails> Validate(SessionDetails details, Taxonomy taxonomy)
    {
        var check = new Validator();
        check.Require(taxonomy.IsChain(details.Chain), "/chain", Codes.UnknownCode, ("value", details.Chain), ("what", "chain"));
        return check.Result(details);
    }

    /// <summary>What a party's registration must satisfy, apart from the things that it refers to.</summary>
    public static Result<RegistrationDetails> Validate(RegistrationDetails details, SessionDetails session)
    {
        var check = new Validator();
        CheckParty(check, details);
        CheckRounds(check, details, session.Rounds);
        check.Range("/minMeetings", details.MinMeetings, 0, session.Rounds);
        check.Range("/maxMeetings", details.MaxMeetings, 0, session.Rounds);
        check.Require(
            details.MaxMeetings is not (>= 0 and var max) || details.MinMeetings <= max, "/minMeetings", Codes.WrongOrder, ("relation", "above"), ("other", "maxMeetings"));
        return check.Result(details);
    }

    private static void CheckParty(Validator check, RegistrationDetails details)
    {
        var party = details.Party;
        if (party.Type == PartyType.Guest)
        {
            check.Require(!string.IsNullOrWhiteSpace(party.Name), "/party/name", Codes.Required);
            check.Require(party.Id is null, "/party/id", Codes.NotAllowed, ("why", "guest"));
        }
        else
        {
            check.Require(party.Id is not null, "/party/id", Codes.Required);
        }

        if (party.Type == PartyType.Startup)
            check.Require(details.FinancingRequestId is not null, "/financingRequestId", Codes.Required);
        else
            check.Require(details.FinancingRequestId is null, "/financingRequestId", Codes.NotAllowed, ("why", party.Type.Kebab()));
    }

    private static void CheckRounds(Validator check, RegistrationDetails details, int rounds)
    {
        var available = details.AvailableRounds ?? [];
        for (var i = 0; i < available.Count && available.Count <= Bounds.ListMax; i++)
            check.Range($"/availableRounds/{i}", available[i], 1, rounds);
    }
}
