using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Services;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Endpoints;

/// <summary>Rankings in both directions.</summary>
internal static class RankingEndpoints
{
    public static void MapRankingEndpoints(this RouteGroupBuilder v1)
    {
        v1.MapGet("/funds/{fundId}/ranking", OfFund).WithTags("Ranking").WithName("rankRequestsForFund")
            .WithSummary("Financing requests for a fund, best first, with reasons")
            .Produces<RankingView>().AllowRoles(Role.Admin, Role.Auditor, Role.Organizer, Role.Fund);
        v1.MapGet("/financing-requests/{requestId}/ranking", OfRequest).WithTags("Ranking").WithName("rankFundsForRequest")
            .WithSummary("Funds for a financing request, best first, from public facts only")
            .Produces<RankingView>().AllowRoles(Role.Admin, Role.Auditor, Role.Organizer, Role.Startup);
    }

    private static async Task<IResult> OfFund(string fundId, HttpContext http, Caller caller, RankingAnswers rankings) =>
        Id<Fund>.TryParse(fundId, out var id)
            ? await rankings.Of(http, caller, new(RankingSubject.Fund, id.Value))
            : Answers.Problem(DomainError.NotFound("fund"));

    private static async Task<IResult> OfRequest(string requestId, HttpContext http, Caller caller, RankingAnswers rankings) =>
        Id<FinancingRequest>.TryParse(requestId, out var id)
            ? await rankings.Of(http, caller, new(RankingSubject.FinancingRequest, id.Value))
            : Answers.Problem(DomainError.NotFound("financing-request"));
}
