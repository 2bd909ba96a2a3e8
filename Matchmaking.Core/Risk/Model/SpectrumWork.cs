using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>Room for one batch of transforms, for one thread.</summary>
internal sealed class SpectrumWork(FourierTransform transform, int sequence, RentedArrays room)
{
    public FourSequences Data { get; } = new(transform.Length, room);

    public double[][] Sequences { get; } = [.. Enumerable.Range(0, SpectrumTable.Batch).Select(_ => room.Zeros(sequence))];

    /// <summary>Reads the sequences of one batch of nodes and transforms them; beyond the last node they are 0.</summary>
    /// <param name="batch">Which nodes.</param>
    /// <param name="nodes">How many there are in all.</param>
    /// <param name="cells">Length of a sequence.</param>
    /// <param name="read">Fills the sequence of a node.</param>
    public void Forward(int batch, int nodes, int cells, Action<int, double[]> read)
    {
        for (var slot = 0; slot < SpectrumTable.Batch; slot++)
        {
            var node = batch * SpectrumTable.Batch + slot;
            if (node < nodes)
                read(node, Sequences[slot]);
            else
                Array.Clear(Sequences[slot]);
        }

        SpectrumTable.Put(Data, Sequences, cells);
        transform.Forward(Data);
    }
}
