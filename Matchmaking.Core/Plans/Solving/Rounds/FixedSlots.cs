namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>
/// The certificate does not know that the slots of meetings pinned to a round are taken; a price on such a slot tells it. It costs nothing: the pinned pair, which has that round
/// alone, pays it back in full. Left out where no pair would use such a slot.
/// </summary>
internal static class FixedSlots
{
    /// <param name="model">What is planned.</param>
    /// <param name="prices">p of each participant.</param>
    /// <param name="tables">z of each round.</param>
    /// <param name="slots">u, participants x rounds; prices of taken slots are entered.</param>
    public static void CloseTo(RoundModel model, long[] prices, long[] tables, long[] slots)
    {
        if (model.Fixed.Length == 0)
            return;
        var problem = model.Problem;
        var pairs = MeetingNetwork.PairsOf(problem);
        var vetoed = problem.Vetoes.ToHashSet();
        var pins = problem.Pins.ToDictionary(p => p.Key, p => p.Round);
        var dearest = new long[model.Participants];
        var isUsed = false;
        foreach (var pair in pairs)
        {
            if (vetoed.Contains(pair.Key))
                continue;
            var (s, f) = (pair.Startup, model.Startups + pair.Fund);
            var left = pair.Weight - prices[s] - prices[f];
            dearest[s] = Math.Max(dearest[s], left);
            dearest[f] = Math.Max(dearest[f], left);
            var isPinned = pins.TryGetValue(pair.Key, out var round);
            isUsed = isUsed || (round is null && model.FixedCount[s] + model.FixedCount[f] > 0 && GainsByTakenSlots(model, pair, isPinned, left, tables, slots));
        }

        if (!isUsed)
            return;
        foreach (var (pair, round) in model.Fixed)
        {
            slots[(pair.Startup * model.Rounds) + round] = dearest[pair.Startup];
            slots[((model.Startups + pair.Fund) * model.Rounds) + round] = dearest[model.Startups + pair.Fund];
        }
    }

    private static bool GainsByTakenSlots(RoundModel model, MeetingPair pair, bool isPinned, long left, long[] tables, long[] slots)
    {
        var (s, f) = (pair.Startup, model.Startups + pair.Fund);
        // A pair that need not meet is worth at least nothing.
        var open = isPinned ? long.MinValue : 0;
        var taken = open;
        foreach (var number in model.Problem.CommonRounds(pair.Startup, pair.Fund))
        {
            var round = number - 1;
            var slack = left - tables[round] - slots[(s * model.Rounds) + round] - slots[(f * model.Rounds) + round];
            if (model.IsOpenIn(s, round) && model.IsOpenIn(f, round))
                open = Math.Max(open, slack);
            else
                taken = Math.Max(taken, slack);
        }

        return taken > open;
    }
}
