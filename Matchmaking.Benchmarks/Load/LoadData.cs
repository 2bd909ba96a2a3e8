using System.Text.Json.Nodes;

namespace Matchmaking.Benchmarks.Load;

/// <summary>What a server holds that the load reads and plans: found in it, and a small session made in it.</summary>
/// <param name="Things">Paths of single things.</param>
/// <param name="Lists">Paths of lists.</param>
/// <param name="Searches">Paths of searches by text.</param>
/// <param name="Rankings">Paths of rankings.</param>
/// <param name="Plans">Where plans are made.</param>
/// <param name="StartupId">A startup that may get further requests.</param>
internal sealed record LoadData(
    IReadOnlyList<string> Things, IReadOnlyList<string> Lists, IReadOnlyList<string> Searches, IReadOnlyList<string> Rankings, string Plans, string StartupId)
{
    private const int Funds = 6;
    private const int Startups = 12;

    /// <param name="client">Of the server, with the rights of admin.</param>
    public static async Task<LoadData> Prepare(LoadClient client)
    {
        var session = await Create(client, "/v1/sessions", new JsonObject
        {
            ["month"] = "2031-01",
            ["chain"] = "low-altitude",
            ["title"] = "Load",
            ["rounds"] = 6,
            ["tables"] = Funds,
            ["status"] = "open",
        }).ConfigureAwait(false);
        var (funds, startups, requests) = (new List<string>(), new List<string>(), new List<string>());
        for (var n = 0; n < Funds; n++)
        {
            var fund = await Create(client, "/v1/funds", new JsonObject
            {
                ["name"] = $"Load fund {n}",
                ["kind"] = "vc",
                ["category"] = "venture",
                ["ticketMinCny"] = 1_000_000,
                ["ticketMaxCny"] = 50_000_000,
                ["commitmentCny"] = 1_000_000_000,
            }).ConfigureAwait(false);
            funds.Add(fund);
            await Register(client, session, "fund", fund, null).ConfigureAwait(false);
        }

        for (var n = 0; n < Startups; n++)
        {
            var startup = await Create(client, "/v1/startups", new JsonObject { ["name"] = $"Load startup {n}", ["district"] = "hongshan" }).ConfigureAwait(false);
            var request = await Create(client, "/v1/financing-requests", new JsonObject
            {
                ["startupId"] = startup,
                ["title"] = $"Load request {n}",
                ["chain"] = "low-altitude",
                ["stage"] = "a",
                ["amountCny"] = 30_000_000,
                ["minTicketCny"] = 1_000_000,
                ["status"] = "open",
            }).ConfigureAwait(false);
            startups.Add(startup);
            requests.Add(request);
            await Register(client, session, "startup", startup, request).ConfigureAwait(false);
        }

        await client.Expect(HttpMethod.Post, $"/v1/sessions/{session}/rankings").ConfigureAwait(false);
        return new LoadData(
            [.. startups.Select(s => $"/v1/startups/{s}"), .. requests.Select(r => $"/v1/financing-requests/{r}"), .. funds.Select(f => $"/v1/funds/{f}"), $"/v1/sessions/{session}"],
            ["/v1/startups?limit=50", "/v1/financing-requests?limit=50&status=open", "/v1/funds?limit=50", "/v1/sessions?limit=20", $"/v1/sessions/{session}/registrations"],
            ["/v1/startups?limit=20&q=load", "/v1/startups?limit=20&q=%E4%BD%8E%E7%A9%BA", "/v1/financing-requests?limit=20&q=request"],
            [.. funds.Select(f => $"/v1/funds/{f}/ranking?limit=20"), .. requests.Select(r => $"/v1/financing-requests/{r}/ranking?limit=20")],
            $"/v1/sessions/{session}/plans",
            startups[0]);
    }

    private static async Task<string> Create(LoadClient client, string path, JsonObject body) =>
        (string)(await client.Expect(HttpMethod.Post, path, body).ConfigureAwait(false)).Json!["id"]!;

    private static Task<string> Register(LoadClient client, string session, string type, string id, string? request) => Create(
        client,
        $"/v1/sessions/{session}/registrations",
        new JsonObject { ["party"] = new JsonObject { ["type"] = type, ["id"] = id }, ["financingRequestId"] = request });
}
