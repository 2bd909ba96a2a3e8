namespace Matchmaking.Ranking.LambdaMart;

/// <summary>The best division of a leaf that was found.</summary>
/// <param name="Gain">By how much it beats the undivided leaf; above 0.</param>
/// <param name="Feature">Which feature.</param>
/// <param name="Bin">Present values up to this bin go left.</param>
/// <param name="MissingRight">Where missing ones go.</param>
/// <param name="Left">Sums of the left side.</param>
internal readonly record struct Split(double Gain, int Feature, int Bin, bool MissingRight, LeafSums Left);
