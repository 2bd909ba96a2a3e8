namespace Matchmaking.Benchmarks;

/// <summary>The middle of repeated measurements: single ones swing with what else the machine does.</summary>
internal static class Medians
{
    /// <returns>The upper one of two middles.</returns>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static T Of<T>(IEnumerable<T> values)
    {
        var ordered = values.Order().ToList();
        return ordered.Count == 0 ? throw new InvalidOperationException("Nothing was measured.") : ordered[ordered.Count / 2];
    }
}
