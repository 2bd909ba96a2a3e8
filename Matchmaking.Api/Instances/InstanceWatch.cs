using Matchmaking.Core.Storage.Instances;

namespace Matchmaking.Api.Instances;

/// <summary>
/// Finds the dead among the instances: whose beat has stood still for a while. The while is measured by this observer's own clock, from when
/// it first saw that beat, so that clocks that differ do no harm (Gray and Cheriton, Leases, SOSP 1989, section 5, ask for bounded drift only).
/// </summary>
internal sealed class InstanceWatch(TimeProvider clock)
{
    private readonly Dictionary<Guid, (long Beat, long Since)> _seen = [];

    /// <summary>How often an instance beats.</summary>
    public static TimeSpan BeatEvery { get; } = TimeSpan.FromSeconds(2);

    /// <returns>Those whose beat stands still.</returns>
    /// <param name="listed">All that are listed now.</param>
    public IReadOnlyList<Guid> Dead(IReadOnlyList<Instance> listed)
    {
        var now = clock.GetTimestamp();
        foreach (var gone in _seen.Keys.Except(listed.Select(i => i.Id)).ToList())
            _seen.Remove(gone);
        foreach (var instance in listed)
        {
            if (!_seen.TryGetValue(instance.Id, out var known) || known.Beat != instance.Beat)
                _seen[instance.Id] = (instance.Beat, now);
        }

        return [.. listed.Where(i => clock.GetElapsedTime(_seen[i.Id].Since, now) > Instance.Patience).Select(i => i.Id)];
    }
}
