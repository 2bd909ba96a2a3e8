using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;

namespace Matchmaking.Tests.Access;

/// <summary>Webhooks with deliveries, and saved searches.</summary>
internal sealed partial class AccessWorld
{
    /// <summary>One of each key; a delivery belongs to who sees its webhook.</summary>
    private async Task AddWebhooks()
    {
        foreach (var owner in new[] { "admin", "organizer", "fund-a", "fund-b", "startup-a" })
        {
            var body = Bodies.Webhook($"MARK-WEBHOOK-{owner}", $"https://receiver.example/MARK-URL-{owner}");
            var created = (await Actor(owner).Client.PostAsync("/webhooks", body)).Expect(201);
            var webhook = new Thing("webhook", $"of {owner}", created.Id) { Owners = [$"key of {owner}"], Marks = [$"MARK-WEBHOOK-{owner}", $"MARK-URL-{owner}"], Body = body };
            _things.Add(webhook);
            _things.Add(new Thing("delivery", $"of {owner}", await _server.AddDelivery(webhook.Id)) { Parent = webhook });
        }
    }

    /// <summary>Of each party, and one that the organizer saved for a fund: the fund does not see it.</summary>
    private async Task AddSavedSearches()
    {
        foreach (var (owner, type, subject) in new[]
        {
            ("fund-a", "fund", Find("fund", "a")), ("fund-b", "fund", Find("fund", "b")), ("startup-a", "financing-request", Find("financing-request", "a")),
            ("organizer", "fund", Find("fund", "a")),
        })
        {
            var body = Bodies.SavedSearch(subject.Id, $"MARK-SEARCH-{owner}").With("subject", new JsonObject { ["type"] = type, ["id"] = subject.Id });
            var created = (await Actor(owner).Client.PostAsync("/saved-searches", body)).Expect(201);
            _things.Add(new Thing("saved-search", $"of {owner}", created.Id) { Owners = owner == "organizer" ? [] : [owner], Marks = [$"MARK-SEARCH-{owner}"], Body = body });
        }
    }
}
