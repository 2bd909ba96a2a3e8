using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>How good a schedule is: first that it keeps minimums and pins, then its value.</summary>
/// <param name="Missing">Meetings missing to minimums, and pinned pairs that do not meet.</param>
/// <param name="Value">Weights and fairness, fixed meetings included.</param>
internal readonly record struct RoundScore(int Missing, long Value)
{
    public bool IsBetterThan(RoundScore other) => Missing != other.Missing ? Missing < other.Missing : Value > other.Value;

    /// <param name="model">What is planned.</param>
    /// <param name="schedule">Judged.</param>
    /// <param name="weights">Of pairs; null: those of the model.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RoundScore Of(RoundModel model, RoundSchedule schedule, long[]? weights = null)
    {
        var missing = 0;
        var value = OfFixed(model);
        for (var i = 0; i < model.Pairs.Length; i++)
        {
            if (schedule.RoundOf[i] >= 0)
                value = checked(value + (weights is null ? model.Pairs[i].Weight : weights[i]));
            else if (model.Pinned[i])
                missing++;
        }

        for (var v = 0; v < model.Participants; v++)
            missing += Math.Max(0, model.Least[v] - schedule.Count[v]);
        for (var s = 0; model.FairScale > 0 && s < model.Startups; s++)
        {
            for (var number = 1; number <= schedule.Count[s]; number++)
                value = checked(value + model.FairReward(s, number));
        }

        return new(missing, value);
    }

    /// <summary>What the fixed meetings are worth, in weights and fairness.</summary>
    public static long OfFixed(RoundModel model)
    {
        var value = 0L;
        foreach (var meeting in model.Fixed)
            value = checked(value + meeting.Pair.Weight);
        for (var s = 0; model.FairScale > 0 && s < model.Startups; s++)
        {
            for (var number = 1 - model.FixedCount[s]; number <= 0; number++)
                value = checked(value + model.FairReward(s, number));
        }

        return value;
    }
}
