using System.Globalization;
using Matchmaking.Ranking.Histories;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Benchmarks.History;

/// <summary>A folder of startups, rounds, investors and investments.</summary>
/// <param name="Rounds">By id. Who joined is never read of a candidate.</param>
/// <param name="Homes">Places of an investor from coarse to fine; those of unknown home are left out.</param>
internal sealed record InvestmentRounds(IReadOnlyDictionary<string, Round> Rounds, IReadOnlyDictionary<string, string[]> Homes)
{
    /// <summary>Names of stages from the first to the last; a venture round without a letter stands before A.</summary>
    private static readonly string[] _ladder = ["angel", "seed", "venture", "series-a", "series-b", "series-c", "series-d", "series-e", "series-f", "series-g"];

    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file has another layout.</exception>
    /// <exception cref="KeyNotFoundException">A row names what is not there.</exception>
    /// <exception cref="FormatException">A day or an amount cannot be read.</exception>
    public static InvestmentRounds Read(string folder)
    {
        var startups = new Dictionary<string, Offer>(StringComparer.Ordinal);
        foreach (var row in Rows(folder, "startups.csv", "id", "sectors", "country", "region", "city", "founded_on"))
        {
            var tags = new CandidateTags(Sectors(row[1]), null, Places(row[2], row[3], row[4]));
            startups.Add(row[0], new Offer { Company = row[0], Tags = tags, FoundedOn = row[5].Length == 0 ? null : Day(row[5]) });
        }

        var joined = Rows(folder, "investments.csv", "round_id", "investor_id").ToLookup(r => r[0], r => r[1], StringComparer.Ordinal);
        var rounds = new Dictionary<string, Round>(StringComparer.Ordinal);
        foreach (var row in Rows(folder, "rounds.csv", "id", "startup_id", "announced_on", "stage", "amount"))
            rounds.Add(row[0], new(Offered(startups[row[1]], row[3], row[4]), Day(row[2]), [.. joined[row[0]]]));
        if (joined.FirstOrDefault(j => !rounds.ContainsKey(j.Key)) is { } unknown)
            throw new KeyNotFoundException($"investments.csv: there is no round {unknown.Key}.");

        var homes = Rows(folder, "investors.csv", "id", "type", "country", "region", "city")
            .Where(r => r[2].Length > 0)
            .ToDictionary(r => r[0], r => Places(r[2], r[3], r[4]), StringComparer.Ordinal);
        return new(rounds, homes);
    }

    private static Offer Offered(Offer startup, string stage, string amount) => startup with
    {
        Tags = startup.Tags with { Stage = stage.Length == 0 ? null : stage },
        StageRung = Array.IndexOf(_ladder, stage) is var rung and >= 0 ? rung : null,
        Amount = amount.Length == 0 ? double.NaN : double.Parse(amount, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static IEnumerable<string[]> Rows(string folder, string file, params string[] header)
    {
        using var reader = new StreamReader(Path.Combine(folder, file));
        foreach (var row in new CsvRows(reader, file).Read(header))
            yield return row;
    }

    private static string[] Sectors(string text) =>
        [.. text.Split('|', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Country, then region within it, then city within that; what is unknown is left out.</summary>
    private static string[] Places(string country, string region, string city)
    {
        var places = new List<string>();
        if (country.Length > 0)
            places.Add(country);
        if (region.Length > 0)
            places.Add($"{country}|{region}");
        if (city.Length > 0)
            places.Add($"{country}|{region}|{city}");
        return [.. places];
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
