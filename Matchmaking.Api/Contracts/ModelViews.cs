using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Core.Models;
using Matchmaking.Ranking.Training.Reports;
using Validator = Matchmaking.Core.Common.Validator;

namespace Matchmaking.Api.Contracts;

/// <summary>How to train; everything has a default.</summary>
internal sealed record TrainingInput
{
    public const int SeedMax = 1_000_000_000;

    /// <summary>Of the resampling: the same outcomes and seed give the same model, byte for byte.</summary>
    [Range(0, SeedMax)]
    public int Seed { get; init; } = 1;

    /// <summary>Outcomes up to this day count; absent: up to today.</summary>
    public DateOnly? CutOff { get; init; }

    /// <param name="today">Nothing comes of anything later.</param>
    public Result<TrainingInput> Validate(DateOnly today)
    {
        var check = new Validator();
        check.Require(CutOff is null || CutOff <= today, "/cutOff", Codes.WrongOrder, ("relation", "after"), ("other", "today"));
        return check.Result(this);
    }
}

/// <summary>How to promote.</summary>
internal sealed record PromotionInput
{
    /// <summary>Promote it although another model was measured to be better.</summary>
    public bool Force { get; init; }

    /// <summary>Why, for those who ask later.</summary>
    [StringLength(Bounds.LongTextMax), DataType(DataType.MultilineText)]
    public string? Reason { get; init; }

    public Result<PromotionInput> Validate() => new Validator().Result(this);
}

/// <summary>Where a model stands.</summary>
internal enum ModelStatus
{
    /// <summary>Rankings and freezes are made with it.</summary>
    Serving,

    /// <summary>It was trained and has never served.</summary>
    Candidate,

    /// <summary>It served before, or is an earlier scorecard of the program; freezes made with it replay.</summary>
    Retired,
}

/// <summary>One model, without its report.</summary>
internal record ModelSummary
{
    /// <summary>Its name; stands in every ranking that it made.</summary>
    public required string Version { get; init; }

    public required ModelStatus Status { get; init; }

    /// <summary>What made it: <c>prior</c> is the program's own scorecard, otherwise who grew its trees: <c>lambdamart, mlnet-fasttree, mlnet-lightgbm</c>.</summary>
    public required string Trainer { get; init; }

    /// <summary>When it was trained; null for the program's own.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Outcomes up to this day were learned from.</summary>
    public DateOnly? CutOff { get; init; }

    /// <summary>The month of the latest session that was learned from.</summary>
    public Month? TrainedUntil { get; init; }

    /// <summary>Of the resampling.</summary>
    public int? Seed { get; init; }

    /// <summary>SHA-256 of the model file, lower-case hex.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Bytes of the model file.</summary>
    public long? Length { get; init; }
}

/// <summary>One model with its report and the times at which it began to serve.</summary>
internal sealed record ModelView : ModelSummary
{
    public ModelView()
    {
    }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public ModelView(ModelSummary summary) : base(summary)
    {
    }

    /// <summary>Null for the program's own.</summary>
    [JsonPropertyOrder(2)]
    public ModelReport? Report { get; init; }

    /// <summary>Newest first.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<PromotionView> Promotions { get; init; } = [];
}

/// <summary>From when on a model served.</summary>
/// <param name="At">When it was promoted.</param>
/// <param name="PreviousVersion">The model that served until then: promote it to roll back.</param>
/// <param name="Forced">Although another model was measured to be better.</param>
/// <param name="Reason">Why.</param>
internal sealed record PromotionView(DateTimeOffset At, string PreviousVersion, bool Forced, string? Reason)
{
    public static PromotionView Of(ModelPromotion promotion) => new(promotion.At, promotion.PreviousVersion, promotion.Forced, promotion.Reason);
}

/// <summary>What came of a training.</summary>
/// <param name="Version">The model's name.</param>
/// <param name="Sha256">Of its file, lower-case hex.</param>
/// <param name="Report">What was measured.</param>
internal sealed record TrainingResult(string Version, string Sha256, ModelReport Report)
{
    public static TrainingResult Of(TrainedModel model) => new(model.Version, model.Sha256, ReportOf(model));

    public static ModelReport ReportOf(TrainedModel model) => JsonSerializer.Deserialize<ModelReport>(model.Report, WireJson.Options)!;
}
