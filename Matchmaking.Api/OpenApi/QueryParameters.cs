namespace Matchmaking.Api.OpenApi;

/// <summary>Query parameters by operation id. Handlers refuse all others, and a test compares both.</summary>
internal static class QueryParameters
{
    private static readonly (string, string)[] _paging =
        [("limit", "Rows a page, 1 to 200, default 50."), ("cursor", "nextCursor of the page before.")];

    private static readonly (string, string)[] _ranking =
    [
        ("sessionId", "Only the registrations of this session; frozen rows once it is frozen."),
        ("freezeId", "A certain freeze of the session; default the newest."),
        ("asOf", "The day as of which to judge, default today in Shanghai."),
        .. _paging,
        ("include", "Comma-separated: excluded, interval, names, text (contributions in words)."),
    ];

    private static readonly (string, string) _sector = ("sector", "Code of a sector; those below it count too. Funds: what they take, none named being all.");

    private static readonly (string, string)[] _amounts =
        [("minAmountCny", "Smallest amount in yuan, at most two decimals, such as 10000000."), ("maxAmountCny", "Largest amount in yuan, not below minAmountCny.")];

    private static readonly (string, string)[] _override = [("override", "Admin: uscc keeps a credit code that fails its check.")];

    private static readonly (string, string)[] _table = [("format", "csv or xlsx, default xlsx."), ("lang", "zh or en: headers and words, default by Accept-Language.")];

    private static readonly (string, string) _dryRun = ("dryRun", "true: judge every row and keep nothing.");

    private static readonly (string, string) _session = ("sessionId", "Id of the session.");

    private static readonly (string, string)[] _startups =
    [
        Text("name and summary"),
        _sector,
        ("district", "Code of a district."),
        ("uscc", "Unified social credit code."),
        ("externalId", "Id in another system."),
    ];

    private static readonly (string, string)[] _requests =
    [
        Text("title"),
        _sector,
        .. _amounts,
        ("startupId", "Id of the startup."),
        ("chain", "Code of an industry chain."),
        ("district", "Code of a district."),
        ("externalId", "Id in another system."),
        ("stage", "Financing stage."),
        ("status", "Status of the request."),
    ];

    private static readonly (string, string)[] _funds =
    [
        Text("name"),
        _sector,
        ("stage", "Financing stage that the fund takes."),
        ("district", "Code of a district that the fund takes."),
        ("externalId", "Id in another system; not for startups."),
        ("kind", "Kind of fund."),
        ("category", "Category of fund."),
        ("status", "Status of the fund."),
    ];

    private static readonly (string, string)[] _registrations =
    [
        ("status", "Status of the registration."),
        ("partyType", "startup, fund or guest."),
        ("startupId", "Id of a startup."),
        ("fundId", "Id of a fund."),
        ("financingRequestId", "Id of a request."),
    ];

    private static readonly (string, string) _riskDay = ("asOf", "The day as of which to judge, default today in Shanghai.");

    private static readonly (string, string)[] _outcomes =
    [
        ("fundId", "Id of a fund."),
        ("financingRequestId", "Id of a request."),
        ("result", "Result."),
    ];

