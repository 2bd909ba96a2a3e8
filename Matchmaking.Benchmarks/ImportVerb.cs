using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Matchmaking.Benchmarks.Imports;
using Matchmaking.Benchmarks.Load;
using Matchmaking.Core.Common;

namespace Matchmaking.Benchmarks;

/// <summary>Imports a sheet of each kind over HTTP, from the first byte sent to the operation's end, and what the server exports of it once more.</summary>
internal sealed class ImportVerb : IVerb
{
    private const string Csv = "text/csv";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public string Name => "import";

    public string Help =>
        """
        import [--rows 50000] [--sheets NAME,NAME] [--server MATCHMAKING.API.DLL]
          --rows    of each sheet
          --sheets  some of startups, financing-requests, funds, positions, registrations, combined and outcomes, each with
                    those that it refers to; default: all, and then the exports
          --server  the program to start; default: beside this one, of the same configuration
        """;

    public IReadOnlyList<string> Options { get; } = ["rows", "sheets", "server"];

    public IReadOnlyList<string> Flags { get; } = [];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var rows = arguments.Integer("rows", 50_000, minimum: 1);
        var names = arguments.Text("sheets")?.Split(',');
        var program = LoadServer.Program(arguments);
        try
        {
            Measure(program, rows, names, output).GetAwaiter().GetResult();
            return 0;
        }
        catch (Exception failed) when (failed is LoadException or HttpRequestException)
        {
            error.WriteLine(failed.Message);
            return 1;
        }
    }

    private static async Task Measure(string program, int rows, string[]? names, TextWriter output)
    {
        await using var server = LoadServer.Start(program);
        using var client = new LoadClient(await server.Address().ConfigureAwait(false), LoadServer.AdminKey);
        var session = (string)(await client.Expect(
            HttpMethod.Post,
            "/v1/sessions",
            new JsonObject { ["month"] = "2031-01", ["chain"] = "low-altitude", ["title"] = "Import", ["rounds"] = 6, ["tables"] = 6, ["status"] = "open" }).ConfigureAwait(false)).Json!["id"]!;
        foreach (var sheet in new ImportSheets(rows).All.Where(s => names?.Contains(s.Name) ?? true))
            Print(output, sheet.Name, await Import(client, sheet.Kind, session, Encoding.UTF8.GetBytes(sheet.Csv), Csv).ConfigureAwait(false));
        if (names is not null)
            return;
        foreach (var format in (string[])["csv", "xlsx"])
        {
            var clock = Stopwatch.StartNew();
            var file = await client.Download($"/v1/exports/funds?format={format}").ConfigureAwait(false);
            output.WriteLine(JsonSerializer.Serialize(new ExportReport($"funds as {format}, exported", Seconds(clock), file.Length), WireJson.Options));
            Print(output, $"funds as {format}, unchanged", await Import(client, "funds", session, file, format == "csv" ? Csv : Xlsx).ConfigureAwait(false));
        }
    }

    private static async Task<(double Seconds, JsonNode Result)> Import(LoadClient client, string kind, string session, byte[] file, string mediaType)
    {
        var clock = Stopwatch.StartNew();
        var operation = await client.Upload($"/v1/imports/{kind}{(kind == "registrations" ? $"?sessionId={session}" : "")}", file, mediaType).ConfigureAwait(false);
        while ((string)operation["status"]! is "queued" or "running")
        {
            await Task.Delay(_pause).ConfigureAwait(false);
            operation = (await client.Expect(HttpMethod.Get, $"/v1/operations/{operation["id"]}").ConfigureAwait(false)).Json!;
        }

        return (string)operation["status"]! == "succeeded" ? (Seconds(clock), operation["result"]!) : throw new LoadException($"{kind}: {operation.ToJsonString()}");
    }

    private static void Print(TextWriter output, string what, (double Seconds, JsonNode Result) import)
    {
        var counts = import.Result;
        var firstError = counts["errors"] is JsonArray { Count: > 0 } errors ? errors[0]!.ToJsonString() : null;
        output.WriteLine(JsonSerializer.Serialize(
            new ImportReport(what, import.Seconds, (int)counts["created"]!, (int)counts["updated"]!, (int)counts["unchanged"]!, (int)counts["failed"]!, firstError), WireJson.Options));
    }

    private static double Seconds(Stopwatch clock) => Math.Round(clock.Elapsed.TotalSeconds, 2);

    private sealed record ImportReport(string Sheet, double Seconds, int Created, int Updated, int Unchanged, int Failed, string? FirstError);

    private sealed record ExportReport(string Sheet, double Seconds, long Bytes);
}
