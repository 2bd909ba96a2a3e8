using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Imports;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Operations;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Endpoints;

/// <summary>Uploads of sheets. What makes a file unusable as a whole is told at once, what is wrong with its rows by the operation.</summary>
internal static class ImportEndpoints
{
    public static void MapImportEndpoints(this RouteGroupBuilder v1)
    {
        var kinds = ((IEndpointRouteBuilder)v1).ServiceProvider.GetRequiredService<SheetKinds>();
        foreach (var kind in kinds.All)
        {
            v1.MapPost($"/imports/{kind.Name}", new ImportHandlers(kind).Import).WithTags("Imports").WithName("import" + ResourceEndpoints.Pascal(kind.Name))
                .WithSummary($"Import {kind.Name.Replace('-', ' ')} from a CSV file or a workbook; result: counts and what is wrong, row by row")
                .Produces<OperationView>(202).AllowRoles([.. kind.Importers]);
        }
    }

    private sealed class ImportHandlers(SheetKind kind)
    {
        public async Task<IResult> Import(HttpContext http, Caller caller, TableBody body, OperationService operations, Effects effects)
        {
            var query = new QueryReader(http);
            var dryRun = query.Flag("dryRun");
            var session = kind.TakesSession ? query.Id<Session>("sessionId") : null;
            if (kind.NeedsSession && http.Request.Query["sessionId"].Count == 0)
                query.Refuse("sessionId", Codes.Required);
            if (query.Finish() is { } refused)
                return Answers.Problem(refused);
            if (SheetFile.Open(kind, body.Format, body.File).Error is { } unusable)
                return Answers.Problem(unusable);
            var language = MessageCatalogue.Choose(http.Request.Headers.AcceptLanguage);
            return await operations.Start(
                effects, caller, "import", new ImportInput(kind.Name, body.Format, session, dryRun, language), body.File, db => CheckSession(db, caller, session));
        }

        private static async Task<DomainError?> CheckSession(Db db, Caller caller, SessionId? session) =>
            session is { } id && await SessionResource.CheckVisible(db, caller, id.Value) is not null
                ? DomainError.Invalid(new FieldError("?sessionId", Codes.UnknownReference, ("what", "session")))
                : null;
    }
}
