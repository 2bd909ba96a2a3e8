using System.Globalization;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Imports;
using Matchmaking.Api.Messages;
using Matchmaking.Api.OpenApi;
using Matchmaking.Api.Resources;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Endpoints;

/// <summary>Lists as files that import again unchanged, and the empty sheets to fill in.</summary>
internal static class ExportEndpoints
{
    public static void MapExportEndpoints(this RouteGroupBuilder v1)
    {
        var kinds = ((IEndpointRouteBuilder)v1).ServiceProvider.GetRequiredService<SheetKinds>();
        foreach (var kind in kinds.All)
        {
            var name = ResourceEndpoints.Pascal(kind.Name);
            v1.MapGet($"/exports/{kind.Name}", new ExportHandlers(kind).Export).WithTags("Exports").WithName("export" + name)
                .WithSummary($"Save {Plain(kind)} as a file that imports again unchanged").WithMetadata(new TableAnswerMetadata()).AllowRoles([.. kind.Exporters]);
            v1.MapGet($"/imports/{kind.Name}/template", new ExportHandlers(kind).Template).WithTags("Imports").WithName("get" + name + "Template")
                .WithSummary($"An empty sheet for {Plain(kind)}, with examples and explanations").WithMetadata(new TableAnswerMetadata()).AllowRoles([.. kind.Importers]);
        }
    }

    private static string Plain(SheetKind kind) => kind.Name.Replace('-', ' ');

    private sealed class ExportHandlers(SheetKind kind)
    {
        public async Task<IResult> Export(HttpContext http, Caller caller, IDatabase database, Surroundings now)
        {
            var query = new QueryReader(http);
            var (format, language) = Form(http, query);
            var filters = kind.Filters(query, caller).ToList();
            var search = kind.Search(query);
            var session = kind.TakesSession ? query.Id<Session>("sessionId") : null;
            if (kind.NeedsSession && http.Request.Query["sessionId"].Count == 0)
                query.Refuse("sessionId", Codes.Required);
            if (query.Finish() is { } refused)
                return Answers.Problem(refused);
            if (session is { } id)
            {
                filters.Insert(0, new ListFilter("session_id", id.ToString()));
                if (await database.Read(db => SessionResource.CheckVisible(db, caller, id.Value), http.RequestAborted) is not null)
                    return Answers.Problem(DomainError.Invalid(new FieldError("?sessionId", Codes.UnknownReference, ("what", "session"))));
            }

            var fileName = $"{kind.Name}-{now.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
            return new TableAnswer(
                fileName, format, (output, cancel) => SheetExport.Write(kind, new ListCriteria(filters, search), caller, database, format, language, output, cancel));
        }

        public IResult Template(HttpContext http, Caller caller)
        {
            var query = new QueryReader(http);
            var (format, language) = Form(http, query);
            return query.Finish() is { } refused
                ? Answers.Problem(refused)
                : new TableAnswer($"{kind.Name}-template", format, (output, cancel) => SheetTemplate.Write(kind, format, language, output, cancel));
        }

        private static (TableFormat Format, Language Language) Form(HttpContext http, QueryReader query) => (
            query.Enum<TableFormat>("format") ?? TableFormat.Xlsx,
            query.Enum<Language>("lang") ?? MessageCatalogue.Choose(http.Request.Headers.AcceptLanguage));
    }
}
