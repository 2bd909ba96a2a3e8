namespace Matchmaking.Tests.Access;

/// <summary>
/// Who may do what to whom, written down from the contract (sections 1 and 7) and docs/access.md and from nothing else: the
/// server's own tables are what is tested.
/// </summary>
internal static class AccessPolicy
{
    private const string Admin = "admin", Auditor = "auditor", Organizer = "organizer", Fund = "fund", Startup = "startup";

    private static readonly string[] _everybody = [Admin, Auditor, Organizer, Fund, Startup];
    private static readonly string[] _staff = [Admin, Auditor, Organizer];
    private static readonly string[] _organizers = [Admin, Organizer];
    private static readonly string[] _fundsAndStaff = [Admin, Auditor, Organizer, Fund];
    private static readonly string[] _startupsAndStaff = [Admin, Auditor, Organizer, Startup];

    /// <summary>Everybody but the auditor, who writes nothing.</summary>
    private static readonly string[] _writers = [Admin, Organizer, Fund, Startup];

    /// <summary>One line an operation: the roles that may use it at all. What a role may do it may do to all that it <see cref="Sees"/>.</summary>
    private static readonly Dictionary<string, string[]> _roles = new(StringComparer.Ordinal)
    {
        ["listStartups"] = _everybody,
        ["getStartup"] = _everybody,
        ["createStartup"] = _organizers,
        ["replaceStartup"] = [Admin, Organizer, Startup],
        ["patchStartup"] = [Admin, Organizer, Startup],
        ["deleteStartup"] = _organizers,

        ["listFinancingRequests"] = _everybody,
        ["getFinancingRequest"] = _everybody,
        ["createFinancingRequest"] = [Admin, Organizer, Startup],
        ["replaceFinancingRequest"] = [Admin, Organizer, Startup],
        ["patchFinancingRequest"] = [Admin, Organizer, Startup],
        ["deleteFinancingRequest"] = [Admin, Organizer, Startup],
        ["rankFundsForRequest"] = _startupsAndStaff,

        ["listFunds"] = _everybody,
        ["getFund"] = _everybody,
        ["createFund"] = [Admin],
        ["replaceFund"] = [Admin, Fund],
        ["patchFund"] = [Admin, Fund],
        ["deleteFund"] = [Admin],
        ["getFundRisk"] = _fundsAndStaff,
        ["tryTickets"] = _fundsAndStaff,
        ["getRiskCurve"] = _fundsAndStaff,
        ["rankRequestsForFund"] = _fundsAndStaff,

        ["listPositions"] = _fundsAndStaff,
        ["getPosition"] = _fundsAndStaff,
        ["createPosition"] = [Admin, Fund],
        ["replacePosition"] = [Admin, Fund],
        ["patchPosition"] = [Admin, Fund],
        ["voidPosition"] = [Admin],

        ["listSessions"] = _everybody,
        ["getSession"] = _everybody,
        ["createSession"] = _organizers,
        ["replaceSession"] = _organizers,
        ["patchSession"] = _organizers,
        ["deleteSession"] = _organizers,

        ["listRegistrations"] = _everybody,
        ["getRegistration"] = _everybody,
        ["createRegistration"] = _organizers,
        ["replaceRegistration"] = _organizers,
        ["patchRegistration"] = _organizers,
        ["deleteRegistration"] = _organizers,

        ["listPreferences"] = _everybody,
        ["getPreference"] = _everybody,
        ["createPreference"] = _writers,
        ["replacePreference"] = _writers,
        ["patchPreference"] = _writers,
        ["deletePreference"] = _writers,

        ["freezeRankings"] = _organizers,
        ["listFreezes"] = _staff,
        ["getFreeze"] = _staff,
        ["replayFreeze"] = _staff, // changes nothing, so the auditor may

        ["makePlan"] = _organizers,
        ["listPlans"] = _everybody,
        ["getPlan"] = _everybody,
        ["getPlanChart"] = _everybody,
        ["getPlanSheet"] = _everybody,
        ["getPlanCalendar"] = _everybody,
        ["getPlanPair"] = _everybody,
        ["getPlanPrices"] = _staff,
        ["getPlanStability"] = _staff,
        ["comparePlans"] = _everybody,
        ["publishPlan"] = _organizers,
        ["repairPlan"] = _organizers,

        ["recordOutcome"] = [Admin, Organizer, Fund],
        ["listOutcomes"] = _fundsAndStaff,
        ["getOutcome"] = _fundsAndStaff,
        ["getSessionReport"] = _staff,
        ["getSeasonReport"] = _staff,

        ["trainModel"] = [Admin],
        ["listModels"] = _fundsAndStaff,
        ["getModel"] = _fundsAndStaff,
        ["promoteModel"] = [Admin],

        ["readEvents"] = _everybody,

        ["createWebhook"] = _writers,
        ["listWebhooks"] = _everybody,
        ["getWebhook"] = _everybody,
        ["replaceWebhook"] = _writers,
        ["patchWebhook"] = _writers,
        ["deleteWebhook"] = _writers,
        ["rotateWebhookSecret"] = _writers,
        ["testWebhook"] = _writers,
        ["listDeliveries"] = _everybody,
        ["getDelivery"] = _everybody,
        ["replayDelivery"] = _writers,

        ["createSavedSearch"] = _writers,
        ["listSavedSearches"] = _everybody,
        ["getSavedSearch"] = _everybody,
        ["replaceSavedSearch"] = _writers,
        ["patchSavedSearch"] = _writers,
        ["deleteSavedSearch"] = _writers,
        ["getSavedSearchResults"] = _everybody,
        ["markSavedSearchSeen"] = _writers,

        ["createKey"] = [Admin],
        ["listKeys"] = [Admin, Auditor],
        ["getKey"] = [Admin, Auditor],
        ["replaceKey"] = [Admin],
        ["patchKey"] = [Admin],
        ["rotateKey"] = [Admin],
        ["revokeKey"] = [Admin],

        ["listAudit"] = [Admin, Auditor],
        ["getAudit"] = [Admin, Auditor],
        ["verifyAudit"] = [Admin, Auditor],

        ["listOperations"] = _everybody,
        ["getOperation"] = _everybody,
        ["followOperation"] = _everybody,
        ["cancelOperation"] = _writers,

        ["importStartups"] = _organizers,
        ["importFinancingRequests"] = _organizers,
        ["importFunds"] = [Admin],
        ["importPositions"] = [Admin, Fund],
        ["importRegistrations"] = _organizers,
        ["importOutcomes"] = [Admin, Organizer, Fund],
        ["getStartupsTemplate"] = _organizers,
        ["getFinancingRequestsTemplate"] = _organizers,
        ["getFundsTemplate"] = [Admin],
        ["getPositionsTemplate"] = [Admin, Fund],
        ["getRegistrationsTemplate"] = _organizers,
        ["getOutcomesTemplate"] = [Admin, Organizer, Fund],
        ["exportStartups"] = _everybody,
        ["exportFinancingRequests"] = _everybody,
        ["exportFunds"] = _fundsAndStaff, // the file has columns that startups must not read
        ["exportPositions"] = _fundsAndStaff,
        ["exportRegistrations"] = _everybody,
        ["exportOutcomes"] = _fundsAndStaff,

        ["getTaxonomy"] = _everybody,
    };

