using System.Globalization;
using Matchmaking.Ranking.Tags;

namespace Matchmaking.Benchmarks.History;

/// <summary>One financing round with its startup as tags.</summary>
/// <param name="AnnouncedOn">The day from which it is known.</param>
/// <param name="Tags">Stage of the round, sectors and place of the startup.</param>
/// <param name="Amount">In US dollars; NaN when unknown.</param>
/// <param name="Investors">Who joined. Never read for a candidate.</param>
internal sealed record InvestmentRound(DateOnly AnnouncedOn, CandidateTags Tags, double Amount, List<string> Investors);

/// <summary>A folder of startups, rounds and investments, all rounds by id.</summary>
internal static class InvestmentRounds
{
    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file has another layout or names what is not there.</exception>
    public static Dictionary<string, InvestmentRound> Read(string folder)
    {
        var startups = new Dictionary<string, CandidateTags>(StringComparer.Ordinal);
        foreach (var row in Rows(folder, "startups.csv", "id", "sectors", "country", "region", "city", "founded_on"))
            startups.Add(row[0], new CandidateTags(Sectors(row[1]), null, Places(row[2], row[3], row[4])));

        var rounds = new Dictionary<string, InvestmentRound>(StringComparer.Ordinal);
        foreach (var row in Rows(folder, "rounds.csv", "id", "startup_id", "announced_on", "stage", "amount"))
        {
            var tags = startups[row[1]] with { Stage = row[3].Length == 0 ? null : row[3] };
            rounds.Add(row[0], new(Day(row[2]), tags, Amount(row[4]), []));
        }

        foreach (var row in Rows(folder, "investments.csv", "round_id", "investor_id"))
            rounds[row[0]].Investors.Add(row[1]);
        return rounds;
    }

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

    private static double Amount(string text) =>
        text.Length == 0 ? double.NaN : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
