using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>
/// The fund invests at the stage of the request. A request without a stage is refused by every fund, one that takes any
/// stage included.
/// </summary>
internal sealed class StageLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals)
    {
        var accepted = signals.Mandate.Stages;
        if (signals.Request.Stage is not { } stage)
            return new(Codes.MissingStage, LimitValue.None, LimitValue.Of(accepted));
        return accepted.Count == 0 || accepted.Contains(stage)
            ? null
            : new(Codes.StageMismatch, LimitValue.Of(stage.Kebab()), LimitValue.Of(accepted));
    }
}
