using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Models;
using Matchmaking.Api.Operations;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Api.Endpoints;

/// <summary>Ranking models: training, reports, and which one serves. Startups have no part in it.</summary>
internal static class ModelEndpoints
{
    private static readonly Role[] _readers = [Role.Admin, Role.Auditor, Role.Organizer, Role.Fund];

    public static void MapModelEndpoints(this RouteGroupBuilder v1)
    {
        var models = v1.MapGroup("/models").WithTags("Models");
        models.MapPost("", Train).WithName("trainModel").WithSummary("Train a model from the outcomes of past sessions; result: its version and report").Produces<OperationView>(202)
            .AllowRoles(Role.Admin);
        models.MapGet("", List).WithName("listModels").WithSummary("List models, the program's own scorecards first").Produces<PageView<ModelSummary>>().AllowRoles(_readers);
        models.MapGet("/{version}", Get).WithName("getModel").WithSummary("Read a model with its report").Produces<ModelView>().AllowRoles(_readers);
        models.MapPost("/{version}/promote", Promote).WithName("promoteModel").WithSummary("Make a model serve; an earlier one, to roll back").Produces<ModelView>()
            .AllowRoles(Role.Admin);
    }

    private static async Task<IResult> Train(
        HttpContext http, Caller caller, [OptionalBody] JsonBody<TrainingInput> body, ModelTraining training, ITreeTrainer trainer, OperationService operations, Effects effects,
        Surroundings now)
    {
        if (!body.ReadOr(new TrainingInput()).TryGet(out var read, out var malformed))
            return Answers.Problem(malformed);
        if (!read.Validate(now.Today).TryGet(out var input, out var invalid))
            return Answers.Problem(invalid);
        var order = new TrainingOrder(input.Seed, input.CutOff ?? now.Today, trainer.Name);
        return await training.Check(order.CutOff, http.RequestAborted) is { } tooFew
            ? Answers.Problem(tooFew)
            : await operations.Start(effects, caller, TrainingOperation.KindName, order, content: null);
    }

    private static async Task<IResult> List(HttpContext http, IDatabase database)
    {
        var query = new QueryReader(http);
        var status = query.Enum<ModelStatus>("status");
        var paging = Paging.Read(http, query, [new("status", $"{status}")]);
        if (query.Finish() is { } refused)
            return Answers.Problem(refused);
        var page = await database.Read(db => ModelCatalogue.List(db, status, paging.After, paging.Limit), http.RequestAborted);
        return Answers.Ok(paging.View(page, m => m));
    }

    private static async Task<IResult> Get(string version, HttpContext http, IDatabase database) =>
        await database.Read(db => ModelCatalogue.Find(db, version), http.RequestAborted) is { } found ? Answers.Hashed(http, found) : Answers.Problem(DomainError.NotFound("model"));

    private static async Task<IResult> Promote(string version, [OptionalBody] JsonBody<PromotionInput> body, ModelCatalogue models, Effects effects)
    {
        var asked = body.ReadOr(new PromotionInput()).TryGet(out var read, out var malformed) ? read.Validate() : malformed;
        return await effects.Write(db => models.Promote(db, version, asked), view => Reply.Changed(Answers.HashOf(view), view));
    }
}
