using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// Positions whose losses, given the common factor, are independent of all others': those of one chain, or all that share nothing with a chain.
/// </summary>
/// <param name="exposures">The positions.</param>
/// <param name="isChain">Whether they share a chain's factor: then <paramref name="losses"/> has a row for each lattice point, else one for each
/// node of the common factor.</param>
/// <param name="losses">Their losses, given the factors.</param>
internal sealed class LossGroup(IReadOnlyList<LiveExposure> exposures, bool isChain, ConditionalLosses losses)
{
    public IReadOnlyList<LiveExposure> Exposures { get; } = exposures;

    public bool IsChain { get; } = isChain;

    public ConditionalLosses Losses { get; } = losses;

    /// <summary>Their losses given the common factor alone: the chain's factor mixed out.</summary>
    /// <param name="commonNode">Node of the common factor.</param>
    /// <param name="lattice">Of the factors.</param>
    /// <param name="result">At least a row long.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Mix(int commonNode, FactorLattice lattice, Span<double> result)
    {
        if (!IsChain)
        {
            Losses.At(commonNode).CopyTo(result);
            return;
        }

        var stride = Losses.Stride;
        if (result.Length < stride)
            throw new ArgumentException($"{result.Length} cells, not {stride}.", nameof(result));
        var weights = lattice.ChainWeights;
        var step = (nuint)(lattice.ChainStride * stride);
        ref var from = ref MemoryMarshal.GetReference(Losses.Values[(commonNode * stride)..]);
        ref var to = ref MemoryMarshal.GetReference(result);
        for (nuint x = 0; x < (nuint)stride; x += (nuint)Vector256<double>.Count)
        {
            var sum = Vector256<double>.Zero;
            for (var j = 0; j < weights.Length; j++)
                sum += Vector256.LoadUnsafe(ref from, x + (nuint)j * step) * weights[j];
            sum.StoreUnsafe(ref to, x);
        }
    }
}
