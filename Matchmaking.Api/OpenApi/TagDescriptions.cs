namespace Matchmaking.Api.OpenApi;

/// <summary>What stands below the headings of the document; a heading without words fails the tests.</summary>
internal static class TagDescriptions
{
    private static readonly Dictionary<string, string> _byTag = new(StringComparer.Ordinal)
    {
        ["Audit"] = "Who changed what, when; append-only, each row with the hash of the one before.",
        ["Events"] = "What changed, in its order, as far as the caller may see it: ids and statuses, to be asked for.",
        ["Exports"] = "Lists as files that import again unchanged.",
        ["Financing requests"] = "What startups ask for: how much, at which stage, in which industry chain, for what.",
        ["Frozen rankings"] = "Rankings of a session, kept for good with everything they were computed from, and computed again to compare.",
        ["Funds"] = "Mandates and loss allowances of funds. Startups see of a fund what it makes public.",
        ["Health"] = "Probes for load balancers and supervisors.",
        ["Imports"] = "Sheets of rows, CSV or workbooks, and templates to fill in.",
        ["Keys"] = "API keys: a role, for funds and startups their subjects, an expiry; the secret is shown once.",
        ["Models"] = "What ranks: the program's own scorecards and models trained from outcomes, each with a report; one serves.",
        ["Operations"] = "Long work: how far it is, and what came of it; to be followed as events, and cancelled.",
        ["Outcomes"] = "What came of meetings; append-only.",
        ["Plans"] = "Who meets whom, when and at which table, with a certificate that the plan is the best there is.",
        ["Positions"] = "Investments of a fund: what they cost, what came back, what the rest is worth.",
        ["Preferences"] = "What one registration says of meeting another: must, want, avoid or veto.",
        ["Ranking"] = "Candidates in order, with what each fact contributed, and those excluded, with all reasons.",
        ["Registrations"] = "Who comes to a session, when it is there, and how many meetings it wants.",
        ["Reports"] = "Counts and amounts of sessions and months.",
        ["Risk"] = "Losses of a fund against its allowance: those made, those that live positions may still make, and what tickets would change.",
        ["Saved searches"] = "Rankings that are watched: who entered the top since it was last looked at.",
        ["Sessions"] = "Monthly events of an industry chain.",
        ["Startups"] = "Companies that look for money.",
        ["Taxonomy"] = "The codes that exist: sectors, chains, stages, districts, recognitions, instruments.",
        ["Webhooks"] = "Addresses that are called with what changed: signed, repeated until they answer, replayed on demand.",
    };

    /// <summary>Null for a heading that nobody described.</summary>
    public static string? Of(string tag) => _byTag.GetValueOrDefault(tag);
}
