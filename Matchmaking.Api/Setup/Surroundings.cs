using Matchmaking.Core.Common;

namespace Matchmaking.Api.Setup;

/// <summary>Time and ids, as rules are handed them.</summary>
internal sealed class Surroundings(TimeProvider clock, IIdSource ids)
{
    public IIdSource Ids { get; } = ids;

    /// <summary>Now, to the millisecond, as it is stored.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The day in Shanghai.</summary>
    public DateOnly Today => ShanghaiTime.DayOf(clock.GetUtcNow());
}
