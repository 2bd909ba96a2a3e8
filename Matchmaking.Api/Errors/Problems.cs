using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Limits;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Errors;

/// <summary>An error answer (RFC 9457) in the shape of the contract.</summary>
internal sealed record Problem
{
    /// <summary>A URI reference that names the kind of problem: <c>/problems/{code}</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What went wrong, in the language of Accept-Language.</summary>
    public required string Title { get; init; }

    /// <summary>The status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>The first details, in words.</summary>
    public required string Detail { get; init; }

    /// <summary>Stable, kebab-case.</summary>
    public required string Code { get; init; }

    /// <summary>Names the request in the logs.</summary>
    public required string TraceId { get; init; }

    /// <summary>Everything that is wrong with the input.</summary>
    public required IReadOnlyList<ProblemField> Errors { get; init; }

    /// <summary>Where there is no plan: the limits that cannot hold together.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ConflictView>? Conflicts { get; init; }

    /// <summary>Where there is no plan: changes, each of which helps alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RelaxationView>? Relaxations { get; init; }
}

/// <summary>One thing that is wrong with the input.</summary>
/// <param name="Pointer">A JSON pointer into the body, or <c>?name</c> for a query parameter.</param>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Message">In the language of Accept-Language.</param>
internal sealed record ProblemField(string Pointer, string Code, string Message);

internal static class Problems
{
    public const string MediaType = "application/problem+json";

    /// <summary>The one place where a refusal becomes a status.</summary>
    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Gone => StatusCodes.Status410Gone,
        ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
        ErrorKind.TooManyRequests => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new UnreachableException(),
    };

    private static Problem Of(HttpContext http, DomainError error, Language language, int? status)
    {
        var title = MessageCatalogue.Text(error.Code, language, error.Args);
        var fields = error.Fields.Select(f => new ProblemField(f.Pointer, f.Code, MessageCatalogue.Text(f.Code, language, f.Args))).ToList();
        var conflicts = PlanRefusals.Limits(error, PlanRefusals.Conflicts)?.Select(c => ConflictView.Of(c, language)).ToList();
        var details = fields.Select(f => $"{f.Pointer}: {f.Message}").Concat(conflicts?.Select(c => c.Message) ?? []).Take(3).ToList();
        return new Problem
        {
            Type = "/problems/" + error.Code,
            Title = title,
            Status = status ?? StatusOf(error.Kind),
            Detail = details.Count == 0 ? title : string.Join(" ", details),
            Code = error.Code,
            TraceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier,
            Errors = fields,
            Conflicts = conflicts,
            Relaxations = PlanRefusals.Limits(error, PlanRefusals.Relaxations)?.Select(r => RelaxationView.Of(r, language)).ToList(),
        };
    }

    /// <summary>Writes the problem; an answer that has begun is left alone.</summary>
    public static Task Write(HttpContext http, DomainError error, int? status = null)
    {
        if (http.Response.HasStarted)
            return Task.CompletedTask;
        var language = MessageCatalogue.Choose(http.Request.Headers.AcceptLanguage);
        var problem = Of(http, error, language, status);
        http.Response.StatusCode = problem.Status;
        http.Response.Headers.ContentLanguage = language == Language.Zh ? "zh-CN" : "en";
        if (error.Args.FirstOrDefault(a => a.Name == RetryLater.Seconds).Value is int seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        else if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = "1";
        return http.Response.WriteAsJsonAsync(problem, WireJson.Options, MediaType, http.RequestAborted);
    }
}

/// <summary>A refusal as the answer of an endpoint.</summary>
internal sealed class ProblemAnswer(DomainError error) : IResult
{
    public DomainError Error { get; } = error;

    public Task ExecuteAsync(HttpContext httpContext) => Problems.Write(httpContext, Error);
}
