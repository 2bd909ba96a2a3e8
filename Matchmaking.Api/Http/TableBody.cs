using System.Reflection;
using Matchmaking.Api.Tables;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Matchmaking.Api.Http;

/// <summary>The endpoint reads a table; the OpenAPI document is made from it.</summary>
internal sealed class TableBodyMetadata : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => TableLimits.FileBytes;
}

/// <summary>An uploaded table, CSV or a workbook, as its <c>Content-Type</c> says; not judged any further.</summary>
/// <param name="Format">The file.</param>
/// <param name="File">Its content.</param>
internal sealed record TableBody(TableFormat Format, byte[] File) : IBufferedBody, IEndpointParameterMetadataProvider
{
    private const string Expected = TableFormatExtensions.CsvMediaType + ", " + TableFormatExtensions.XlsxMediaType;

    public ReadOnlySpan<byte> Bytes => File;

    public static async ValueTask<TableBody> BindAsync(HttpContext http)
    {
        var format = FormatOf(http.Request.ContentType) ?? throw new UnsupportedBodyException(Expected);
        return new TableBody(format, await BodyReader.ReadAll(http, TableLimits.FileBytes));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new TableBodyMetadata());

    // The charset of a CSV file is found by looking: programs that save GB18030 do not say so.
    private static TableFormat? FormatOf(string? contentType) => !MediaTypeHeaderValue.TryParse(contentType, out var given) ? null
        : given.MediaType.Equals(TableFormatExtensions.CsvMediaType, StringComparison.OrdinalIgnoreCase) ? TableFormat.Csv
        : given.MediaType.Equals(TableFormatExtensions.XlsxMediaType, StringComparison.OrdinalIgnoreCase) ? TableFormat.Xlsx
        : null;
}
