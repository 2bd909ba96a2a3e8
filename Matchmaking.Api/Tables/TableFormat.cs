namespace Matchmaking.Api.Tables;

/// <summary>The files that tables come and go as.</summary>
internal enum TableFormat
{
    Csv,
    Xlsx,
}

internal static class TableFormatExtensions
{
    public const string CsvMediaType = "text/csv";
    public const string XlsxMediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static string MediaType(this TableFormat format) => format == TableFormat.Csv ? CsvMediaType + "; charset=utf-8" : XlsxMediaType;

    public static string Extension(this TableFormat format) => format == TableFormat.Csv ? "csv" : "xlsx";
}
