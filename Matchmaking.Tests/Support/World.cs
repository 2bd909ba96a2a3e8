using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Support;

/// <summary>One of everything, tied together: two funds and two startups in a session with freeze, published plan and outcome.</summary>
internal sealed class World
{
    public required Investor Fund { get; init; }

    public required Investor OtherFund { get; init; }

    public required Seeker Startup { get; init; }

    public required Seeker OtherStartup { get; init; }

    public required string SessionId { get; init; }

    public required string DraftSessionId { get; init; }

    public required string GuestRegistrationId { get; init; }

    public required string PositionId { get; init; }

    public required string PreferenceId { get; init; }

    public required string OtherPreferenceId { get; init; }

    public required string FreezeId { get; init; }

    public required string PlanId { get; init; }

    public required string OutcomeId { get; init; }

    public required string KeyId { get; init; }

    public required string WebhookId { get; init; }

    public required string DeliveryId { get; init; }

    public required string SavedSearchId { get; init; }

    public static async Task<World> Create(TestServer server)
    {
        var admin = server.Admin;
        var session = (await admin.CreateSession(Bodies.Session().With("startsAt", "2026-11-20T06:00:00Z"))).Id;
        var fund = await admin.CreateInvestor("First fund", session, f => f.With("category", "angel"));
        var otherFund = await admin.CreateInvestor("Second fund", session);
        var startup = await admin.CreateSeeker("First startup", session);
        var otherStartup = await admin.CreateSeeker("Second startup", session);
        var position = await admin.CreatePosition(fund.FundId);
        await admin.CreatePosition(otherFund.FundId);
        var fundKey = await server.As("fund", fund.FundId);
        var otherFundKey = await server.As("fund", otherFund.FundId);
        var preference = await fundKey.Prefer(session, fund.RegistrationId, startup.RegistrationId, "want");
        var otherPreference = await otherFundKey.Prefer(session, otherFund.RegistrationId, startup.RegistrationId, "avoid");
        var guest = await admin.Register(session, Bodies.GuestRegistration().With("contact", "Guest, 3"));
        foreach (var (registration, contact) in new[] { (fund.RegistrationId, "Fund, 1"), (startup.RegistrationId, "Startup, 2") })
            await admin.ChangeAsync($"/sessions/{session}/registrations/{registration}", new JsonObject { ["contact"] = contact });
        var freeze = await admin.Freeze(session);
        var plan = await admin.Plan(session);
        (await admin.PostAsync($"/plans/{plan.Id}/publish")).Expect(200);
        var outcome = await admin.Record(session, Bodies.Outcome(fund.FundId, startup.RequestId, "met"));
        await admin.Record(session, Bodies.Outcome(otherFund.FundId, startup.RequestId, "interested"));
        var key = await server.CreateKey("auditor");
        var webhook = (await admin.PostAsync("/webhooks", Bodies.Webhook())).Expect(201);
        var search = (await admin.PostAsync("/saved-searches", Bodies.SavedSearch(fund.FundId))).Expect(201);
        return new World
        {
            Fund = fund,
            OtherFund = otherFund,
            Startup = startup,
            OtherStartup = otherStartup,
            SessionId = session,
            DraftSessionId = (await admin.CreateSession(Bodies.Session().With("status", "draft"))).Id,
            GuestRegistrationId = guest.Id,
            PositionId = position.Id,
            PreferenceId = preference.Id,
            OtherPreferenceId = otherPreference.Id,
            FreezeId = freeze.Id,
            PlanId = plan.Id,
            OutcomeId = outcome.Id,
            KeyId = key.Id,
            WebhookId = webhook.Id,
            DeliveryId = await server.AddDelivery(webhook.Id),
            SavedSearchId = search.Id,
        };
    }

    /// <summary>The id that stands for a route value; <paramref name="pattern"/> says what a plain <c>{id}</c> is.</summary>
    public string? IdFor(string pattern, string parameter) => parameter switch
    {
        "fundId" => Fund.FundId,
        "requestId" => Startup.RequestId,
        "startupId" => Startup.StartupId,
        "sessionId" => SessionId,
        "positionId" => PositionId,
        "freezeId" => FreezeId,
        "planId" or "otherId" => PlanId,
        "outcomeId" => OutcomeId,
        "keyId" => KeyId,
        "webhookId" => WebhookId,
        "deliveryId" => DeliveryId,
        "searchId" => SavedSearchId,
        "version" => "prior-1",
        "id" => pattern.Split('/')[^2] switch
        {
            "startups" => Startup.StartupId,
            "financing-requests" => Startup.RequestId,
            "funds" => Fund.FundId,
            "positions" => PositionId,
            "sessions" => SessionId,
            "registrations" => Startup.RegistrationId,
            "preferences" => PreferenceId,
            "webhooks" => WebhookId,
            "saved-searches" => SavedSearchId,
            _ => null,
        },
        _ => null,
    };
}
