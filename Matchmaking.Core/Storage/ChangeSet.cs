using System.Collections.Immutable;

namespace Matchmaking.Core.Storage;

/// <summary>What some transaction changed: topics, which are names of change counters and words of <see cref="ChangeTopics"/>.</summary>
public sealed class ChangeSet
{
    private readonly ImmutableHashSet<string> _topics;
    private readonly bool _isEverything;

    private ChangeSet(ImmutableHashSet<string> topics, bool isEverything) => (_topics, _isEverything) = (topics, isEverything);

    /// <summary>Whatever may have changed: messages were missed.</summary>
    public static ChangeSet Everything { get; } = new([], isEverything: true);

    public bool IsEmpty => !_isEverything && _topics.IsEmpty;

    /// <summary>Those that are named; none when everything may have changed.</summary>
    public IReadOnlySet<string> Topics => _topics;

    public static ChangeSet Of(IEnumerable<string> topics) => new([.. topics], isEverything: false);

    public bool Has(string topic) => _isEverything || _topics.Contains(topic);
}
