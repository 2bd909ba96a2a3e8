using System.Globalization;
using System.Text.Json.Nodes;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Operations;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Keys;
using Matchmaking.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Operations;

/// <summary>Operations of tests, followed over HTTP.</summary>
internal static class OperationClient
{
    /// <summary>Adds a handler and the endpoint <c>POST /v1/{kind}</c> that asks for its work.</summary>
    public static void AddSteps(this IServiceCollection services, StepsHandler handler, params Role[] roles)
    {
        services.AddSingleton<IOperationHandler>(handler);
        services.AddSingleton(new FurtherEndpoints(v1 => v1
            .MapPost($"/{handler.Kind}", (JsonBody<StepsInput> body, Effects effects, Caller caller, OperationService operations) =>
                operations.Start(effects, caller, handler.Kind, body.Read().Value, null))
            .WithName(handler.Kind).AllowRoles([Role.Admin, .. roles])));
    }

    public static async Task<string> AskSteps(this ApiClient client, string kind, int steps) =>
        (await client.PostAsync($"/{kind}", new JsonObject { ["steps"] = steps, ["name"] = kind })).Expect(202).Id;

    public static Task<JsonNode> Ended(this ApiClient client, string id) => client.Until(id, o => o.Text("status") is "succeeded" or "failed" or "cancelled");

    public static Task<JsonNode> Reached(this ApiClient client, string id, int steps) => client.Until(
        id, o => o.Text("status") == "running" && o["progress"]!.Text("phase") == "stepping" && o["progress"]!["done"]!.GetValue<int>() >= steps);

    /// <param name="client">Who looks.</param>
    /// <param name="id">The operation.</param>
    /// <param name="condition">What is waited for.</param>
    /// <param name="version">Its version at the least.</param>
    public static async Task<JsonNode> Until(this ApiClient client, string id, Func<JsonNode, bool> condition, int version = 1)
    {
        while (true)
        {
            var answer = (await client.GetAsync($"/operations/{id}")).Expect(200);
            if (condition(answer.Json) && int.Parse(answer.ETag.Trim('"'), CultureInfo.InvariantCulture) >= version)
                return answer.Json;
            await Task.Delay(10, TestContext.CurrentContext.CancellationToken);
        }
    }
}
