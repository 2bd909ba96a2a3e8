using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Support;

/// <summary>The smallest valid bodies; tests add what matters to them.</summary>
internal static class Bodies
{
    public const string ValidUscc = "91420102MA4T5LJF9G";
    public const string OtherValidUscc = "91420103MAY04UKU5D";

    /// <summary>Structure right, check character wrong.</summary>
    public const string WrongUscc = "91420102MA4T5LJF9H";

    public static JsonObject Startup(string name = "Startup") => new() { ["name"] = name, ["sectors"] = JsonNodes.Array("evtol"), ["district"] = "hongshan" };

    public static JsonObject Request(string startupId, long amount = 30_000_000) => new()
    {
        ["startupId"] = startupId,
        ["title"] = "Request",
        ["chain"] = "low-altitude",
        ["stage"] = "a",
        ["amountCny"] = amount,
        ["minTicketCny"] = 1_000_000,
    };

    /// <summary>A fund that takes everything.</summary>
    public static JsonObject Fund(string name = "Fund") => new()
    {
        ["name"] = name,
        ["kind"] = "vc",
        ["category"] = "venture",
        ["ticketMinCny"] = 1_000_000,
        ["ticketMaxCny"] = 50_000_000,
        ["commitmentCny"] = 1_000_000_000,
    };

    public static JsonObject Position(long cost = 10_000_000) => new()
    {
        ["name"] = "Position",
        ["stage"] = "a",
        ["sectors"] = JsonNodes.Array("evtol"),
        ["costCny"] = cost,
        ["investedOn"] = "2025-05-20",
    };

    public static JsonObject Session(string month = "2026-11") => new()
    {
        ["month"] = month,
        ["chain"] = "low-altitude",
        ["title"] = "Session",
        ["rounds"] = 3,
        ["tables"] = 10,
        ["status"] = "open",
    };

    public static JsonObject FundRegistration(string fundId) => new() { ["party"] = new JsonObject { ["type"] = "fund", ["id"] = fundId } };

    public static JsonObject StartupRegistration(string startupId, string requestId) => new()
    {
        ["party"] = new JsonObject { ["type"] = "startup", ["id"] = startupId },
        ["financingRequestId"] = requestId,
    };

    public static JsonObject GuestRegistration(string name = "Guest") => new() { ["party"] = new JsonObject { ["type"] = "guest", ["name"] = name } };

    public static JsonObject Preference(string from, string to, string value) => new() { ["from"] = from, ["to"] = to, ["value"] = value };

    /// <summary>An address that no resolver knows (RFC 2606).</summary>
    public static JsonObject Webhook(string name = "Webhook", string url = "https://receiver.example/hooks") => new() { ["name"] = name, ["url"] = url };

    public static JsonObject SavedSearch(string fundId, string name = "Search") => new()
    {
        ["name"] = name,
        ["subject"] = new JsonObject { ["type"] = "fund", ["id"] = fundId },
    };

    public static JsonObject Outcome(string fundId, string requestId, string result, string occurredOn = "2026-11-19") => new()
    {
        ["fundId"] = fundId,
        ["financingRequestId"] = requestId,
        ["result"] = result,
        ["occurredOn"] = occurredOn,
    };
}
