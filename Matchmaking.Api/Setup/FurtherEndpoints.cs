namespace Matchmaking.Api.Setup;

/// <summary>Endpoints that are not the product's own: those of a host that builds on it, or of a test.</summary>
/// <param name="Map">Maps them into the group <c>/v1</c>, whose conventions they inherit.</param>
internal sealed record FurtherEndpoints(Action<RouteGroupBuilder> Map);
