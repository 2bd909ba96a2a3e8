using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Messages;
using Matchmaking.Api.OpenApi;
using Matchmaking.Api.Plans.Outputs;
using Matchmaking.Api.Plans.Outputs.Charts;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Endpoints;

/// <summary>A plan as people use it: on the door of the room, in a spreadsheet, in their calendars.</summary>
internal static class PlanOutputEndpoints
{
    // An upper limit of the parameter; how many pages there are depends on the plan.
    private const int PageMost = 10_000;

    public static void MapPlanOutputEndpoints(this RouteGroupBuilder v1)
    {
        var plans = v1.MapGroup("/plans").WithTags("Plans");
        plans.MapGet("/{planId}.svg", Chart).WithName("getPlanChart").WithSummary("The seating chart of a plan, to print")
            .WithMetadata(new PlanFileMetadata(PlanFileKind.Svg)).AllowRoles(AccessExtensions.Everybody);
        plans.MapGet("/{planId}.csv", Sheet).WithName("getPlanSheet").WithSummary("A plan as a sheet: a row a meeting or a seat")
            .WithMetadata(new PlanFileMetadata(PlanFileKind.Csv)).AllowRoles(AccessExtensions.Everybody);
        plans.MapGet("/{planId}.ics", Calendar).WithName("getPlanCalendar").WithSummary("A plan as a calendar, of everybody or of one participant")
            .WithMetadata(new PlanFileMetadata(PlanFileKind.Calendar)).AllowRoles(AccessExtensions.Everybody);
    }

    private static async Task<IResult> Chart(string planId, HttpContext http, Caller caller, PlanOutputReader reader)
    {
        var query = new QueryReader(http);
        var paper = query.Enum<Paper>("paper") ?? Paper.A4;
        var page = query.Number("page", 1, PageMost);
        if (!(await Read(planId, http, caller, reader, query)).TryGet(out var output, out var refused))
            return Answers.Problem(refused);
        var labels = Labels(http);
        var chart = SeatingChart.Of(output, labels, paper);
        if (page > chart.Pages.Count)
            return Answers.Problem(DomainError.Invalid(new FieldError("?page", Codes.OutOfRange, ("min", 1), ("max", chart.Pages.Count))));
        var language = labels.Language == Language.Zh ? "zh-CN" : "en";
        return new PlanFileAnswer(output, PlanFileKind.Svg, SvgWriter.Write(chart, page, output.Stamp, language), chart.Pages.Count);
    }

    private static async Task<IResult> Sheet(string planId, HttpContext http, Caller caller, PlanOutputReader reader) =>
        (await Read(planId, http, caller, reader, new QueryReader(http))).TryGet(out var output, out var refused)
            ? new PlanFileAnswer(output, PlanFileKind.Csv, await PlanCsv.Write(output, Labels(http), http.RequestAborted))
            : Answers.Problem(refused);

    private static async Task<IResult> Calendar(string planId, HttpContext http, Caller caller, PlanOutputReader reader)
    {
        var query = new QueryReader(http);
        var registration = query.Id<Registration>("registrationId");
        if (!(await Read(planId, http, caller, reader, query, registration, withEarlier: true)).TryGet(out var output, out var refused))
            return Answers.Problem(refused);
        return output.Clock is { } clock
            ? new PlanFileAnswer(output, PlanFileKind.Calendar, PlanCalendar.Write(output, clock, Labels(http)))
            : Answers.Problem(DomainError.Conflict(Codes.SessionHasNoStart));
    }

    private static async Task<Result<PlanOutput>> Read(
        string planId, HttpContext http, Caller caller, PlanOutputReader reader, QueryReader query, RegistrationId? only = null, bool withEarlier = false)
    {
        if (query.Finish() is { } refused)
            return refused;
        return RouteIds.Read<SessionPlan>(planId, "plan").TryGet(out var id, out var missing)
            ? await reader.Read(id, caller, only, withEarlier, http.RequestAborted)
            : missing;
    }

    private static PlanLabels Labels(HttpContext http) => new(MessageCatalogue.Choose(http.Request.Headers.AcceptLanguage));
}
