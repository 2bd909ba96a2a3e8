namespace Matchmaking.Core.Risk.Model;

internal static class Tails
{
    /// <summary>For each cell the probability of more; summed from the small end, so that far tails keep their digits.</summary>
    public static double[] Above(ReadOnlySpan<double> probabilities)
    {
        var above = new double[probabilities.Length];
        var sum = 0.0;
        for (var cell = probabilities.Length - 1; cell >= 0; cell--)
        {
            above[cell] = sum;
            sum += probabilities[cell];
        }

        return above;
    }
}
