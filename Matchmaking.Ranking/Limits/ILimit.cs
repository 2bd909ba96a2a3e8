namespace Matchmaking.Ranking.Limits;

/// <summary>One hard limit: a pure rule over the signals of a pair.</summary>
internal interface ILimit
{
    /// <summary>The reason when the limit fails, null when it passes or does not apply.</summary>
    LimitReason? Judge(in LimitSignals signals);
}
