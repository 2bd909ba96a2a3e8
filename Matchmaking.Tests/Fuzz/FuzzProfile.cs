using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.Fuzz;

/// <summary>All that the description does not say of how to call the API: how often, what ids stand for, where codes come from.</summary>
internal static class FuzzProfile
{
    /// <summary>Answers that do not end by themselves have tests of their own.</summary>
    private const string EventStream = "text/event-stream";

    /// <summary>What computes over whole sessions or the whole market is called seldom: a search over inputs, not a load test.</summary>
    private static readonly Dictionary<string, int> _weights = new()
    {
        ["freezeRankings"] = 1,
        ["replayFreeze"] = 1,
        ["getFreeze"] = 2,
        ["makePlan"] = 2,
        ["publishPlan"] = 1,
        ["repairPlan"] = 2,
        ["rankRequestsForFund"] = 2,
        ["rankFundsForRequest"] = 2,
        ["getFundRisk"] = 2,
        ["tryTickets"] = 3,
        ["getRiskCurve"] = 2,
        ["getSeasonReport"] = 2,
        ["getSessionReport"] = 2,
        ["trainModel"] = 1,
        ["promoteModel"] = 1,
        ["getTaxonomy"] = 1,
        ["readEvents"] = 2,
        ["createWebhook"] = 4,
        ["createSavedSearch"] = 4,
        ["deleteSession"] = 2,
        ["deleteStartup"] = 2,
        ["deleteFund"] = 2,
    };

    /// <summary>The paths of the things that an id names, by the name of its schema or parameter.</summary>
    private static readonly Dictionary<string, string> _things = new(StringComparer.OrdinalIgnoreCase)
    {
        ["StartupId"] = "/v1/startups/{}",
        ["FundId"] = "/v1/funds/{}",
        ["FinancingRequestId"] = "/v1/financing-requests/{}",
        ["SessionId"] = "/v1/sessions/{}",
        ["RegistrationId"] = "/v1/sessions/{}/registrations/{}",
        ["FreezeId"] = "/v1/sessions/{}/rankings/{}",
        ["startupRegistrationId"] = "/v1/sessions/{}/registrations/{}",
        ["fundRegistrationId"] = "/v1/sessions/{}/registrations/{}",
        ["otherId"] = "/v1/plans/{}",
        ["from"] = "/v1/sessions/{}/registrations/{}",
        ["to"] = "/v1/sessions/{}/registrations/{}",
        ["id"] = "/v1/funds/{}",
        ["subjectId"] = "/v1/funds/{}",
        ["subjectIds"] = "/v1/startups/{}",
    };

    /// <summary>Lists of the taxonomy that hold the codes of a property or parameter.</summary>
    private static readonly Dictionary<string, string> _codes = new()
    {
        ["sectors"] = "sectors",
        ["sector"] = "sectors",
        ["chain"] = "chains",
        ["district"] = "districts",
        ["districts"] = "districts",
        ["willLandIn"] = "districts",
        ["recognitions"] = "recognitions",
    };

    public static bool IsCalled(ApiOperation operation) => operation.Responses.Values.All(r => !r.Content.ContainsKey(EventStream));

    public static int Weight(ApiOperation operation) => _weights.GetValueOrDefault(operation.Id, operation.Method.Method switch
    {
        "POST" => 8,
        "PUT" or "PATCH" => 5,
        "DELETE" => 2,
        _ => operation.Id.StartsWith("list", StringComparison.Ordinal) ? 3 : 5,
    });

    public static string? ThingOf(string? name) => name is null ? null : _things.GetValueOrDefault(name);

    public static string? CodeListOf(string name) => _codes.GetValueOrDefault(name);
}
