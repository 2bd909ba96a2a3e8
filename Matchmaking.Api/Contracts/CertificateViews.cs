using System.Text.Json.Serialization;
using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Contracts;

/// <summary>What a meeting of a pair is worth.</summary>
/// <param name="StartupRegistrationId">The startup's registration.</param>
/// <param name="FundRegistrationId">The fund's registration.</param>
/// <param name="Weight">10,000 times the weight, an integer.</param>
internal sealed record WeightView(RegistrationId StartupRegistrationId, RegistrationId FundRegistrationId, long Weight);

/// <summary>A participant's price with the limits that it belongs to.</summary>
/// <param name="RegistrationId">Whose.</param>
/// <param name="Price">What one more meeting of it would be worth, times 10,000; negative where its minimum binds.</param>
/// <param name="Min">Fewest meetings.</param>
/// <param name="Max">Most meetings: no more than the rounds in which it is there.</param>
internal sealed record PriceView(RegistrationId RegistrationId, long Price, int Min, int Max)
{
    /// <summary>What the participant is.</summary>
    public PartyType? Party { get; init; }

    /// <summary>Rounds (from 1) in which it is there; absent: all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? AvailableRounds { get; init; }

    /// <summary>What each round costs it beside the price, at least 0; absent: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? RoundPrices { get; init; }
}

/// <summary>Two participants of a seating.</summary>
/// <param name="FirstRegistrationId">The one.</param>
/// <param name="SecondRegistrationId">The other.</param>
internal sealed record SeatingPair(RegistrationId FirstRegistrationId, RegistrationId SecondRegistrationId);

/// <summary>What the bound of a seating at tables needs beside the weights and prices (docs/plans.md says how it is recomputed).</summary>
/// <param name="Kind">What the prices are prices of.</param>
/// <param name="Scale">Prices are in units of 1 / this of the value.</param>
/// <param name="TablePrice">What the best table, or the best walk along the long one, earns beyond the prices of those at it.</param>
/// <param name="UnitsPerWeight">Units of the value that one unit of weight is worth: 2 at the long table.</param>
/// <param name="SeatsPerTable">Seats at a table, or on one side of the long one.</param>
/// <param name="FundsPerTable">Most funds at a table; null at the long one.</param>
/// <param name="StartupsPerTable">Most startups at a table; null at the long one.</param>
/// <param name="Apart">Competitors and vetoes: do not sit together.</param>
/// <param name="Together">Pins: sit together.</param>
internal sealed record SeatingCertificateView(
    TableBoundKind Kind,
    long Scale,
    long TablePrice,
    int UnitsPerWeight,
    int SeatsPerTable,
    int? FundsPerTable,
    int? StartupsPerTable,
    IReadOnlyList<SeatingPair> Apart,
    IReadOnlyList<SeatingPair> Together);

/// <summary>
/// Integers (weights times 10,000) with which anyone can recompute the upper bound:
/// sum of price x max (or x min where the price is negative) + sum of round prices + tables x sum of table prices
/// + sum over weights of max(0, weight - both prices - the cheapest common round), for pins without the max.
/// </summary>
/// <param name="Weights">What each pair is worth.</param>
/// <param name="Prices">What a meeting of each participant costs.</param>
/// <param name="TablePrices">What a table costs in each round.</param>
/// <param name="Pins">Pairs that must meet.</param>
/// <param name="Rounds">Number of rounds.</param>
/// <param name="Tables">Tables in each round.</param>
internal sealed record CertificateView(
    IReadOnlyList<WeightView> Weights,
    IReadOnlyList<PriceView> Prices,
    IReadOnlyList<long> TablePrices,
    IReadOnlyList<PlanPin> Pins,
    int Rounds,
    int Tables)
{
    /// <summary>For the objective fair: M, larger than any total weight; the term of a startup is then max over k of price x k + M x sum over j up to k of (rounds - j + 1).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FairScale { get; init; }

    /// <summary>For repaired plans: the first round that was planned again; rounds, available rounds, round and table prices and pins count from there. Absent: 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FirstRound { get; init; }

    /// <summary>For repaired plans: meetings of earlier rounds; their weights are part of value and upper bound.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WeightView>? Fixed { get; init; }

    /// <summary>Tables that could not be used; the bound counts the others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? ClosedTables { get; init; }

    /// <summary>For seatings at round tables or the long table.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeatingCertificateView? Seating { get; init; }
}
