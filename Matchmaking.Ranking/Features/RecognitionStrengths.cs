namespace Matchmaking.Ranking.Features;

/// <summary>
/// How much an official recognition says of a company, 0..1. The order follows the ladders of the taxonomy; the sizes are
/// judgement, to be replaced by what outcomes teach.
/// </summary>
internal static class RecognitionStrengths
{
    private static readonly Dictionary<string, double> _strengths = new(StringComparer.Ordinal)
    {
        ["seedling"] = 0.05,
        ["tech-sme"] = 0.05,
        ["newly-above-scale"] = 0.1,
        ["sapling"] = 0.1,
        ["innovative-sme"] = 0.15,
        ["top-ten-startup"] = 0.15,
        ["hero-cup"] = 0.2,
        ["maker-china"] = 0.2,
        ["chucai-juhan"] = 0.2,
        ["leaping"] = 0.2,
        ["hnte"] = 0.2,
        ["srdi-sme"] = 0.3,
        ["silver-seed"] = 0.3,
        ["gazelle"] = 0.35,
        ["gold-seed"] = 0.4,
        ["leading"] = 0.5,
        ["little-giant"] = 0.5,
        ["champion"] = 0.6,
        ["seed-unicorn"] = 0.65,
        ["potential-unicorn"] = 0.7,
        ["unicorn"] = 0.9,
    };

    /// <summary>1 - product of (1 - strength): more recognitions never count for less, and never reach 1.</summary>
    /// <param name="codes">In canonical order; codes without a strength count 0.</param>
    public static double Combine(IReadOnlyList<string> codes)
    {
        var rest = 1.0;
        foreach (var code in codes)
            rest *= 1 - _strengths.GetValueOrDefault(code);
        return 1 - rest;
    }
}
