using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Support;

/// <summary>A request that succeeds for every POST, by operation id.</summary>
internal static class PostBodies
{
    public static async Task<IReadOnlyDictionary<string, (string Path, object? Body)>> Of(TestServer server, World world)
    {
        var admin = server.Admin;
        var startup = (await admin.PostAsync("/startups", Bodies.Startup())).Expect(201).Id;
        var request = (await admin.PostAsync("/financing-requests", Bodies.Request(startup))).Expect(201).Id;
        var position = await admin.CreatePosition(world.Fund.FundId);
        var draft = await admin.Plan(world.SessionId);
        await LearnableSeason.Upload(admin);
        return new Dictionary<string, (string, object?)>
        {
            ["createStartup"] = ("/startups", Bodies.Startup()),
            ["createFinancingRequest"] = ("/financing-requests", Bodies.Request(startup)),
            ["createFund"] = ("/funds", Bodies.Fund()),
            ["createPosition"] = ($"/funds/{world.Fund.FundId}/positions", Bodies.Position()),
            ["voidPosition"] = ($"/funds/{world.Fund.FundId}/positions/{position.Id}/void", new JsonObject { ["reason"] = "entered twice" }),
            ["tryTickets"] = ($"/funds/{world.Fund.FundId}/risk/what-if", new JsonObject { ["stage"] = "a", ["amountCny"] = 5_000_000 }),
            ["createSession"] = ("/sessions", Bodies.Session()),
            ["createPreference"] = ($"/sessions/{world.SessionId}/preferences", Bodies.Preference(world.Startup.RegistrationId, world.OtherFund.RegistrationId, "want")),
            ["freezeRankings"] = ($"/sessions/{world.SessionId}/rankings", null),
            ["replayFreeze"] = ($"/sessions/{world.SessionId}/rankings/{world.FreezeId}/replay", null),
            ["makePlan"] = ($"/sessions/{world.SessionId}/plans", null),
            ["repairPlan"] = ($"/plans/{draft.Id}/repair", new JsonObject { ["fromRound"] = 2, ["lostTables"] = JsonNodes.Array(1) }),
            ["publishPlan"] = ($"/plans/{draft.Id}/publish", null),
            // Last of those that need a frozen session: a registration outdates the freeze.
            ["createRegistration"] = ($"/sessions/{world.SessionId}/registrations", Bodies.StartupRegistration(startup, request)),
            ["recordOutcome"] = ($"/sessions/{world.SessionId}/outcomes", Bodies.Outcome(world.Fund.FundId, world.Startup.RequestId, "interested")),
            ["importStartups"] = ("/imports/startups", new CsvText("name\nImported startup")),
            ["importFinancingRequests"] = ("/imports/financing-requests", new CsvText($"startupId,title,amountCny\n{startup},Imported request,300万")),
            ["importFunds"] = ("/imports/funds", new CsvText("name,kind,category\nImported fund,vc,venture")),
            ["importPositions"] = ("/imports/positions", new CsvText($"fundId,name,stage,costCny,investedOn\n{world.Fund.FundId},Imported position,a,100万,2025-05-20")),
            ["importRegistrations"] = ($"/imports/registrations?sessionId={world.SessionId}", new CsvText("partyType,name\nguest,Imported guest")),
            ["importOutcomes"] =
                ("/imports/outcomes", new CsvText($"fundId,financingRequestId,result,occurredOn\n{world.Fund.FundId},{world.Startup.RequestId},met,2026-11-01")),
            ["trainModel"] = ("/models", null),
            ["promoteModel"] = ("/models/prior-1/promote", new JsonObject { ["reason"] = "to compare" }),
            ["createWebhook"] = ("/webhooks", Bodies.Webhook()),
            ["rotateWebhookSecret"] = ($"/webhooks/{world.WebhookId}/rotate-secret", null),
            ["testWebhook"] = ($"/webhooks/{world.WebhookId}/test", null),
            ["replayDelivery"] = ($"/webhooks/{world.WebhookId}/deliveries/{world.DeliveryId}/replay", null),
            ["createSavedSearch"] = ("/saved-searches", Bodies.SavedSearch(world.Fund.FundId)),
            ["markSavedSearchSeen"] = ($"/saved-searches/{world.SavedSearchId}/seen", null),
            ["createKey"] = ("/keys", new JsonObject { ["name"] = "a key", ["role"] = "auditor" }),
            ["rotateKey"] = ($"/keys/{world.KeyId}/rotate", new JsonObject { ["overlapMinutes"] = 5 }),
        };
    }
}