    private static readonly Dictionary<string, (string Name, string Description)[]> _byOperation = new(StringComparer.Ordinal)
    {
        ["listStartups"] = [.. _paging, .. _startups],
        ["createStartup"] = _override,
        ["replaceStartup"] = _override,
        ["patchStartup"] = _override,
        ["listFinancingRequests"] = [.. _paging, .. _requests],
        ["listFunds"] = [.. _paging, .. _funds],
        ["listPositions"] = [.. _paging, ("startupId", "Id of the startup.")],
        ["getFundRisk"] = [_riskDay, ("include", "Comma-separated: contributions, what the worst 5% come from; distribution, every loss that can occur with its probability.")],
        ["tryTickets"] = [_riskDay],
        ["getRiskCurve"] =
        [
            _riskDay, ("stage", "Stage of the ticket, default the earliest of the fund's, else seed."), ("sector", "Code of a sector, whose chain's positions share risks with the ticket."),
            ("minTicketCny", "The smallest ticket in yuan, default the fund's."), ("maxTicketCny", "The largest, default the fund's, else what it may place in one startup."),
            ("points", "How many tickets, 2 to 500, default 101."),
        ],
        ["rankRequestsForFund"] = _ranking,
        ["rankFundsForRequest"] = _ranking,
        ["listSessions"] = [.. _paging, Text("title and venue"), ("month", "YYYY-MM."), ("chain", "Code of an industry chain."), ("status", "Status of the session.")],
        ["listRegistrations"] = [.. _paging, .. _registrations],
        ["listPreferences"] = [.. _paging, ("from", "Id of the registration that says it."), ("to", "Id of the registration it is about.")],
        ["listFreezes"] = _paging,
        ["getFreeze"] = [("include", "Comma-separated: rows, snapshot.")],
        ["getPlan"] = [("include", "names: the names of the parties beside their registrations.")],
        ["getPlanChart"] = [("paper", "a4 or a3, default a4; landscape or portrait, as fits."), ("page", "One page alone, from 1; default all, below each other.")],
        ["getPlanCalendar"] = [("registrationId", "Id of a registration: its events alone; default all that the caller may see.")],
        ["getPlanPair"] = [("startupRegistrationId", "Id of the startup's registration; needed."), ("fundRegistrationId", "Id of the fund's registration; needed.")],
        ["getPlanStability"] = [("limit", "Pairs to list, 1 to 200, default 50.")],
        ["listPlans"] = [.. _paging, ("status", "draft or published.")],
        ["listOutcomes"] = [.. _paging, .. _outcomes],
        ["listModels"] = [.. _paging, ("status", "serving, candidate or retired.")],
        ["listKeys"] = [.. _paging, ("role", "Role of the keys."), ("subjectId", "Id of a fund or a startup that they speak for."), ("status", "active, expired or revoked.")],
        ["listOperations"] = [.. _paging, ("status", "queued, running, succeeded, failed or cancelled."), ("kind", "Kind of operation.")],
        ["readEvents"] =
        [
            ("after", "cursor of the answer before; now: what comes from now on; default from the first change on."), ("limit", "Events an answer, 1 to 200, default 50."),
            ("wait", "Seconds to wait for the first event, 0 to 30, default 0."), ("type", "Comma-separated types, or kinds with all that happens to them: plan.published,session.*."),
            ("resource", "Kind of thing, as in resource.type."), ("resourceId", "Id of a thing, as in resource.id."), ("sessionId", "Id of a session: itself and what belongs to it."),
        ],
        ["listWebhooks"] = [.. _paging, ("status", "active, paused or disabled.")],
        ["listDeliveries"] = [.. _paging, ("status", "pending, delivered, failed or withheld."), ("order", "newest: newest first; default in the order in which they were made.")],
        ["listSavedSearches"] =
            [.. _paging, ("status", "active or paused."), ("subjectType", "fund or financing-request."), ("subjectId", "Id of the fund or request whose ranking is watched.")],
        ["listAudit"] =
        [
            .. _paging, ("keyId", "Id of the key that did it."), ("role", "Role of that key."), ("action", "created, changed or deleted."),
            ("resource", "What was changed, as in its rows: financing-request."), ("resourceId", "Id of what was changed."),
            ("requestId", "X-Request-Id of the request."), ("from", "First day, in Shanghai."), ("to", "Last day, in Shanghai."),
            ("order", "newest: newest first; default in the order of the chain."),
        ],
        ["importStartups"] = [_dryRun],
        ["importFinancingRequests"] = [_dryRun],
        ["importFunds"] = [_dryRun],
        ["importPositions"] = [_dryRun],
        ["importRegistrations"] = [_dryRun, _session],
        ["importOutcomes"] = [_dryRun, _session],
        ["exportStartups"] = [.. _table, .. _startups],
        ["exportFinancingRequests"] = [.. _table, .. _requests],
        ["exportFunds"] = [.. _table, .. _funds],
        ["exportPositions"] = [.. _table, ("fundId", "Id of a fund; all funds of the caller without it."), ("startupId", "Id of the startup.")],
        ["exportRegistrations"] = [.. _table, _session, .. _registrations],
        ["exportOutcomes"] = [.. _table, _session, .. _outcomes],
        ["getStartupsTemplate"] = _table,
        ["getFinancingRequestsTemplate"] = _table,
        ["getFundsTemplate"] = _table,
        ["getPositionsTemplate"] = _table,
        ["getRegistrationsTemplate"] = _table,
        ["getOutcomesTemplate"] = _table,
        ["getSeasonReport"] = [("from", "First month, default eleven before the last."), ("to", "Last month, default this one in Shanghai.")],
    };

    private static (string, string) Text(string fields) =>
        ("q", $"Free text, 1 to 100 characters: up to eight terms between blanks, each of which occurs in {fields}, whatever the letter case or width. Such as 氢能.");

    /// <summary>Without which an operation cannot answer.</summary>
    public static bool IsRequired(string operation, string name) => operation == "getPlanPair" && name is "startupRegistrationId" or "fundRegistrationId";

    /// <summary>The operations that have any.</summary>
    public static IReadOnlyCollection<string> Operations => _byOperation.Keys;

    public static IReadOnlyList<(string Name, string Description)> Of(string? operation) =>
        operation is not null && _byOperation.TryGetValue(operation, out var parameters) ? parameters : [];
}
