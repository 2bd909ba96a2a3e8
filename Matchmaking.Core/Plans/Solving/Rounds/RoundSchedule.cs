using System.Numerics;

namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>Which pairs meet in which round: a plan without tables that is being worked on. Nobody meets twice in a round and no round has more meetings than places.</summary>
internal sealed class RoundSchedule
{
    private readonly RoundModel _model;
    private readonly int[] _at;
    private readonly ulong[] _free;
    private readonly ulong[] _roomy;

    public RoundSchedule(RoundModel model)
    {
        _model = model;
        _at = new int[model.Participants * model.Rounds];
        Array.Fill(_at, -1);
        _free = (ulong[])model.Open.Clone();
        _roomy = new ulong[model.Words];
        RoundOf = new int[model.Pairs.Length];
        Array.Fill(RoundOf, -1);
        Size = new int[model.Rounds];
        Count = new int[model.Participants];
        for (var round = 0; round < model.Rounds; round++)
            NoteRoom(round);
    }

    /// <summary>Round of each pair of the model; -1 where it does not meet.</summary>
    public int[] RoundOf { get; }

    /// <summary>Meetings of each round, fixed ones left out.</summary>
    public int[] Size { get; }

    /// <summary>Meetings of each participant, fixed ones left out.</summary>
    public int[] Count { get; }

    /// <summary>The pair that a participant meets in a round; -1: none that could be changed.</summary>
    public int At(int v, int round) => _at[(v * _model.Rounds) + round];

    /// <summary>Rounds in which a participant is there and meets nobody.</summary>
    public ReadOnlySpan<ulong> FreeOf(int v) => _free.AsSpan(v * _model.Words, _model.Words);

    public bool IsFree(int v, int round) => (_free[(v * _model.Words) + (round >> 6)] >> (round & 63) & 1) != 0;

    public bool HasRoom(int round) => (_roomy[round >> 6] >> (round & 63) & 1) != 0;

    /// <summary>The emptiest round with a table in which both sides of a pair are free; -1 if there is none.</summary>
    public int EmptiestFree(int pair)
    {
        var (s, f) = (_model.Pairs[pair].Startup * _model.Words, _model.FundNode[pair] * _model.Words);
        var best = -1;
        for (var w = 0; w < _model.Words; w++)
        {
            for (var rounds = _free[s + w] & _free[f + w] & _roomy[w]; rounds != 0; rounds &= rounds - 1)
            {
                var round = (w << 6) + BitOperations.TrailingZeroCount(rounds);
                if (best < 0 || Size[round] < Size[best])
                    best = round;
            }
        }

        return best;
    }

    /// <summary>Both sides must be free in the round, and the round must have room.</summary>
    public void Place(int pair, int round)
    {
        var (s, f) = (_model.Pairs[pair].Startup, _model.FundNode[pair]);
        RoundOf[pair] = round;
        _at[(s * _model.Rounds) + round] = pair;
        _at[(f * _model.Rounds) + round] = pair;
        _free[(s * _model.Words) + (round >> 6)] &= ~(1UL << (round & 63));
        _free[(f * _model.Words) + (round >> 6)] &= ~(1UL << (round & 63));
        Count[s]++;
        Count[f]++;
        Size[round]++;
        NoteRoom(round);
    }

    public void Remove(int pair)
    {
        var round = RoundOf[pair];
        var (s, f) = (_model.Pairs[pair].Startup, _model.FundNode[pair]);
        RoundOf[pair] = -1;
        _at[(s * _model.Rounds) + round] = -1;
        _at[(f * _model.Rounds) + round] = -1;
        _free[(s * _model.Words) + (round >> 6)] |= 1UL << (round & 63);
        _free[(f * _model.Words) + (round >> 6)] |= 1UL << (round & 63);
        Count[s]--;
        Count[f]--;
        Size[round]--;
        NoteRoom(round);
    }

    /// <summary>Makes this the same as another schedule of the same model.</summary>
    public void CopyFrom(RoundSchedule other)
    {
        other._at.CopyTo(_at, 0);
        other._free.CopyTo(_free, 0);
        other._roomy.CopyTo(_roomy, 0);
        other.RoundOf.CopyTo(RoundOf, 0);
        other.Size.CopyTo(Size, 0);
        other.Count.CopyTo(Count, 0);
    }

    private void NoteRoom(int round)
    {
        if (Size[round] < _model.Places[round])
            _roomy[round >> 6] |= 1UL << (round & 63);
        else
            _roomy[round >> 6] &= ~(1UL << (round & 63));
    }
}
