using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk.Parameters;

/// <summary>How likely an investment of a stage ends in a total loss or in the loss of half of what is at risk; else nothing is lost.</summary>
public sealed record StageLoss
{
    [JsonRequired]
    public Stage Stage { get; init; }

    /// <summary>Probability that all is lost.</summary>
    [JsonRequired]
    public Ratio TotalLoss { get; init; }

    /// <summary>Probability that half is lost.</summary>
    [JsonRequired]
    public Ratio HalfLoss { get; init; }

    /// <summary>The expected loss of an amount, exact but for the last rounding to the nearest fen.</summary>
    public Money ExpectedOf(Money atRisk) => Expected(DoubledExpectation(atRisk.Fen));

    /// <summary>The amount of a <see cref="DoubledExpectation"/>, or of a sum of them, to the nearest fen.</summary>
    internal static Money Expected(Int128 doubled) => Money.FromFen((long)((doubled + 10_000) / 20_000));

    /// <summary>20,000 times the expected loss, in fen: half losses and basis points in one integer, to be rounded once.</summary>
    internal Int128 DoubledExpectation(long atRiskFen) => (Int128)atRiskFen * (2 * TotalLoss.BasisPoints + HalfLoss.BasisPoints);
}
