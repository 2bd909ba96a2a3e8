using Matchmaking.Core.Plans;

namespace Matchmaking.Tests.Core.Plans;

/// <summary>Seeded random problems, and the parts they are made of so that tests can reorder or change them.</summary>
internal sealed record MeetingParts(
    IReadOnlyList<MeetingParticipant> Startups,
    IReadOnlyList<MeetingParticipant> Funds,
    int Rounds,
    int? Tables,
    IReadOnlyList<MeetingPair> Pairs,
    IReadOnlyList<PairKey> Vetoes,
    IReadOnlyList<MeetingPin> Pins,
    MeetingTerms? Terms = null)
{
    public MeetingProblem Problem => MeetingProblem.Create(Startups, Funds, Rounds, Tables, Pairs, Vetoes, Pins, Terms);

    public static MeetingParts Of(MeetingProblem problem) =>
        new(problem.Startups, problem.Funds, problem.Rounds, problem.Tables, problem.Pairs, problem.Vetoes, problem.Pins, problem.Terms);

    /// <summary>The same problem with everything handed in in another order.</summary>
    public MeetingParts Shuffled(Random random)
    {
        var startups = Enumerable.Range(0, Startups.Count).ToArray();
        var funds = Enumerable.Range(0, Funds.Count).ToArray();
        random.Shuffle(startups);
        random.Shuffle(funds);
        MeetingPair[] pairs = [.. Pairs.Select(p => new MeetingPair(Array.IndexOf(startups, p.Startup), Array.IndexOf(funds, p.Fund), p.Weight))];
        PairKey[] vetoes = [.. Vetoes.Select(p => new PairKey(Array.IndexOf(startups, p.Startup), Array.IndexOf(funds, p.Fund)))];
        MeetingPin[] pins = [.. Pins.Select(p => new MeetingPin(Array.IndexOf(startups, p.Startup), Array.IndexOf(funds, p.Fund), p.Round))];
        random.Shuffle(pairs);
        random.Shuffle(vetoes);
        random.Shuffle(pins);
        return this with
        {
            Startups = [.. startups.Select(i => Startups[i])],
            Funds = [.. funds.Select(i => Funds[i])],
            Pairs = pairs,
            Vetoes = vetoes,
            Pins = pins,
        };
    }
}

internal static class MeetingInstances
{
    /// <summary>At most 4 x 4 participants, 9 pairs and 3 rounds, for the exhaustive oracle; many ties, zeros, pins and tight limits.</summary>
    public static MeetingParts Tiny(int seed)
    {
        var random = new Random(seed);
        var (startups, funds, rounds) = (random.Next(1, 5), random.Next(1, 5), random.Next(1, 4));
        var keys = Keys(startups, funds, random).Take(random.Next(1, 10)).ToArray();
        var highest = random.Next(3) switch { 0 => 2, 1 => 6, _ => 20_000 };
        return new(
            Participants(startups, random, rounds, mostMinimum: random.Next(3)),
            Participants(funds, random, rounds, mostMinimum: random.Next(3)),
            rounds,
            random.Next(3) == 0 ? null : random.Next(1, 4),
            [.. keys.Select(k => new MeetingPair(k.Startup, k.Fund, random.Next(highest)))],
            [.. keys.Where(_ => random.Next(12) == 0)],
            [.. keys.Where(_ => random.Next(10) == 0).Select(k => new MeetingPin(k.Startup, k.Fund))]);
    }

    /// <summary>Dozens of participants; limits loose enough that most seeds have a plan.</summary>
    public static MeetingParts Middling(int seed)
    {
        var random = new Random(seed);
        var (startups, funds, rounds) = (random.Next(20, 70), random.Next(10, 30), random.Next(3, 12));
        var keys = Keys(startups, funds, random).Take(startups * funds * random.Next(30, 90) / 100).ToArray();
        var highest = random.Next(3) switch { 0 => 4, 1 => 50, _ => 27_000 };
        var vetoes = keys.Where(_ => random.Next(60) == 0).ToHashSet();
        return new(
            Participants(startups, random, rounds, mostMinimum: 1),
            Participants(funds, random, rounds, mostMinimum: 2),
            rounds,
            random.Next(2) == 0 ? null : random.Next((startups / 3) + 1, startups),
            [.. keys.Select(k => new MeetingPair(k.Startup, k.Fund, random.Next(highest)))],
            [.. vetoes],
            [.. keys.Where(k => !vetoes.Contains(k) && random.Next(150) == 0).Select(k => new MeetingPin(k.Startup, k.Fund))]);
    }

    private static PairKey[] Keys(int startups, int funds, Random random)
    {
        PairKey[] keys = [.. from s in Enumerable.Range(0, startups) from f in Enumerable.Range(0, funds) select new PairKey(s, f)];
        random.Shuffle(keys);
        return keys;
    }

    private static MeetingParticipant[] Participants(int count, Random random, int rounds, int mostMinimum)
    {
        var participants = new MeetingParticipant[count];
        for (var i = 0; i < count; i++)
        {
            var id = new byte[16];
            random.NextBytes(id);
            var max = random.Next(8) == 0 ? random.Next(0, 2) : random.Next(1, rounds + 2);
            var min = Math.Min(random.Next(mostMinimum + 1), max);
            if (random.Next(10) == 0 && mostMinimum > 0)
                min = max = Math.Min(max, 2);
            participants[i] = new(new Guid(id), min, max);
        }

        return participants;
    }
}
