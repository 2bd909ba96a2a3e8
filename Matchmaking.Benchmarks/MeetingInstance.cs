using System.Text.Json;
using System.Text.Json.Serialization;

using Matchmaking.Core.Plans;

namespace Matchmaking.Benchmarks;

/// <summary>An instance as read from its two files, without a limit on tables.</summary>
internal sealed record MeetingInstance(MeetingInstance.Parameters Limits, MeetingPair[] Pairs)
{
    private readonly Lazy<(int[][] Startups, int[][] Funds)> _rounds = new(() => (
        [.. Rounds(Limits.StartupAvailable, Limits.Startups, Limits.Rounds)],
        [.. Rounds(Limits.FundAvailable, Limits.Funds, Limits.Rounds)]));

    /// <exception cref="FormatException">A line of the pairs is not <c>s,f,weight</c>, or the parameters lack a list.</exception>
    /// <exception cref="JsonException">The parameters are not JSON of the expected shape.</exception>
    public static MeetingInstance Read(string pairsPath, string parametersPath)
    {
        using var parameters = File.OpenRead(parametersPath);
        var limits = JsonSerializer.Deserialize<Parameters>(parameters)
            ?? throw new FormatException("The parameters are null.");
        if (limits.StartupMin.Count != limits.Startups || limits.StartupMax.Count != limits.Startups
            || limits.FundMin.Count != limits.Funds || limits.FundMax.Count != limits.Funds)
            throw new FormatException("The lists of minimums and maximums do not match the numbers of startups and funds.");
        return new(limits, MeetingPairFile.Read(pairsPath));
    }

    /// <summary>Ids are made from the indices, so that the problem keeps the order of the file.</summary>
    /// <param name="terms">What a good plan is.</param>
    /// <param name="availability">Whether participants keep to their available rounds; else everybody is there in all of them.</param>
    /// <exception cref="FormatException">The available rounds are asked for, and are missing or not 0s and 1s for every round.</exception>
    public MeetingProblem ToProblem(MeetingTerms terms, bool availability = false)
    {
        var (startups, funds) = availability ? _rounds.Value : (null, null);
        return MeetingProblem.Create(
            [.. Enumerable.Range(0, Limits.Startups).Select(s => new MeetingParticipant(Id(1, s), Limits.StartupMin[s], Limits.StartupMax[s], startups?[s]))],
            [.. Enumerable.Range(0, Limits.Funds).Select(f => new MeetingParticipant(Id(2, f), Limits.FundMin[f], Limits.FundMax[f], funds?[f]))],
            Limits.Rounds,
            tables: null,
            Pairs,
            Limits.Forbidden.Select(Key),
            Limits.Pinned.Select(Key).Select(k => new MeetingPin(k.Startup, k.Fund)),
            terms);
    }

    private static IEnumerable<int[]> Rounds(IReadOnlyList<string>? available, int participants, int rounds)
    {
        if (available?.Count != participants || available.Any(a => a.Length != rounds || a.Any(c => c is not ('0' or '1'))))
            throw new FormatException("The available rounds are not one list of 0s and 1s for each participant.");
        return available.Select(a => Enumerable.Range(1, rounds).Where(r => a[r - 1] == '1').ToArray());
    }

    private static Guid Id(short side, int index) => new(index, side, 0, new byte[8]);

    private static PairKey Key(IReadOnlyList<int> pair) =>
        pair.Count == 2 ? new(pair[0], pair[1]) : throw new FormatException("A forbidden or pinned pair needs two indices.");

    internal sealed record Parameters
    {
        [JsonPropertyName("startups")]
        public required int Startups { get; init; }

        [JsonPropertyName("funds")]
        public required int Funds { get; init; }

        [JsonPropertyName("rounds")]
        public required int Rounds { get; init; }

        [JsonPropertyName("startup_min")]
        public required IReadOnlyList<int> StartupMin { get; init; }

        [JsonPropertyName("startup_max")]
        public required IReadOnlyList<int> StartupMax { get; init; }

        [JsonPropertyName("fund_min")]
        public required IReadOnlyList<int> FundMin { get; init; }

        [JsonPropertyName("fund_max")]
        public required IReadOnlyList<int> FundMax { get; init; }

        /// <summary>A digit a round: 1 where the startup is there.</summary>
        [JsonPropertyName("startup_avail")]
        public IReadOnlyList<string>? StartupAvailable { get; init; }

        [JsonPropertyName("fund_avail")]
        public IReadOnlyList<string>? FundAvailable { get; init; }

        [JsonPropertyName("forbidden")]
        public required IReadOnlyList<IReadOnlyList<int>> Forbidden { get; init; }

        [JsonPropertyName("pinned")]
        public required IReadOnlyList<IReadOnlyList<int>> Pinned { get; init; }
    }
}
