using System.Runtime.Intrinsics;

namespace Matchmaking.Ranking.Index;

/// <summary>Leaves that a row can reach, each the first word of a set of a model's whole words (<see cref="MaskTrees.Words"/>).</summary>
internal ref struct RowLeaves
{
    public ref readonly uint Block;
    public ref readonly uint Ticket;
    public ref readonly uint District;
    public ref readonly uint Strength;
    public ref readonly uint Founded;
    public ref readonly uint Scorecard;
    public ref readonly uint ScorecardLeft;
    public ref readonly uint PublicScorecard;
    public ref readonly uint PublicScorecardLeft;

    /// <summary>What the sets have in common in the words of one step.</summary>
    /// <param name="from">The first word.</param>
    /// <param name="common">Room for <see cref="MaskTrees.Step"/> words.</param>
    public readonly void Common(nuint from, ref uint common)
    {
        for (nuint w = 0; w < MaskTrees.Step; w += (nuint)Vector256<uint>.Count)
        {
            var at = from + w;
            var a = Vector256.LoadUnsafe(in Block, at) & Vector256.LoadUnsafe(in Ticket, at) & Vector256.LoadUnsafe(in District, at);
            var b = Vector256.LoadUnsafe(in Strength, at) & Vector256.LoadUnsafe(in Founded, at) & Vector256.LoadUnsafe(in Scorecard, at);
            var c = Vector256.LoadUnsafe(in ScorecardLeft, at) & Vector256.LoadUnsafe(in PublicScorecard, at) & Vector256.LoadUnsafe(in PublicScorecardLeft, at);
            (a & b & c).StoreUnsafe(ref common, w);
        }
    }
}
