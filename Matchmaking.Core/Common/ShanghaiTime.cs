namespace Matchmaking.Core.Common;

/// <summary>Days in Shanghai. China has had one time zone without daylight saving since 1991, so that no time zone database is needed.</summary>
public static class ShanghaiTime
{
    private static readonly TimeSpan _offset = TimeSpan.FromHours(8);

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(_offset).DateTime);

    /// <summary>A time of a day there, in UTC.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time = default) => new DateTimeOffset(day, time, _offset).ToUniversalTime();
}
