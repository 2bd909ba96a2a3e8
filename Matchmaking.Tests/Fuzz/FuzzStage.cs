using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.Fuzz;

/// <summary>
/// What requests must have in common to be accepted, which no schema says: a registration brings a request of its own
/// startup, an outcome is that of a registered pair, a plan needs rankings frozen after the last registration.
/// </summary>
internal sealed class FuzzStage
{
    private const int AuditEntries = 40;

    private readonly ConcurrentDictionary<string, string> _startupOf = new();
    private readonly World _calm;
    private readonly World _kept;

    /// <param name="pools">Gets what is in the world to begin with.</param>
    /// <param name="world">Things that requests change at will.</param>
    /// <param name="calm">Things that no request changes, so that its session can be planned throughout.</param>
    /// <param name="kept">Things that only replacements of registrations and preferences change, so that its session stays open.</param>
    public FuzzStage(IdPools pools, World world, World calm, World kept)
    {
        (Pools, _calm, _kept) = (pools, calm, kept);
        _startupOf[world.Startup.RequestId] = world.Startup.StartupId;
        string[] locations =
        [
            $"/v1/funds/{world.Fund.FundId}", $"/v1/funds/{world.OtherFund.FundId}", $"/v1/startups/{world.Startup.StartupId}", $"/v1/startups/{world.OtherStartup.StartupId}",
            $"/v1/financing-requests/{world.Startup.RequestId}", $"/v1/sessions/{world.SessionId}", $"/v1/sessions/{world.SessionId}/registrations/{world.Fund.RegistrationId}",
            $"/v1/sessions/{world.SessionId}/registrations/{world.Startup.RegistrationId}", $"/v1/sessions/{world.SessionId}/preferences/{world.PreferenceId}",
            $"/v1/sessions/{world.SessionId}/rankings/{world.FreezeId}", $"/v1/plans/{world.PlanId}",
        ];
        foreach (var location in locations)
            pools.Add(location);
    }

    public IdPools Pools { get; }

    /// <summary>Ids for the path of an operation; null where nothing of the kind is known.</summary>
    public string[]? IdsFor(ApiOperation operation, Random random) => operation.Id switch
    {
        "makePlan" or "recordOutcome" or "freezeRankings" when random.Next(2) == 0 => [_calm.SessionId],
        "replaceRegistration" when random.Next(2) == 0 => [_kept.SessionId, _kept.Fund.RegistrationId],
        "createPreference" when random.Next(2) == 0 => [_kept.SessionId],
        "replacePreference" when random.Next(2) == 0 => [_kept.SessionId, _kept.PreferenceId],
        // Numbered, not named by an id.
        "getAudit" => [random.Next(1, AuditEntries).ToString(CultureInfo.InvariantCulture)],
        "comparePlans" => Pools.Pick("/v1/plans/{}", random) is [var one] && Pools.Pick("/v1/plans/{}", random) is [var other] ? [one, other] : null,
        _ => Pools.Pick(IdPools.ThingOnTheWayTo(operation.Path), random),
    };

    /// <summary>Makes the parts of a body fit each other, not always.</summary>
    public void Cohere(JsonObject body, ApiOperation operation, Random random)
    {
        if (random.Next(4) == 0)
            return;
        switch (operation.Id)
        {
            case "createRegistration":
                Register(body, random);
                break;
            case "replaceRegistration":
                WithParty(body, "fund", _kept.Fund.FundId);
                break;
            case "createPreference":
                string[] funds = [_kept.Fund.RegistrationId, _kept.OtherFund.RegistrationId];
                string[] startups = [_kept.Startup.RegistrationId, _kept.OtherStartup.RegistrationId];
                var (from, to) = random.Next(2) == 0 ? (funds, startups) : (startups, funds);
                body.With("from", from[random.Next(2)]).With("to", to[random.Next(2)]);
                break;
            case "replacePreference":
                body.With("from", _kept.Fund.RegistrationId).With("to", _kept.Startup.RegistrationId);
                break;
            case "recordOutcome":
                body.With("fundId", _calm.Fund.FundId).With("financingRequestId", _calm.Startup.RequestId);
                break;
            case "makePlan":
                body.Without("pins").Without("layout").Remove("objective");
                break;
        }
    }

    /// <summary>Remembers what was created and forgets what was deleted.</summary>
    public void Learn(FuzzRequest request, Answer answer)
    {
        if (answer.Status is 201 or 202 && answer.Headers.Location is { } location)
        {
            Pools.Add(location.ToString());
            if (request.Operation.Id == "createFinancingRequest")
                _startupOf[answer.Id] = answer.Json.Text("startupId");
        }
        else if (request.Operation.Method == HttpMethod.Delete)
        {
            Pools.Remove("/v1" + request.Path.Split('?')[0]);
        }
    }

    private void Register(JsonObject body, Random random)
    {
        if (random.Next(2) == 0 && Pools.Pick("/v1/financing-requests/{}", random) is [var request] && _startupOf.TryGetValue(request, out var startup))
        {
            WithParty(body, "startup", startup)["financingRequestId"] = request;
        }
        else if (Pools.Pick("/v1/funds/{}", random) is [var fund])
        {
            WithParty(body, "fund", fund);
        }
    }

    private static JsonObject WithParty(JsonObject body, string type, string id) =>
        body.Without("financingRequestId").Without("availableRounds").Without("minMeetings").Without("maxMeetings").With("party", new JsonObject { ["type"] = type, ["id"] = id });
}
