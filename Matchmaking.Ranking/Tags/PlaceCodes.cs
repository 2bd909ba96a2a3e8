namespace Matchmaking.Ranking.Tags;

/// <summary>The two places that are more than a district.</summary>
internal static class PlaceCodes
{
    /// <summary>Tag above every district and zone of the city.</summary>
    public const string Wuhan = "wuhan";

    public const string OutsideWuhan = "outside-wuhan";
}
