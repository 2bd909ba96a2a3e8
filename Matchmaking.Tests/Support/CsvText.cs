namespace Matchmaking.Tests.Support;

/// <summary>A body that is a CSV file.</summary>
internal sealed record CsvText(string Text)
{
    public const string MediaType = "text/csv";

    public const string XlsxMediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}
