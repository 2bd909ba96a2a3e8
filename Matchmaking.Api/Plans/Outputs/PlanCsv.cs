using System.Globalization;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Tables;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>A plan as a sheet that opens in Excel: one row a meeting or a seat. Version and hash are columns, as a comment line would be taken for a row.</summary>
internal static class PlanCsv
{
    private const int UsualWidth = 20;
    // As fine as the weights of a plan.
    private const int ScoreDecimals = 4;

    public static async Task<byte[]> Write(PlanOutput output, PlanLabels labels, CancellationToken cancel)
    {
        var columns = output.Seats.Count > 0 ? SeatColumns() : MeetingColumns(output);
        using var stream = new MemoryStream();
        await using (var writer = new CsvTableWriter(stream, [.. columns.Select(c => new TableColumn(labels[c], ColumnStyle.Text, UsualWidth))]))
        {
            await writer.WriteRows(output.Seats.Count > 0 ? Seats(output, labels) : Meetings(output, labels), cancel);
            await writer.Finish(cancel);
        }

        return stream.ToArray();
    }

    private static IEnumerable<string> MeetingColumns(PlanOutput output) =>
    [
        "column-round", "column-starts", "column-ends", "column-table", "column-startup", "column-fund",
        "column-startup-registration", "column-fund-registration",
        .. output.HasScores ? ["column-score"] : (string[])[],
        "column-status", "column-version", "column-hash",
    ];

    private static IEnumerable<string> SeatColumns() =>
    [
        "column-table", "column-side", "column-seat", "column-party", "column-kind", "column-registration",
        "column-status", "column-version", "column-hash",
    ];

    private static IEnumerable<IReadOnlyList<Cell>> Meetings(PlanOutput output, PlanLabels labels) => output.Meetings.Select(m => (IReadOnlyList<Cell>)
    [
        Cell.Of((decimal)m.Round), Time(output.Clock?.Start(m.Round)), Time(output.Clock?.End(m.Round)), Cell.Of((decimal)m.Table),
        Cell.Of(m.Startup.Name), Cell.Of(m.Fund.Name),
        Cell.Of(m.Startup.RegistrationId.ToString()), Cell.Of(m.Fund.RegistrationId.ToString()),
        .. output.HasScores ? [m.Score is { } score ? Cell.Of(decimal.Round((decimal)score, ScoreDecimals)) : default] : (Cell[])[],
        .. Stamp(output, labels),
    ]);

    /// <summary>A seat of somebody whom the caller may not know of is nobody's row.</summary>
    private static IEnumerable<IReadOnlyList<Cell>> Seats(PlanOutput output, PlanLabels labels) => output.Seats.Where(s => s.Party is not null).Select(s => (IReadOnlyList<Cell>)
    [
        Cell.Of((decimal)s.Table), s.Side is { } side ? Cell.Of(labels[side == TableSide.Left ? "left" : "right"]) : default, Cell.Of((decimal)s.Seat),
        Cell.Of(s.Party!.Name), Cell.Of(labels.Kind(s.Party.Type)), Cell.Of(s.Party.RegistrationId.ToString()),
        .. Stamp(output, labels),
    ]);

    private static IEnumerable<Cell> Stamp(PlanOutput output, PlanLabels labels) =>
        [Cell.Of(labels.Status(output.Stamp)), Cell.Of((decimal)output.Stamp.Version), Cell.Of(output.Stamp.Hash)];

    // To the minute, as spreadsheets take it for a time; always with the clock, also at midnight.
    private static Cell Time(DateTime? time) => time is { } given ? Cell.Of(given.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)) : default;
}
