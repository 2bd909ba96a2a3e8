using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Endpoints;

/// <summary>Funds and their positions.</summary>
internal static class FundEndpoints
{
    public static void MapFundEndpoints(this RouteGroupBuilder v1, Taxonomy taxonomy)
    {
        v1.MapResource(new FundResource(taxonomy), "Funds", "fund", "funds");
        var positions = v1.MapResource(new PositionResource(taxonomy), "Positions", "position", "positions");
        positions.MapPost("/{positionId}/void", Void).WithName("voidPosition")
            .WithSummary("Declare a position void, with a reason; it then counts nowhere").Produces<Position>().AllowRoles(Role.Admin);
    }

    private static Task<IResult> Void(string fundId, string positionId, JsonBody<VoidInput> body, Effects effects, Surroundings now) =>
        effects.Write<Position>(
            async db =>
            {
                var found = Id<Position>.TryParse(positionId, out var id) ? await PositionStore.Entities.Find(db, id.Value) : null;
                if (found is null || !Id<Fund>.TryParse(fundId, out var fund) || found.FundId != fund)
                    return DomainError.NotFound("position");
                if (found.VoidedReason is not null)
                    return DomainError.Conflict(Codes.PositionVoided);
                if (!body.Read().TryGet(out var input, out var invalid))
                    return invalid;
                return new Validator().Result(input).TryGet(out _, out var refused)
                    ? await PositionStore.Entities.Update(db, found with { VoidedReason = input.Reason, Version = found.Version + 1, UpdatedAt = now.Time })
                    : refused;
            },
            position => Reply.Changed(ETags.Of(position.Version), position));
}
