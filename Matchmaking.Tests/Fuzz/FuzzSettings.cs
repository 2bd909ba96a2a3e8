using System.Globalization;

namespace Matchmaking.Tests.Fuzz;

/// <summary>How long to search and where: the environment says, so that a failure can be looked for again and a night spent on more.</summary>
/// <param name="Requests"><c>MATCHMAKING_TEST_FUZZ_REQUESTS</c>, default 20,000.</param>
/// <param name="Seed"><c>MATCHMAKING_TEST_FUZZ_SEED</c>, default always the same.</param>
internal sealed record FuzzSettings(int Requests, int Seed)
{
    public static FuzzSettings FromEnvironment() => new(Number("MATCHMAKING_TEST_FUZZ_REQUESTS", 20_000), Number("MATCHMAKING_TEST_FUZZ_SEED", 20_261_120));

    /// <summary>The n-th request depends on the seed and n alone, and on what exists by then.</summary>
    public Random RandomOf(int number) => new(unchecked((Seed * 1_000_003) + number));

    private static int Number(string variable, int byDefault) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : byDefault;
}
