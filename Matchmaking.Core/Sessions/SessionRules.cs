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
        check.Text("/title", details.Title);
        check.OptionalText("/venue", details.Venue);
        check.Require(taxonomy.IsChain(details.Chain), "/chain", Codes.UnknownCode, ("value", details.Chain), ("what", "chain"));
        check.Range("/rounds", details.Rounds, 1, RoundsMax);
        check.Range("/roundMinutes", details.RoundMinutes, 1, 24 * 60);
        check.Range("/tables", details.Tables, 1, TablesMax);
        check.Range("/seatsPerTable", details.SeatsPerTable, 1, 100);
        return check.Result(details);
    }

    /// <summary>What a party's registration must satisfy, apart from the things that it refers to.</summary>
    public static Result<RegistrationDetails> Validate(RegistrationDetails details, SessionDetails session)
    {
        var check = new Validator();
        check.OptionalText("/contact", details.Contact);
        CheckParty(check, details);
        CheckRounds(check, details, session.Rounds);
        check.Range("/minMeetings", details.MinMeetings, 0, session.Rounds);
        check.Range("/maxMeetings", details.MaxMeetings, 0, session.Rounds);
        check.Require(
            details.MaxMeetings is not { } max || details.MinMeetings <= max, "/minMeetings", Codes.WrongOrder, ("relation", "above"), ("other", "maxMeetings"));
        return check.Result(details);
    }

    private static void CheckParty(Validator check, RegistrationDetails details)
    {
        var party = details.Party;
        if (party.Type == PartyType.Guest)
        {
            check.Text("/party/name", party.Name);
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
        if (details.AvailableRounds is not { } available)
            return;
        check.Distinct("/availableRounds", available);
        for (var i = 0; i < available.Count; i++)
            check.Range($"/availableRounds/{i}", available[i], 1, rounds);
    }
}
