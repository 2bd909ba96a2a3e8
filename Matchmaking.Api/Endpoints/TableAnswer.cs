using Matchmaking.Api.Tables;

namespace Matchmaking.Api.Endpoints;

/// <summary>A table as the answer: a file to save, written while it is read.</summary>
/// <param name="fileName">Without its ending.</param>
/// <param name="format">The file.</param>
/// <param name="write">Writes it.</param>
internal sealed class TableAnswer(string fileName, TableFormat format, Func<Stream, CancellationToken, Task> write) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = format.MediaType();
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}.{format.Extension()}\"";
        response.Headers.CacheControl = "private, no-store";
        return write(response.Body, httpContext.RequestAborted);
    }
}
