using Matchmaking.Core.Plans;

namespace Matchmaking.Tests.Core.Plans.Rounds;

/// <summary>Seeded problems in which not everybody is there all the time, and some pins name a round.</summary>
internal static class RoundInstances
{
    /// <summary>The tiny problems of <see cref="MeetingInstances"/> with rounds missing and pins to rounds, for the exhaustive oracle.</summary>
    public static MeetingParts Tiny(int seed) => Restrict(MeetingInstances.Tiny(seed), new Random(seed + 1_000_000), missing: 3, roundPins: 2);

    /// <summary>Dozens of participants.</summary>
    public static MeetingParts Middling(int seed) => Restrict(MeetingInstances.Middling(seed), new Random(seed + 2_000_000), missing: 6, roundPins: 3);

    private static MeetingParts Restrict(MeetingParts parts, Random random, int missing, int roundPins) => parts with
    {
        Startups = [.. parts.Startups.Select(v => Restrict(v, parts.Rounds, random, missing))],
        Funds = [.. parts.Funds.Select(v => Restrict(v, parts.Rounds, random, missing))],
        Pins = [.. parts.Pins.Select(p => parts.Rounds > 0 && random.Next(roundPins) == 0 ? p with { Round = random.Next(1, parts.Rounds + 1) } : p)],
    };

    private static MeetingParticipant Restrict(MeetingParticipant v, int rounds, Random random, int missing) =>
        random.Next(3) == 0 ? v : v with { Available = [.. Enumerable.Range(1, rounds).Where(_ => random.Next(missing) > 0)] };
}
