namespace Matchmaking.Tests.Core.Search;

/// <summary>Seeded texts out of few characters, so that terms occur in them often and nearly occur even more often.</summary>
internal sealed class RandomTexts(int seed)
{
    private static readonly string[] _parts =
    [
        "氢", "能", "芯", "片", "武", "汉", "々", "\U00020000", "氢能", "芯片", "a", "i", "AI", "eVTOL", "Ｈ２", "3", "5G", "é", "カ",
        " ", "　", "-", "%", "_", "\\", "'", "\"", "（", ")", ".", "*",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A text of 0 to <paramref name="partsMax"/> parts.</summary>
    public string Next(int partsMax) => string.Concat(Enumerable.Range(0, _random.Next(partsMax + 1)).Select(_ => _parts[_random.Next(_parts.Length)]));

    public int Below(int end) => _random.Next(end);
}
