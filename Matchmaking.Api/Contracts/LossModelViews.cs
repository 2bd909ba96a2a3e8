using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Api.Contracts;

/// <summary>Which parameters the loss model used. No set is a promise or an exemption.</summary>
/// <param name="Version">The default set, or a fund's own: then made of its figures, the same figures are the same version.</param>
/// <param name="IsDefault">Whether it is the default set.</param>
/// <param name="Evidence">What the figures rest on, in the language of Accept-Language.</param>
internal sealed record RiskParametersView(string Version, bool IsDefault, string Evidence);

/// <summary>What the live positions may still lose, realised losses included.</summary>
internal sealed record LossModelView
{
    /// <summary>The method; other mathematics would be another version.</summary>
    public required string Version { get; init; }

    /// <summary>The version of the parameters.</summary>
    public required string Parameters { get; init; }

    /// <summary>What the parameters rest on, in the language of Accept-Language.</summary>
    public required string Evidence { get; init; }

    /// <summary>Positions that live and have something to lose.</summary>
    public required int Positions { get; init; }

    /// <summary>Expected loss of the fund in the end.</summary>
    public required Money ExpectedLossCny { get; init; }

    /// <summary>Probability of losing more than the allowance in the end; null when losses are not judged.</summary>
    public required double? BreachProbability { get; init; }

    /// <summary>With 95% probability the loss in the end is not larger.</summary>
    public required Money Var95Cny { get; init; }

    /// <summary>The mean of the worst 5%.</summary>
    public required Money Cvar95Cny { get; init; }

    public required LossCorrelation Correlation { get; init; }

    public required LossGridView Grid { get; init; }

    /// <summary>With <c>include=contributions</c>: what the worst 5% come from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TailContributionsView? Contributions { get; init; }

    /// <summary>With <c>include=distribution</c>: the losses that can occur, from the smallest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LossProbabilityView>? Distribution { get; init; }
}

/// <summary>How finely losses were counted.</summary>
/// <param name="Cells">Number of cells.</param>
/// <param name="CellCny">Size of a cell in yuan; half a fen can occur.</param>
/// <param name="IsExact">Every loss lies on a cell: the probabilities are exact.</param>
/// <param name="BreachProbabilityBracket">Where the grid is not exact: between which bounds the probability of a breach lies.</param>
/// <param name="QuadratureError">How far half of the factor's nodes would differ, at most; the error itself is far smaller.</param>
internal sealed record LossGridView(
    int Cells,
    decimal CellCny,
    bool IsExact,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BracketView? BreachProbabilityBracket,
    double QuadratureError);

/// <summary>Bounds of a probability: every loss rounded down, and up.</summary>
/// <param name="Lower">Not more likely than it is.</param>
/// <param name="Upper">Not less likely.</param>
internal sealed record BracketView(double Lower, double Upper);

/// <summary>Parts that add up to the conditional value at risk, to the fen.</summary>
/// <param name="Positions">One for each live position, the largest first.</param>
/// <param name="RealisedCny">What closed positions add; negative where their gains offset.</param>
internal sealed record TailContributionsView(IReadOnlyList<PositionContributionView> Positions, SignedMoney RealisedCny);

/// <summary>What a position adds.</summary>
/// <param name="PositionId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Chain">The industry chain that it shares risks with; null: none.</param>
/// <param name="AtRiskCny">What it may still lose.</param>
/// <param name="ExpectedLossCny">What it is expected to lose.</param>
/// <param name="Cvar95Cny">Its part of the conditional value at risk.</param>
internal sealed record PositionContributionView(PositionId PositionId, string Name, string? Chain, Money AtRiskCny, Money ExpectedLossCny, Money Cvar95Cny);

/// <summary>A loss of the live positions and its probability.</summary>
/// <param name="LossCny">In yuan; half a fen can occur.</param>
/// <param name="Probability">Of just this loss.</param>
internal sealed record LossProbabilityView(decimal LossCny, double Probability);

/// <summary>Makes views of the loss model.</summary>
internal static class LossModelViews
{
    private const decimal HalfFenOfYuan = 200;

    /// <param name="risk">The fund's.</param>
    /// <param name="figures">Of the fund itself, or with a ticket.</param>
    /// <param name="evidence">Words for what the parameters rest on.</param>
    /// <param name="bracket">Where the grid is not exact and the bounds are known.</param>
    public static LossModelView Of(FundRisk risk, LossFigures figures, string evidence, (double Lower, double Upper)? bracket)
    {
        var (portfolio, grid) = (risk.Model.Portfolio, risk.Model.Distribution.Grid);
        return new()
        {
            Version = LossModel.Version,
            Parameters = portfolio.Parameters.Version,
            Evidence = evidence,
            Positions = figures.Positions,
            ExpectedLossCny = figures.ExpectedLoss,
            BreachProbability = figures.BreachProbability,
            Var95Cny = figures.Tail.Var,
            Cvar95Cny = figures.Tail.Cvar,
            Correlation = portfolio.Parameters.Correlation,
            Grid = new(
                grid.Cells, grid.Unit / HalfFenOfYuan, grid.IsExact, bracket is var (lower, upper) ? new(lower, upper) : null, risk.Model.Distribution.QuadratureError),
        };
    }

    /// <summary>Losses that can occur; what is nothing but the noise of a sum is left out.</summary>
    public static IReadOnlyList<LossProbabilityView> Distribution(LossDistribution distribution)
    {
        const double noise = 1e-15;
        return
        [
            .. distribution.Probabilities.Select((probability, cell) => new LossProbabilityView(cell * distribution.Grid.Unit / HalfFenOfYuan, probability))
                .Where(p => p.Probability > noise),
        ];
    }
}

/// <summary>Figures of the loss model for one state of a fund.</summary>
/// <param name="Positions">Positions that have something to lose.</param>
/// <param name="ExpectedLoss">In the end.</param>
/// <param name="BreachProbability">Null when losses are not judged.</param>
/// <param name="Tail">The worst 5%.</param>
internal readonly record struct LossFigures(int Positions, Money ExpectedLoss, double? BreachProbability, LossTail Tail)
{
    public static LossFigures Of(FundRisk risk) => new(risk.Model.Portfolio.Exposures.Count, risk.ExpectedLoss, risk.BreachProbability, risk.Tail());
}
