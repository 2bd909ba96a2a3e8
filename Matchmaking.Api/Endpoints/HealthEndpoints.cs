using System.Text.Json.Serialization;
using Matchmaking.Api.Http;
using Matchmaking.Api.Limits;
using Matchmaking.Api.Services;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Endpoints;

/// <summary>Probes, without a key: they say nothing but whether the service lives and can work.</summary>
internal static class HealthEndpoints
{
    private const string Probe = "a probe that is refused under load would have a busy server restarted";

    public static void MapHealthEndpoints(this IEndpointRouteBuilder app)
    {
        var probes = app.MapGroup("").AddEndpointFilter<RouteGroupBuilder, KnownParametersFilter>();
        probes.MapGet("/healthz", () => Results.Json(new HealthView("live", null, null, null), WireJson.Options))
            .WithTags("Health").WithName("getHealth").WithSummary("The process lives").Produces<HealthView>().AllowAnonymous().ExemptFrom(RequestLimit.Rate | RequestLimit.InFlight, Probe);
        probes.MapGet("/readyz", Ready).WithTags("Health").WithName("getReadiness").WithSummary("The database is reachable, its schema current, and all requests are in memory where they are many")
            .Produces<HealthView>().AllowAnonymous().ExemptFrom(RequestLimit.Rate | RequestLimit.InFlight, Probe);
    }

    private static async Task<IResult> Ready(HttpContext http, IDatabase database, MarketCache markets)
    {
        var health = await database.CheckHealth(http.RequestAborted);
        if (health.IsCurrent && !await database.Read(markets.IsReady, http.RequestAborted))
            return Answers.Problem(new DomainError(ErrorKind.Unavailable, Codes.WarmingUp));
        return health.IsCurrent
            ? Results.Json(new HealthView("ready", health.Engine, health.Schema.Version, health.ExpectedSchemaVersion), WireJson.Options)
            : Answers.Problem(new DomainError(ErrorKind.Unavailable, Codes.Unavailable));
    }
}

/// <summary>Only readiness says something about the database.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
/// <param name="Database">The database library in use.</param>
/// <param name="SchemaVersion">Version of the tables.</param>
/// <param name="ExpectedSchemaVersion">The version that this program needs.</param>
internal sealed record HealthView(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Database,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? SchemaVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? ExpectedSchemaVersion);
