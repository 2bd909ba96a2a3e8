namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// How derivatives become whole numbers: powers of two, so that scaling itself rounds nothing, as large as a row's place in a
/// <see cref="PackedGradient"/> allows. Rounding each row by half a step moves sums over a leaf less than noise in the labels does.
/// </summary>
/// <param name="Gradient">Steps a unit.</param>
/// <param name="Hessian">Steps a unit.</param>
internal readonly record struct GradientScale(float Gradient, float Hessian)
{
    /// <summary>Powers stay normal numbers, however small the derivatives.</summary>
    private const int MostBits = 100;

    public static GradientScale For(float largestGradient, float largestHessian) =>
        new(Power(largestGradient, PackedGradient.GradientBits), Power(largestHessian, PackedGradient.HessianBits));

    /// <summary>To the nearest step; halves to the even one.</summary>
    public void Pack(ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians, Span<long> packed)
    {
        for (var i = 0; i < packed.Length; i++)
            packed[i] = PackedGradient.Of((int)MathF.Round(gradients[i] * Gradient), (int)MathF.Round(hessians[i] * Hessian));
    }

    /// <summary>The largest power of two by which the value comes to at most 2^bits.</summary>
    private static float Power(float largest, int bits) => largest > 0 ? MathF.ScaleB(1, Math.Min(MostBits, bits - 1 - MathF.ILogB(largest))) : 1;
}
