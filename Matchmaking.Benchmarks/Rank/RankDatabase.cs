using System.Globalization;
using System.Text.Json;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Index;

namespace Matchmaking.Benchmarks.Rank;

/// <summary>The tables of startups and requests: filled with a made-up market without audit and search, which no ranking reads, and read row by row.</summary>
internal static class RankDatabase
{
    private const int RowsAWrite = 20_000;

    private const string InsertStartup =
        """
        INSERT INTO startups (id, version, created_at, updated_at, name, sectors, district, will_land_in, founded_on, recognitions)
        VALUES (@Id, 1, 0, 0, @Name, @Sectors, @District, @WillLandIn, @FoundedOn, @Recognitions)
        """;

    private const string InsertRequest =
        """
        INSERT INTO financing_requests
            (id, version, created_at, updated_at, startup_id, title, sectors, stage, amount_fen, min_ticket_fen, instruments, use_of_proceeds, valid_until, status)
        VALUES (@Id, 1, 0, 0, @StartupId, @Title, '[]', @Stage, @AmountFen, @MinTicketFen, @Instruments, '[]', @ValidUntil, @Status)
        """;

    /// <summary>Makes a database in a folder, unless there is one.</summary>
    public static async Task FillOnce(string folder, RankMarket market, int requests, TextWriter log)
    {
        if (SqliteDatabase.IsIn(folder))
            return;
        await using var database = SqliteDatabase.Open(folder);
        await Fill(database, market, requests, log).ConfigureAwait(false);
    }

    private static async Task Fill(SqliteDatabase database, RankMarket market, int requests, TextWriter log)
    {
        await database.Migrate(TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        var startups = RankMarket.StartupOf(requests - 1) + 1;
        for (var from = 0; from < startups; from += RowsAWrite)
        {
            var rows = Enumerable.Range(from, Math.Min(RowsAWrite, startups - from)).Select(market.Startup).Select(s => new
            {
                Id = s.Id.ToString(),
                s.Name,
                Sectors = Json(s.Sectors),
                s.District,
                WillLandIn = Json(s.WillLandIn),
                FoundedOn = Day(s.FoundedOn),
                Recognitions = Json(s.Recognitions),
            });
            await Write(database, InsertStartup, rows.ToList()).ConfigureAwait(false);
        }

        for (var from = 0; from < requests; from += RowsAWrite)
        {
            var rows = Enumerable.Range(from, Math.Min(RowsAWrite, requests - from)).Select(market.Request).Select(r => new
            {
                Id = r.Id.ToString(),
                StartupId = r.StartupId.ToString(),
                r.Title,
                Stage = r.Stage?.Kebab(),
                AmountFen = r.AmountCny.Fen,
                MinTicketFen = (r.MinTicketCny ?? r.AmountCny).Fen,
                Instruments = Json(r.Instruments),
                ValidUntil = Day(r.ValidUntil),
                Status = r.Status.Kebab(),
            });
            await Write(database, InsertRequest, rows.ToList()).ConfigureAwait(false);
            log.WriteLine($"filled {Math.Min(from + RowsAWrite, requests)} of {requests}");
        }
    }

    /// <summary>Builds the index of all requests, in one read.</summary>
    public static Task<RankingIndex> Load(SqliteDatabase database) => database.Read(
        async db =>
        {
            var reader = new RequestRowReader(new FactsFactory(Taxonomy.Load()));
            return await RankingIndex.Build(RequestRows.All(db).Select(reader.Facts), await RequestRows.Count(db).ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false);
        },
        CancellationToken.None);

    private static async Task Write(SqliteDatabase database, string sql, object rows)
    {
        var written = await database.Write<bool>(
            Origin.CommandLine("rank", DateTimeOffset.UnixEpoch),
            async db =>
            {
                await db.Execute(sql, rows).ConfigureAwait(false);
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
        if (written.Error is { } refused)
            throw new InvalidOperationException($"A made-up row was refused: {refused.Code}");
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, WireJson.Options);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
