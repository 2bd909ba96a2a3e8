namespace Matchmaking.Core.Risk.Model;

/// <summary>A loss in half fen and its probability.</summary>
internal readonly record struct LossAtom(long HalfFen, double Probability);
