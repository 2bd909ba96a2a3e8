using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Services;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Endpoints;

/// <summary>What a fund has lost, may still lose, and what tickets would do to it.</summary>
internal static class RiskEndpoints
{
    private static readonly Role[] _readers = [Role.Admin, Role.Auditor, Role.Organizer, Role.Fund];

    public static void MapRiskEndpoints(this RouteGroupBuilder v1)
    {
        var risk = v1.MapGroup("/funds/{fundId}/risk").WithTags("Risk");
        risk.MapGet("", Get).WithName("getFundRisk").WithSummary("A fund's losses against its allowance, and what its live positions may still lose")
            .Produces<RiskView>().AllowRoles(_readers);
        risk.MapPost("/what-if", WhatIf).WithName("tryTickets").WithSummary("What one ticket, or a basket of up to 50, would do to the fund; nothing is stored")
            .Produces<WhatIfView>().AllowRoles(_readers);
        risk.MapGet("/curve", Curve).WithName("getRiskCurve").WithSummary("Probability of a breach, expected loss and headroom over the size of one more ticket")
            .Produces<RiskCurveView>().AllowRoles(_readers);
    }

    private static async Task<IResult> Get(string fundId, HttpContext http, Caller caller, RiskService risks, Surroundings now) =>
        Id<Fund>.TryParse(fundId, out var id)
            ? Answers.Hashed(http, await risks.Of(id, caller, ReadRisk(http, now), LanguageOf(http), http.RequestAborted))
            : Answers.Problem(DomainError.NotFound("fund"));

    private static async Task<IResult> WhatIf(
        string fundId, HttpContext http, Caller caller, JsonBody<WhatIfInput> body, RiskService risks, Effects effects, Surroundings now) =>
        Id<Fund>.TryParse(fundId, out var id)
            ? await effects.Answer(await risks.WhatIf(id, caller, ReadWhatIf(http, body, now), LanguageOf(http), http.RequestAborted), Reply.Of)
            : Answers.Problem(DomainError.NotFound("fund"));

    private static async Task<IResult> Curve(string fundId, HttpContext http, Caller caller, RiskService risks, Surroundings now, Taxonomy taxonomy) =>
        Id<Fund>.TryParse(fundId, out var id)
            ? Answers.Hashed(http, await risks.Curve(id, caller, ReadCurve(http, now, taxonomy), LanguageOf(http), http.RequestAborted))
            : Answers.Problem(DomainError.NotFound("fund"));

    private static Result<RiskQuery> ReadRisk(HttpContext http, Surroundings now)
    {
        var query = new QueryReader(http);
        var asOf = query.Day("asOf") ?? now.Today;
        var include = query.Words("include", "contributions", "distribution");
        return query.Finish() is { } refused ? refused : new RiskQuery(asOf, include.Contains("contributions"), include.Contains("distribution"));
    }

    private static Result<WhatIfQuery> ReadWhatIf(HttpContext http, JsonBody<WhatIfInput> body, Surroundings now)
    {
        var query = new QueryReader(http);
        var asOf = query.Day("asOf") ?? now.Today;
        return query.Finish() is { } refused ? refused : body.Read().Map(input => new WhatIfQuery(asOf, input));
    }

    private static Result<CurveQuery> ReadCurve(HttpContext http, Surroundings now, Taxonomy taxonomy)
    {
        var query = new QueryReader(http);
        var asOf = query.Day("asOf") ?? now.Today;
        var stage = query.Enum<Stage>("stage");
        var sector = query.Code("sector", taxonomy.IsSector, "sector");
        var (from, to) = (Ticket(query, "minTicketCny"), Ticket(query, "maxTicketCny"));
        var points = query.Number("points", CurveQuery.PointsMin, CurveQuery.PointsMax) ?? CurveQuery.DefaultPoints;
        return query.Finish() is { } refused ? refused : new CurveQuery(asOf, stage, sector, from, to, points);
    }

    private static Money? Ticket(QueryReader query, string name)
    {
        var amount = query.Amount(name);
        if (amount == Money.Zero)
            query.Refuse(name, Codes.MustBePositive);
        return amount;
    }

    private static Language LanguageOf(HttpContext http) => MessageCatalogue.Choose(http.Request.Headers.AcceptLanguage);
}
