using Matchmaking.Core.Numerics;
using Matchmaking.Core.Plans.Tables;

namespace Matchmaking.Tests.Core.Plans.Tables;

/// <summary>Seeded problems of seating, small enough for exhaustive search.</summary>
internal static class TableInstances
{
    public static TableParticipant Startup(int i) => new(new Guid(i, 1, 0, new byte[8]), TableParticipantKind.Startup);

    public static TableParticipant Fund(int i) => new(new Guid(i, 2, 0, new byte[8]), TableParticipantKind.Fund);

    public static TableParticipant Guest(int i) => new(new Guid(i, 3, 0, new byte[8]), TableParticipantKind.Guest);

    /// <summary>Up to seven heads at up to three tables, one of which may be closed; limits tight or loose.</summary>
    public static TableProblem Round(ulong seed)
    {
        var random = new SplitMix64(seed);
        var people = People(ref random, startups: 4, funds: 3, guests: 2, most: 7);
        var tables = 1 + random.Below(3);
        var open = Math.Max(1, tables - (random.Below(4) == 0 ? 1 : 0));
        var seats = Math.Max(1, ((people.Count + open - 1) / open) + random.Below(3) - (random.Below(12) == 0 ? 1 : 0));
        int? a = random.Below(3) == 0 ? null : 1 + random.Below(3), b = random.Below(3) == 0 ? null : 1 + random.Below(4);
        var layout = new TableLayout.RoundTables(tables, seats, a, b) { ClosedTables = open < tables ? [1 + random.Below(tables)] : [] };
        return TableProblem.Create(people, layout, Weights(people, ref random), Pairs(people, ref random, 4), Pairs(people, ref random, 6), (long)seed);
    }

    /// <summary>Up to four a side and two guests.</summary>
    public static TableProblem Long(ulong seed)
    {
        var random = new SplitMix64(seed);
        var people = People(ref random, startups: 4, funds: 4, guests: 2, most: 9);
        var seats = Math.Max(1, Math.Max(people.Count(p => p.Kind == TableParticipantKind.Fund), people.Count(p => p.Kind == TableParticipantKind.Startup)))
            + random.Below(3) - (random.Below(12) == 0 ? 1 : 0);
        return TableProblem.Create(people, new TableLayout.LongTable(Math.Max(1, seats)), Weights(people, ref random),
            Pairs(people, ref random, 6), Pairs(people, ref random, 8), (long)seed);
    }

    /// <summary>Seats for all, nobody apart or together.</summary>
    public static TableProblem Plain(TableLayout layout, int startups, int funds, ulong seed)
    {
        var random = new SplitMix64(seed);
        List<TableParticipant> people = [.. Enumerable.Range(0, startups).Select(Startup), .. Enumerable.Range(0, funds).Select(Fund)];
        return TableProblem.Create(people, layout, Weights(people, ref random), seed: (long)seed);
    }

    public static TableProblem With(TableProblem problem, TableLayout layout, IEnumerable<TablePair> apart, IEnumerable<TablePair> together) =>
        TableProblem.Create(problem.Participants, layout, problem.Weights, apart, together, problem.Seed);

    private static List<TableParticipant> People(ref SplitMix64 random, int startups, int funds, int guests, int most)
    {
        List<TableParticipant> people =
        [
            .. Enumerable.Range(0, 1 + random.Below(startups)).Select(Startup),
            .. Enumerable.Range(0, 1 + random.Below(funds)).Select(Fund),
            .. Enumerable.Range(0, random.Below(guests + 1)).Select(Guest),
        ];
        return people.Count > most ? people[..most] : people;
    }

    private static List<TableWeight> Weights(List<TableParticipant> people, ref SplitMix64 random)
    {
        var weights = new List<TableWeight>();
        for (var s = 0; s < people.Count; s++)
        {
            for (var f = 0; f < people.Count; f++)
            {
                if (people[s].Kind == TableParticipantKind.Startup && people[f].Kind == TableParticipantKind.Fund && random.Below(4) > 0)
                    weights.Add(new(s, f, random.Below(5) == 0 ? 0 : random.Below(10_000)));
            }
        }

        return weights;
    }

    private static List<TablePair> Pairs(List<TableParticipant> people, ref SplitMix64 random, int oneIn)
    {
        var pairs = new List<TablePair>();
        for (var a = 0; a < people.Count; a++)
        {
            for (var b = a + 1; b < people.Count; b++)
            {
                if (random.Below(oneIn * 2) == 0)
                    pairs.Add(random.Below(2) == 0 ? new(a, b) : new(b, a));
            }
        }

        return pairs;
    }
}
