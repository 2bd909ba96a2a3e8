using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Endpoints;

/// <summary>Funds, their positions and their losses.</summary>
internal static class FundEndpoints
{
    public static void MapFundEndpoints(this RouteGroupBuilder v1, Taxonomy taxonomy)
    {
        v1.MapResource(new FundResource(taxonomy), "Funds", "fund", "funds");
        var positions = v1.MapResource(new PositionResource(taxonomy), "Positions", "position", "positions");
        positions.MapPost("/{positionId}/void", Void).WithName("voidPosition")
            .WithSummary("Declare a position void, with a reason; it then counts nowhere").Produces<Position>().AllowRoles(Role.Admin);
        v1.MapGet("/funds/{fundId}/risk", Risk).WithTags("Risk").WithName("getFundRisk")
            .WithSummary("A fund's losses against its allowance").Produces<RiskView>()
            .AllowRoles(Role.Admin, Role.Auditor, Role.Organizer, Role.Fund);
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

    private static async Task<IResult> Risk(string fundId, HttpContext http, Caller caller, IDatabase database, Surroundings now)
    {
        var query = new QueryReader(http);
        var asOf = query.Day("asOf") ?? now.Today;
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        var result = await database.Read<Result<RiskView>>(
            async db =>
            {
                var fund = Id<Fund>.TryParse(fundId, out var id) ? await FundStore.Entities.Find(db, id.Value) : null;
                if (fund is null || !caller.SeesFund(fund.Id))
                    return DomainError.NotFound("fund");
                var states = (await PositionStore.OfFund(db, fund.Id)).Select(p => PositionState.AsOf(p, asOf)).OfType<PositionState>().ToList();
                return RiskView.Of(fund, asOf, LossAccounting.Compute(states, fund.LossAllowance, fund.LossBasis, fund.CommitmentCny, fund.ConcentrationCap));
            },
            http.RequestAborted);
        return Answers.Hashed(http, result);
    }
}
