namespace Matchmaking.Api.Limits;

/// <summary>How much is done at once and for how long, whoever asks.</summary>
/// <param name="InFlight"><c>MATCHMAKING_MAX_IN_FLIGHT</c>: requests worked on at once, 1 to 10,000; as many may wait.</param>
/// <param name="Time"><c>MATCHMAKING_TIME_LIMIT</c>: how long one request may take, 1 s to 600 s, unless its endpoint says otherwise.</param>
internal sealed record LoadLimits(int InFlight, TimeSpan Time)
{
    public const string InFlightSettingName = "MATCHMAKING_MAX_IN_FLIGHT";
    public const string TimeSettingName = "MATCHMAKING_TIME_LIMIT";
    public const int InFlightMax = 10_000;
    public const int SecondsMax = 600;

    /// <summary>
    /// 256 is what one group commit takes (docs/storage.md): with fewer, writes would wait for callers; with more, everybody only
    /// waits longer.
    /// </summary>
    public static readonly LoadLimits Standard = new(256, TimeSpan.FromSeconds(30));

    /// <summary>Event streams open at once, over all keys: they wait much and work little, so they have places of their own.</summary>
    public static int Streams => 512;

    /// <summary>Event streams open at once with one key, so that one caller does not take them all.</summary>
    public static int StreamsOfOneKey => 16;
}
