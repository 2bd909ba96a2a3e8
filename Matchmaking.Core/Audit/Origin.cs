using Matchmaking.Core.Keys;

namespace Matchmaking.Core.Audit;

/// <summary>What kind of actor writes.</summary>
public enum ActorType
{
    /// <summary>Somebody with an API key.</summary>
    Key,

    /// <summary>A verb of the command line, run by whoever may log in to the machine.</summary>
    CommandLine,

    /// <summary>The program itself: the demo season, the key of a setting, clearing up.</summary>
    System,
}

/// <summary>Where a write comes from. It goes with every write, so that nothing is changed by nobody.</summary>
/// <param name="Actor">What kind of actor.</param>
/// <param name="At">When the request arrived or the verb began, to the millisecond.</param>
/// <param name="KeyId">The key, for <see cref="ActorType.Key"/>.</param>
/// <param name="Role">The key's role at that moment.</param>
/// <param name="RequestId">The <c>X-Request-Id</c> of the request, or the name of the verb or task.</param>
public sealed record Origin(ActorType Actor, DateTimeOffset At, KeyId? KeyId, Role? Role, string RequestId)
{
    public static Origin CommandLine(string verb, DateTimeOffset at) => new(ActorType.CommandLine, at, null, null, verb);

    public static Origin System(string task, DateTimeOffset at) => new(ActorType.System, at, null, null, task);
}
