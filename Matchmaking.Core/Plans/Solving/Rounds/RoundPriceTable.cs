using System.Numerics;
using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>Integer prices of the rounds: u of each participant and z of the tables (see <see cref="MeetingCertificate"/>), and what they leave of the weights.</summary>
internal sealed class RoundPriceTable(RoundModel model)
{
    /// <summary>u, at least 0; participants x rounds.</summary>
    public long[] OfParticipants { get; } = new long[model.Participants * model.Rounds];

    /// <summary>z, at least 0, of each round.</summary>
    public long[] OfTables { get; } = new long[model.Rounds];

    public RoundPriceTable Copy()
    {
        var copy = new RoundPriceTable(model);
        OfParticipants.CopyTo(copy.OfParticipants, 0);
        OfTables.CopyTo(copy.OfTables, 0);
        return copy;
    }

    /// <summary>Sum of u over open rounds and of z over places.</summary>
    public Int128 Outlay()
    {
        Int128 sum = 0;
        for (var i = 0; i < OfParticipants.Length; i++)
            sum += OfParticipants[i];
        for (var round = 0; round < OfTables.Length; round++)
            sum += (Int128)OfTables[round] * (OfTables[round] == 0 ? 0 : model.Places[round]);
        return sum;
    }

    /// <summary>Weight of each pair less what its cheapest open round costs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Reduce(Span<long> weights)
    {
        if (!OfParticipants.AsSpan().ContainsAnyExcept(0) && !OfTables.AsSpan().ContainsAnyExcept(0))
        {
            for (var i = 0; i < weights.Length; i++)
                weights[i] = model.Pairs[i].Weight;
            return;
        }

        for (var i = 0; i < weights.Length; i++)
            weights[i] = model.Pairs[i].Weight - CheapestRound(model.Pairs[i].Startup, model.FundNode[i]);
    }

    private long CheapestRound(int s, int f)
    {
        var cheapest = long.MaxValue;
        for (var w = 0; w < model.Words; w++)
        {
            for (var rounds = model.Open[(s * model.Words) + w] & model.Open[(f * model.Words) + w]; rounds != 0; rounds &= rounds - 1)
            {
                var round = (w << 6) + BitOperations.TrailingZeroCount(rounds);
                var price = OfParticipants[(s * model.Rounds) + round] + OfParticipants[(f * model.Rounds) + round] + OfTables[round];
                if (price < cheapest)
                    cheapest = price;
            }
        }

        return cheapest;
    }
}
