namespace Matchmaking.Ranking.Histories;

/// <summary>Numbers tags from 0 in the order in which they are first seen.</summary>
internal sealed class TagNumbers
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public int Count => _numbers.Count;

    /// <summary>The tag's number, given now if it has none.</summary>
    public int Number(string? tag)
    {
        if (tag is null)
            return OfferCode.Unknown;
        if (!_numbers.TryGetValue(tag, out var number))
            _numbers.Add(tag, number = _numbers.Count);
        return number;
    }

    /// <summary>The tag's number; <see cref="OfferCode.Unseen"/> when it has none.</summary>
    public int Find(string? tag) => tag is null ? OfferCode.Unknown : _numbers.GetValueOrDefault(tag, OfferCode.Unseen);
}
