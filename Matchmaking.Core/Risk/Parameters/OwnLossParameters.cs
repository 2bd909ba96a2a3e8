using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk.Parameters;

/// <summary>What a fund sets of the loss model itself, from its own experience.</summary>
public sealed record OwnLossParameters
{
    /// <summary>The least correlation that is not 0: below it the model's lattice would need thousands of nodes for no visible effect.</summary>
    public const int LeastBasisPoints = 100;

    public const int MostAcrossBasisPoints = 5_000;

    public const int MostWithinBasisPoints = 8_000;

    /// <summary>Where the figures come from.</summary>
    [JsonRequired, StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string Source { get; init; } = "";

    public const int StagesMax = 8;

    /// <summary>Each stage at most once; stages left out have the default's probabilities.</summary>
    [MaxLength(StagesMax)]
    public IReadOnlyList<StageLoss> Stages { get; init; } = [];

    /// <summary>Absent: the default's.</summary>
    public LossCorrelation? Correlation { get; init; }

    /// <summary>Reports what cannot be: probabilities beyond 1, a stage twice, correlations that the model does not hold for.</summary>
    /// <param name="check">Takes what is wrong.</param>
    /// <param name="pointer">Where the set stands in the request.</param>
    public void Validate(Common.Validator check, string pointer)
    {
        // Of too many none is judged.
        for (var i = 0; i < Stages.Count && Stages.Count <= StagesMax; i++)
        {
            var stage = Stages[i];
            check.Require(
                stage.TotalLoss.BasisPoints + stage.HalfLoss.BasisPoints <= Ratio.One.BasisPoints, $"{pointer}/stages/{i}/halfLoss", Codes.InvalidRatio,
                ("max", Ratio.FromBasisPoints(Ratio.One.BasisPoints - stage.TotalLoss.BasisPoints)));
            check.Require(Stages.Take(i).All(s => s.Stage != stage.Stage), $"{pointer}/stages/{i}/stage", Codes.Duplicate);
        }

        if (Correlation is not { } correlation)
            return;
        var (within, across) = (correlation.Within.BasisPoints, correlation.Across.BasisPoints);
        var least = Ratio.FromBasisPoints(LeastBasisPoints);
        check.Require(
            across is 0 or (>= LeastBasisPoints and <= MostAcrossBasisPoints), $"{pointer}/correlation/across", Codes.AcrossOutOfRange,
            ("min", least), ("max", Ratio.FromBasisPoints(MostAcrossBasisPoints)));
        check.Require(
            within <= MostWithinBasisPoints && (within == across || within - across >= LeastBasisPoints), $"{pointer}/correlation/within", Codes.WithinOutOfRange,
            ("step", least), ("max", Ratio.FromBasisPoints(MostWithinBasisPoints)));
    }

    /// <summary>Equal when the figures and their order are.</summary>
    public bool Equals(OwnLossParameters? other) =>
        other is not null && Source == other.Source && Correlation == other.Correlation && Stages.SequenceEqual(other.Stages);

    public override int GetHashCode() => HashCode.Combine(Source, Correlation, Stages.Count);
}
