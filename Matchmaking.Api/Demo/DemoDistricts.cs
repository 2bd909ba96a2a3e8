namespace Matchmaking.Api.Demo;

/// <summary>Where companies of the season sit, and how often.</summary>
internal static class DemoDistricts
{
    public const string Outside = "outside-wuhan";

    private static readonly (string Code, double Weight)[] _weights =
    [
        ("ovc", 28), ("wedz", 12), ("hongshan", 11), ("dongxihu", 10), ("jiangxia", 7), ("wuchang", 6), ("qingshan", 4), ("caidian", 4),
        ("jiangan", 3), ("jianghan", 3), ("hanyang", 3), ("huangpi", 2), ("xinzhou", 2), ("yangtze", 2), (Outside, 9),
    ];

    /// <summary>Those of Wuhan.</summary>
    public static IReadOnlyList<string> Inner { get; } = [.. _weights.Select(w => w.Code).Where(c => c != Outside)];

    public static string Draw(DemoRandom random) => random.Pick(_weights, w => w.Weight).Code;
}
