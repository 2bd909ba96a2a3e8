using Matchmaking.Core.Common;

namespace Matchmaking.Api.Setup;

/// <summary>Time and ids, as rules are handed them.</summary>
internal sealed class Surroundings(TimeProvider clock, IIdSource ids)
{
    // China has had one time zone without daylight saving since 1991, so that no time zone database is needed.
    private static readonly TimeSpan _shanghai = TimeSpan.FromHours(8);

    public IIdSource Ids { get; } = ids;

    /// <summary>Now, to the millisecond, as it is stored.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The day in Shanghai.</summary>
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(_shanghai).DateTime);
}
