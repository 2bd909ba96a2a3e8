namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>How good a schedule is: first that it keeps minimums and pins, then its value.</summary>
/// <param name="Missing">Meetings missing to minimums, and pinned pairs that do not meet.</param>
/// <param name="Value">Weights and fairness, fixed meetings included.</param>
internal readonly record struct RoundScore(int Missing, long Value)
{
    public bool IsBetterThan(RoundScore other) => Missing != other.Missing ? Missing < other.Missing : Value > other.Value;

    public static RoundScore Of(RoundModel model, RoundSchedule schedule)
    {
        var missing = 0;
        var value = 0L;
        foreach (var meeting in model.Fixed)
            value = checked(value + meeting.Pair.Weight);
        for (var i = 0; i < model.Pairs.Length; i++)
        {
            if (schedule.RoundOf[i] >= 0)
                value = checked(value + model.Pairs[i].Weight);
            else if (model.Pinned[i])
                missing++;
        }

        for (var v = 0; v < model.Participants; v++)
            missing += Math.Max(0, model.Least[v] - schedule.Count[v]);
        for (var s = 0; model.FairScale > 0 && s < model.Startups; s++)
        {
            for (var number = 1 - model.FixedCount[s]; number <= schedule.Count[s]; number++)
                value = checked(value + model.FairReward(s, number));
        }

        return new(missing, value);
    }
}
