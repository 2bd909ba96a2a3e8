using Matchmaking.Ranking.Histories;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>Rounds of a small world, in the order of their days; every fact is now and then unknown.</summary>
internal static class RandomRounds
{
    private static readonly string[] _stages = ["seed", "a", "b", "grant"];

    public static List<Round> Make(int seed, int rounds, int companies = 12, int investors = 8)
    {
        var random = new Random(seed);
        var startups = Enumerable.Range(0, companies).Select(c => Startup(random, $"c{c}")).ToArray();
        var day = new DateOnly(2018, 1, 1);
        var made = new List<Round>();
        for (var i = 0; i < rounds; i++)
        {
            day = day.AddDays(random.Next(0, 60));
            made.Add(new(Offered(random, startups[random.Next(companies)]), day, Some(random, random.Next(4), investors)));
        }

        return made;
    }

    public static Offer Offered(Random random, Offer startup)
    {
        var stage = random.Next(5);
        return startup with
        {
            Tags = startup.Tags with { Stage = stage == 4 ? null : _stages[stage] },
            StageRung = stage < 3 ? stage : null,
            Amount = random.Next(4) switch
            {
                0 => double.NaN,
                // Cheques that come again.
                1 => 50_000 * (1 + random.Next(3)),
                _ => Math.Round(Math.Exp(10 + 6 * random.NextDouble())),
            },
        };
    }

    private static Offer Startup(Random random, string id)
    {
        string[] places = ["north", $"north-{random.Next(2)}", $"quarter-{random.Next(3)}"];
        if (random.Next(3) == 0)
            places[0] = "south";
        string[] sectors = [.. Enumerable.Range(0, random.Next(4)).Select(_ => $"s{random.Next(6)}").Distinct().Order(StringComparer.Ordinal)];
        return new()
        {
            Company = id,
            Tags = new(sectors, null, places[..random.Next(4)]),
            FoundedOn = random.Next(3) == 0 ? null : new DateOnly(2010 + random.Next(9), 1 + random.Next(12), 1),
        };
    }

    private static string[] Some(Random random, int count, int investors) => [.. Enumerable.Range(0, count).Select(_ => $"i{random.Next(investors)}").Distinct()];
}
