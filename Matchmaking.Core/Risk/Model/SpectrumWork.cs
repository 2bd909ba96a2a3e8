using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>Room for one batch of transforms, for one thread.</summary>
internal sealed class SpectrumWork(int length, int sequence, RentedArrays room)
{
    public FourSequences Data { get; } = new(length, room);

    public double[][] Sequences { get; } = [.. Enumerable.Range(0, SpectrumTable.Batch).Select(_ => room.Zeros(sequence))];
}