    public static IReadOnlyCollection<string> Operations => _roles.Keys;

    /// <summary>403 without this.</summary>
    public static bool MayUse(Actor who, string operation) => who.Role is { } role && _roles[operation].Contains(role);

    /// <summary>Whether the thing exists for somebody: else it is 404 and in no list.</summary>
    public static bool Sees(Actor who, Thing thing) => thing.Exists && (thing.Parent is null || Sees(who, thing.Parent)) && (ReadsAll(who, thing) || thing.Kind switch
    {
        "delivery" => true, // whoever sees the webhook
        "startup" => who.Role == Fund || who.Owns(thing),
        "financing-request" => who.Role == Fund ? thing.IsPublic : who.Owns(thing),
        "fund" => who.Role == Startup || who.Owns(thing),
        "session" => thing.IsPublic,
        "model" => true, // every ranking names the model that made it
        "plan" => thing.IsPublic && who.Owns(thing),
        "position" or "registration" or "preference" or "outcome" or "operation" or "webhook" or "saved-search" => who.Owns(thing),
        _ => false,
    });

    /// <summary>A webhook is like a key: organizers see their own.</summary>
    private static bool ReadsAll(Actor who, Thing thing) => who.IsStaff && !(thing.Kind == "webhook" && who.Role == Organizer);

    /// <summary>
    /// Whether an answer to somebody may name a thing. Beside what it sees, a party is told ids of what its rankings and its
    /// rows of a plan come from: the registrations of the other side, and the freeze.
    /// </summary>
    public static bool MayName(Actor who, Thing thing) => Sees(who, thing) || (thing.Parent is { IsPublic: true } && (thing.Kind, who.Role) switch
    {
        ("freeze", Fund or Startup) => true,
        ("registration", Fund) => thing.Owners.Any(o => o.StartsWith(Startup, StringComparison.Ordinal)),
        ("registration", Startup) => thing.Owners.Any(o => o.StartsWith(Fund, StringComparison.Ordinal)),
        _ => false,
    });

    /// <summary>The texts that no answer to somebody may contain.</summary>
    public static IReadOnlyList<string> HiddenFrom(Actor who, IEnumerable<Thing> things) => who.IsStaff ? [] :
    [
        .. from thing in things
           where thing.Exists
           from text in (IEnumerable<string>)[.. MayName(who, thing) ? [] : thing.Marks.Append(thing.Id), .. Sees(who, thing) && who.Owns(thing) ? [] : thing.Secrets]
           where text.Length > 8
           select text,
    ];
}
